import { playbookPhases } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, type SubjectFrame, useSubjectLink } from '../../../../shared/registry.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconCheck } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { tasksTabId } from '../../../casework/tasks/links.ts';
import { StepFacts } from '../../obligations/sections/step-facts.part.tsx';
import { clauseSentence } from '../clause.sentences.ts';
import { StartRun } from '../forms/start-run.form.tsx';
import { playbookLink } from '../links.ts';
import { listText } from '../list.format.ts';
import { RunActs } from '../parts/run-acts.tsx';
import { StepActs } from '../parts/step-acts.tsx';
import { StepBody, StepChips } from '../parts/step-body.tsx';
import { openEvidence } from '../parts/step-forms.tsx';
import { type Run, type RunStep, runsQuery } from '../queries.ts';
import '../playbooks.css';

/** Every playbook that runs on the record, step by step. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const runs = useQuery(runsQuery(subject.id));
  if (runs.data === undefined) return <Waiting query={runs} />;
  const { items } = runs.data;
  return (
    <>
      {items.map((run) => (
        <RunCard key={run.id} subject={subject} run={run} />
      ))}
      {items.length === 0 && (
        <Card title={say('playbooks.run.tab')}>
          <Empty action={<StartRun subjectId={subject.id} list={runs.data} kind="primary" />}>
            {say('playbooks.run.empty')}
          </Empty>
        </Card>
      )}
      {items.length > 0 && (
        <div>
          <StartRun subjectId={subject.id} list={runs.data} />
        </div>
      )}
    </>
  );
}

function RunCard({ subject, run }: { readonly subject: SubjectFrame; readonly run: Run }) {
  const { say, locale } = useSay();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const isOver = run.endedAt !== null;
  return (
    <Card
      title={run.title[locale]}
      note={<Link to={playbookLink(run.code, run.label)}>{say('playbooks.run.version', { label: run.label })}</Link>}
      actions={<RunActs run={run} />}
      className="m-run"
      isTight
    >
      <div className="m-run-head">
        <p className="m-second">
          {say('playbooks.run.started', { name: run.startedBy.name })} <Moment at={run.startedAt} as="short" />{' '}
          <MergedFrom from={run.mergedFrom} />
        </p>
        {isOver && (
          <Notice tone="quiet">
            {say('playbooks.run.ended', { name: run.endedBy?.name ?? '', reason: run.endReason ?? '' })}
          </Notice>
        )}
        <ul className="m-run-progress" aria-label={say('playbooks.run.progress')}>
          {run.progress.map(({ phase, settled, total }) => (
            <li key={phase} data-done={settled === total}>
              <span>{say(`playbooks.phase.${phase}`)}</span>
              <span className="m-second">
                {settled} / {total}
              </span>
              <progress value={settled} max={total} aria-label={say(`playbooks.phase.${phase}`)} />
            </li>
          ))}
        </ul>
      </div>
      {playbookPhases.map((phase) => {
        const steps = run.steps.filter((step) => step.phase === phase);
        const shown = steps.filter(({ state }) => state !== 'hidden');
        const hidden = steps.filter(({ state }) => state === 'hidden');
        if (steps.length === 0) return null;
        return (
          <section key={phase} className="m-run-phase" aria-label={say(`playbooks.phase.${phase}`)}>
            <h3>{say(`playbooks.phase.${phase}`)}</h3>
            <ol>
              {shown.map((step) => (
                <StepRow
                  key={step.id}
                  subject={subject}
                  run={run}
                  step={step}
                  isOpen={(step.id === run.next) !== opened.has(step.id)}
                  onToggle={() => toggle(step.id)}
                />
              ))}
            </ol>
            {hidden.length > 0 && <HiddenSteps run={run} steps={hidden} />}
          </section>
        );
      })}
    </Card>
  );
}

type RowProps = {
  readonly subject: SubjectFrame;
  readonly run: Run;
  readonly step: RunStep;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

const tones = {
  open: 'neutral',
  doing: 'accent',
  done: 'green',
  'not-applicable': 'neutral',
  hidden: 'neutral',
  waiting: 'neutral',
  blocked: 'amber',
} as const satisfies Record<RunStep['state'], Tone>;

function StepRow(props: RowProps) {
  const { run, step, isOpen, onToggle } = props;
  const { say, locale } = useSay();
  const now = useNow();
  const isNext = step.id === run.next;
  const isSettled = step.state === 'done' || step.state === 'not-applicable';
  const isLate = !isSettled && step.dueAt !== null && Date.parse(step.dueAt) < now.getTime();
  const bodyId = `${run.id}-${step.id}`;
  return (
    <li className="m-run-step" data-state={step.state} data-next={isNext} aria-current={isNext ? 'step' : undefined}>
      <button type="button" className="m-run-toggle" aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
        <span className="m-run-mark" aria-hidden="true">
          {step.state === 'done' && <IconCheck size={12} stroke={3} />}
        </span>
        <span className="m-run-title">
          {step.title[locale]}
          {isNext && <Chip tone="accent">{say('playbooks.next.title')}</Chip>}
        </span>
        <Chip tone={tones[step.state]}>{say(`playbooks.state.${step.state}`)}</Chip>
      </button>
      <div className="m-run-line">
        <StepChips step={step} />
        {step.task === null && step.assignee !== null && !isSettled && (
          <span className="m-second">{step.assignee.name}</span>
        )}
        {step.task !== null && <StepTask subject={props.subject} task={step.task} />}
        {isSettled && step.by !== null && step.at !== null && (
          <span className="m-second">
            {step.by.name} <Moment at={step.at} as="short" />
          </span>
        )}
        {!isSettled && step.dueAt !== null && (
          <span className={isLate ? 'm-step-late' : 'm-second'}>
            {say(isLate ? 'playbooks.step.late' : 'playbooks.step.due')} <Moment at={step.dueAt} as="short" />
          </span>
        )}
      </div>
      <StepResult run={run} step={step} />
      {step.evidenceOn !== null && <StepEvidence subject={props.subject} evidence={step.evidenceOn} />}
      {isOpen && (
        <div id={bodyId} className="m-run-open">
          <StepBody step={step} />
          <StepFacts subjectId={props.subject.id} keys={step.facts ?? []} />
          <StepActs key={step.state} run={run} step={step} />
        </div>
      )}
    </li>
  );
}

/** The file or note that is the evidence, with the way to it. */
function StepEvidence({
  subject,
  evidence,
}: {
  readonly subject: SubjectFrame;
  readonly evidence: NonNullable<RunStep['evidenceOn']>;
}) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const to = linkOf(subject);
  const words = say(`playbooks.step.evidence-${evidence.kind}`, { name: evidence.name });
  return (
    <p className="m-run-result m-typed">
      {to === null ? words : <Link to={`${to}/${evidence.kind === 'file' ? 'files' : 'notes'}`}>{words}</Link>}
    </p>
  );
}

