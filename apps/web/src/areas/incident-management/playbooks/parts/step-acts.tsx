import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { IconListCheck } from '../../../../ui/icons.ts';
import type { Run, RunStep } from '../queries.ts';
import { useRunActs } from '../run.hook.ts';
import { type Asked, StepDialog } from './step-forms.tsx';
import { StepOrder } from './step-order.tsx';

/**
 * What can be done about a step. An answer is one tap; a plain step is done with one tap; evidence and what goes without
 * it ask first.
 */
export function StepActs({ run, step }: { readonly run: Run; readonly step: RunStep }) {
  const { say, locale } = useSay();
  const { submit, change, assign } = useRunActs(run);
  const [asked, setAsked] = useState<Asked | null>(null);
  const isOpen = ['open', 'doing', 'blocked'].includes(step.state);
  const isSettled = step.state === 'done' || step.state === 'not-applicable';
  if (!run.can.change || run.endedAt !== null || !(isOpen || isSettled)) return null;
  if (isSettled)
    return (
      <div className="m-step-acts">
        <Button size="small" isBusy={submit.busy} onClick={() => void change(step, { state: 'open' })}>
          {say('playbooks.step.undo')}
        </Button>
        <Refusal problem={submit.problem} />
      </div>
    );
  const question = run.questions.find(({ id }) => id === step.asks);
  return (
    <div className="m-step-acts">
      <StepOrder run={run} step={step} />
      {question !== undefined && step.isUnlocked ? (
        <fieldset className="m-step-question">
          <legend>{question.text[locale]}</legend>
          {question.options.map(({ id, text }) => (
            <Button
              key={id}
              kind="primary"
              isBusy={submit.busy}
              onClick={() => void change(step, { state: 'done', answer: id })}
            >
              {text[locale]}
            </Button>
          ))}
        </fieldset>
      ) : (
        <Button
          kind={step.isUnlocked ? 'primary' : 'outline'}
          isBusy={submit.busy}
          onClick={() =>
            step.isEvidence || !step.isUnlocked ? setAsked('done') : void change(step, { state: 'done' })
          }
        >
          {say(
            step.isUnlocked
              ? step.isEvidence
                ? 'playbooks.step.evidence-done'
                : 'playbooks.step.done'
              : 'playbooks.step.go-without',
          )}
        </Button>
      )}
      {step.task === null && (
        <Button
          icon={IconListCheck}
          isBusy={submit.busy}
          onClick={() => void assign(step, { assigneeId: null, isTask: true })}
        >
          {say('playbooks.step.as-task')}
        </Button>
      )}
      <Button onClick={() => setAsked('assign')}>
        {say(
          (step.task?.assignee ?? step.assignee) === null ? 'playbooks.step.assign-act' : 'playbooks.step.reassign-act',
        )}
      </Button>
      {step.isUnlocked && (
        <Button kind="plain" onClick={() => setAsked('not-applicable')}>
          {say('playbooks.step.not-applicable')}
        </Button>
      )}
      {step.isUnlocked && !step.isEvidence && (
        <Button kind="plain" onClick={() => setAsked('done')}>
          {say('playbooks.step.done-with-note')}
        </Button>
      )}
      <Refusal problem={submit.problem} />
      <StepDialog run={run} step={step} asked={asked} onDone={() => setAsked(null)} />
    </div>
  );
}
