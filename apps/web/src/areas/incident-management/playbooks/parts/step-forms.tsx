import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { listText } from '../list.format.ts';
import { assigneesQuery, evidenceQuery, type Run, type RunStep } from '../queries.ts';
import { useRunActs } from '../run.hook.ts';

/** What can be asked about a step. */
export type Asked = 'done' | 'not-applicable' | 'assign';

type FormProps = { readonly run: Run; readonly step: RunStep; readonly onDone: () => void };

/** The question over the page that an act on a step needs. */
export function StepDialog(props: FormProps & { readonly asked: Asked | null }) {
  const { say, locale } = useSay();
  const { asked, step, onDone } = props;
  const titles = {
    done: say('playbooks.step.done-title'),
    'not-applicable': say('playbooks.step.not-applicable-title'),
    assign: say('playbooks.step.assign-title'),
  } as const;
  return (
    <Dialog title={asked === null ? '' : titles[asked]} isOpen={asked !== null} onClose={onDone}>
      <p className="m-playbook-asked">{step.title[locale]}</p>
      {asked === 'done' && <DoneForm {...props} />}
      {asked === 'not-applicable' && <NotApplicableForm {...props} />}
      {asked === 'assign' && <AssignForm {...props} />}
    </Dialog>
  );
}

function DoneForm({ run, step, onDone }: FormProps) {
  const { say, locale } = useSay();
  const { submit, change } = useRunActs(run);
  const problemOf = useFieldProblem(submit.problem);
  const [answer, setAnswer] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [evidence, setEvidence] = useState('');
  const [evidenceId, setEvidenceId] = useState('');
  const found = useQuery({ ...evidenceQuery(run.subjectId), enabled: step.isEvidence });
  const evidenceOn = found.data?.find(({ id }) => id === evidenceId);
  const [allowedBy, setAllowedBy] = useState('');
  const [reason, setReason] = useState('');
  const question = run.questions.find(({ id }) => id === step.asks);
  const send = async () => {
    const isSent = await change(step, {
      state: 'done',
      ...(answer === null ? {} : { answer }),
      ...(note.trim() === '' ? {} : { note }),
      ...(evidence.trim() === '' ? {} : { evidence }),
      ...(evidenceOn === undefined ? {} : { evidenceOn: { kind: evidenceOn.kind, id: evidenceOn.id } }),
      ...(step.isUnlocked ? {} : { waiver: { allowedBy, reason } }),
    });
    if (isSent) onDone();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {!step.isUnlocked && (
        <>
          <Notice tone="amber">
            {say('playbooks.step.blocked', {
              titles: listText(openEvidence(run, step, locale), locale),
            })}
          </Notice>
          <TextField
            label={say('playbooks.step.allowed-by')}
            required
            maxLength={100}
            value={allowedBy}
            onChange={(event) => setAllowedBy(event.currentTarget.value)}
            problem={problemOf('waiver.allowedBy')}
          />
          <ProseField
            label={say('playbooks.step.waiver-reason')}
            required
            maxLength={600}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            problem={problemOf('waiver.reason')}
          />
        </>
      )}
      {question !== undefined && (
        <Choices
          label={question.text[locale]}
          value={answer}
          options={question.options.map(({ id, text }) => ({ value: id, label: text[locale] }))}
          onChoose={setAnswer}
          problem={problemOf('answer')}
        />
      )}
      {step.isEvidence && (
        <TextField
          label={say('playbooks.step.evidence')}
          hint={say('playbooks.step.evidence-hint')}
          maxLength={300}
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
          problem={problemOf('evidence')}
        />
      )}
      {step.isEvidence && found.data !== undefined && found.data.length > 0 && (
        <SelectField
          label={say('playbooks.step.evidence-on')}
          value={evidenceId}
          onChange={(event) => setEvidenceId(event.currentTarget.value)}
        >
          <option value="">{say('playbooks.step.evidence-on-none')}</option>
          {found.data.map(({ kind, id, name }) => (
            <option key={id} value={id}>
              {say(`playbooks.step.evidence-${kind}`, { name })}
            </option>
          ))}
        </SelectField>
      )}
      <ProseField
        label={say('playbooks.step.note')}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        problem={problemOf('note')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={question !== undefined && answer === null}>
          {say(step.isUnlocked ? 'playbooks.step.done' : 'playbooks.step.done-without')}
        </Button>
      </div>
    </form>
  );
}

/** The evidence that a destroying step still waits for. */
export function openEvidence(run: Run, step: RunStep, locale: 'ja' | 'en'): readonly string[] {
  return run.steps
    .filter(({ id, state }) => step.after.includes(id) && !['done', 'not-applicable', 'hidden'].includes(state))
    .map(({ title }) => title[locale]);
}

function NotApplicableForm({ run, step, onDone }: FormProps) {
  const { say } = useSay();
  const { submit, change } = useRunActs(run);
  const problemOf = useFieldProblem(submit.problem);
  const [reason, setReason] = useState('');
  const send = async () => {
    if (await change(step, { state: 'not-applicable', reason })) onDone();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {step.isEvidence && <Notice tone="amber">{say('playbooks.step.not-applicable-evidence')}</Notice>}
      <ProseField
        label={say('playbooks.step.reason')}
        required
        maxLength={600}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        problem={problemOf('reason')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={reason.trim() === ''}>
          {say('playbooks.step.not-applicable')}
        </Button>
      </div>
    </form>
  );
}

function AssignForm({ run, step, onDone }: FormProps) {
  const { say } = useSay();
  const { submit, assign } = useRunActs(run);
  const problemOf = useFieldProblem(submit.problem);
  const people = useQuery(assigneesQuery);
  const { zone } = useReading();
  const holder = step.task?.assignee ?? step.assignee;
  const [chosen, setChosen] = useState<string | null>(holder?.id ?? null);
  const dueAt = step.task === null ? step.dueAt : step.task.dueAt;
  const [due, setDue] = useState(dueAt === null ? '' : localInput(new Date(dueAt), zone));
  const send = async (id: string | null) => {
    const at = due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null);
    if (await assign(step, id === null ? { assigneeId: null } : { assigneeId: id, dueAt: at })) onDone();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(chosen);
      }}
    >
      <SearchSelect
        label={say('playbooks.step.assignee')}
        hint={say('playbooks.step.assign-hint', { role: say(`playbooks.role.${step.role}`) })}
        value={chosen}
        options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setChosen}
        nothing={say('platform.select.nothing')}
      />
      <TextField
        type="datetime-local"
        label={say('playbooks.step.task-due', { zone })}
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
        problem={problemOf('dueAt')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        {holder !== null && (
          <Button isBusy={submit.busy} onClick={() => void send(null)}>
            {say('playbooks.step.unassign')}
          </Button>
        )}
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={chosen === null}>
          {say('playbooks.step.assign')}
        </Button>
      </div>
    </form>
  );
}