const taskTones = {
  open: 'neutral',
  'in-progress': 'accent',
  done: 'green',
  cancelled: 'neutral',
  'not-applicable': 'neutral',
} as const satisfies Record<Task['state'], Tone>;

type Task = NonNullable<RunStep['task']>;

/** The task that stands for a step, as it is now: its state and who has it, with the way to the tasks. */
function StepTask({ subject, task }: { readonly subject: SubjectFrame; readonly task: Task }) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const to = linkOf(subject);
  const words = say('playbooks.step.task', { name: task.assignee?.name ?? say('playbooks.step.task-nobody') });
  return (
    <span className="m-row">
      {to === null ? (
        <span className="m-second">{words}</span>
      ) : (
        <Link to={`${to}/${tasksTabId}`} className="m-second">
          {words}
        </Link>
      )}
      <Chip tone={taskTones[task.state]}>{say(`tasks.state.${task.state}`)}</Chip>
    </span>
  );
}

/** What was said of a settled step, and why one cannot be done yet. */
function StepResult({ run, step }: { readonly run: Run; readonly step: RunStep }) {
  const { say, locale } = useSay();
  const question = run.questions.find(({ id }) => id === step.asks);
  const answer = question?.options.find(({ id }) => id === step.answer);
  const clause = step.because === null ? undefined : step.when[step.because];
  const lines = [
    answer === undefined ? null : say('playbooks.result.answer', { answer: answer.text[locale] }),
    step.evidence === null ? null : say('playbooks.result.evidence', { place: step.evidence }),
    step.note,
    step.reason === null ? null : say('playbooks.result.reason', { reason: step.reason }),
    step.waiver === null
      ? null
      : say('playbooks.result.waiver', { name: step.waiver.allowedBy, reason: step.waiver.reason }),
    step.state === 'waiting' && clause?.about === 'answer'
      ? say('playbooks.result.waits', {
          question: run.questions.find(({ id }) => id === clause.question)?.text[locale] ?? '',
        })
      : null,
    step.state === 'blocked'
      ? say('playbooks.step.blocked', { titles: listText(openEvidence(run, step, locale), locale) })
      : null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <div className="m-run-result">
      {lines.map((line) => (
        <p key={line} className="m-typed">
          {line}
        </p>
      ))}
    </div>
  );
}

/** Steps that the answers leave out are said openly, each with its condition. */
function HiddenSteps({ run, steps }: { readonly run: Run; readonly steps: readonly RunStep[] }) {
  const { say, locale } = useSay();
  return (
    <details className="m-run-hidden">
      <summary>{say('playbooks.run.hidden', { count: steps.length })}</summary>
      <ul>
        {steps.map((step) => {
          const clause = step.because === null ? undefined : step.when[step.because];
          return (
            <li key={step.id}>
              {step.title[locale]}
              {clause !== undefined && (
                <div className="m-second">
                  {say('playbooks.run.hidden-because', {
                    condition: clauseSentence(clause, { say, locale, questions: run.questions }),
                  })}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
