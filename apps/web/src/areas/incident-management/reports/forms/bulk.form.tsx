import { type ClosingOutcome, closingOutcomes } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { problemOf } from '../../../../shared/problems.sentences.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { useActed } from '../acted.hook.ts';
import { type BulkOutcome, runBulk } from '../bulk.run.ts';
import { FindReport } from '../parts/find-report.tsx';
import { SnoozeChoice } from '../parts/snooze-choice.tsx';
import { assigneesQuery, type ReportSummary } from '../queries.ts';
import { type BulkAct, undoOf } from '../undo.rules.ts';

export type BulkKind = 'assign' | 'snooze' | 'tag' | 'close' | 'spam' | 'merge' | 'wake';

type BulkProps = {
  readonly kind: BulkKind;
  readonly reports: readonly ReportSummary[];
  /** The dialog is through; these reports were done and need not stay selected. */
  readonly onClose: (doneIds: readonly string[]) => void;
};

type Stage =
  | { readonly at: 'asking' }
  | { readonly at: 'running'; readonly count: number }
  | { readonly at: 'told'; readonly outcome: BulkOutcome };

/** The same act on many reports: what exactly, how far it is, and which were refused and why. */
export function BulkDialog({ kind, reports, onClose }: BulkProps) {
  const { say } = useSay();
  const acted = useActed();
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  const [fault, setFault] = useState<unknown>(null);
  const stopped = useRef(false);
  const problem = problemOf(fault);
  if (fault !== null && problem === null) throw fault;

  const run = async (act: BulkAct) => {
    stopped.current = false;
    setFault(null);
    setStage({ at: 'running', count: 0 });
    try {
      const outcome = await runBulk({
        act,
        reports,
        onProgress: (count) => setStage({ at: 'running', count }),
        isStopped: () => stopped.current,
      });
      const { done, refused, left } = outcome;
      const steps = undoOf({ act, done, before: reports, reason: say('reports.undo.reason'), now: new Date() });
      if (done.length > 0)
        await acted(say(`reports.bulk.done-${kind}`, { count: done.length }), { steps, number: null });
      if (refused.length + left.length === 0) onClose(done.map(({ id }) => id));
      else setStage({ at: 'told', outcome });
    } catch (error) {
      setFault(error);
      setStage({ at: 'asking' });
    }
  };

  // Spam and waking need no question: both are taken back by one key.
  const isAtOnce = kind === 'spam' || kind === 'wake';
  const begun = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once, when the dialog opens
  useEffect(() => {
    if (!isAtOnce || begun.current) return;
    begun.current = true;
    void run(kind === 'wake' ? { kind } : { kind: 'close', outcome: 'spam', reason: say('reports.close.reason-spam') });
  }, []);

  const close = () => {
    if (stage.at === 'running') stopped.current = true;
    else onClose(stage.at === 'told' ? stage.outcome.done.map(({ id }) => id) : []);
  };
  return (
    <Dialog title={say(`reports.bulk.${kind}`, { count: reports.length })} isOpen onClose={close} size={560}>
      <div className="m-form">
        {stage.at === 'asking' && !isAtOnce && (
          <Question kind={kind} reports={reports} onRun={(act) => void run(act)} />
        )}
        {stage.at === 'running' && <Progress count={stage.count} total={reports.length} onStop={close} />}
        {stage.at === 'told' && <Told outcome={stage.outcome} onClose={close} />}
        <Refusal problem={problem} />
      </div>
    </Dialog>
  );
}

type QuestionProps = {
  readonly kind: BulkKind;
  readonly reports: readonly ReportSummary[];
  readonly onRun: (act: BulkAct) => void;
};

function Question({ kind, reports, onRun }: QuestionProps) {
  switch (kind) {
    case 'assign':
      return <AssignQuestion onRun={onRun} />;
    case 'snooze':
      return <SnoozeChoice isBusy={false} problem={null} onChoose={(until) => onRun({ kind: 'snooze', until })} />;
    case 'tag':
      return <TagQuestion reports={reports} onRun={onRun} />;
    case 'close':
      return <CloseQuestion onRun={onRun} />;
    case 'merge':
      return <MergeQuestion reports={reports} onRun={onRun} />;
    case 'spam':
    case 'wake':
      return null;
  }
}

type Runs = { readonly onRun: (act: BulkAct) => void };

function AssignQuestion({ onRun }: Runs) {
  const { say } = useSay();
  const people = useQuery(assigneesQuery());
  const [accountId, setAccountId] = useState('');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ kind: 'assign', accountId: accountId === '' ? null : accountId });
      }}
    >
      <SelectField
        label={say('reports.field.assignee')}
        data-autofocus
        value={accountId}
        onChange={(event) => setAccountId(event.currentTarget.value)}
      >
        <option value="">{say('reports.filter.nobody')}</option>
        {people.data?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Submit />
    </form>
  );
}

function TagQuestion({ reports, onRun }: Runs & { readonly reports: readonly ReportSummary[] }) {
  const { say, locale } = useSay();
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const present = [...new Set(reports.flatMap(({ tags }) => tags))];
  const words = (text: string) =>
    [...new Set(text.split(/[,、，]/).map((word) => word.trim()))].filter((word) => word !== '');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ kind: 'tag', add: words(add), remove: words(remove) });
      }}
    >
      <TextField
        label={say('reports.bulk.tags-add')}
        hint={say('reports.bulk.tags-hint')}
        data-autofocus
        maxLength={200}
        value={add}
        onChange={(event) => setAdd(event.currentTarget.value)}
      />
      {present.length > 0 && (
        <TextField
          label={say('reports.bulk.tags-remove')}
          hint={say('reports.bulk.tags-present', { tags: present.slice(0, 20).join(locale === 'ja' ? '、' : ', ') })}
          maxLength={200}
          value={remove}
          onChange={(event) => setRemove(event.currentTarget.value)}
        />
      )}
      <Submit isDisabled={words(add).length + words(remove).length === 0} />
    </form>
  );
}

function CloseQuestion({ onRun }: Runs) {
  const { say } = useSay();
  const [outcome, setOutcome] = useState<ClosingOutcome | null>(null);
  const [reason, setReason] = useState('');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome !== null) onRun({ kind: 'close', outcome, reason });
      }}
    >
      <Choices<ClosingOutcome>
        label={say('reports.close.outcome')}
        value={outcome}
        options={closingOutcomes.map((value) => ({ value, label: say(`terms.report.outcome.${value}`) }))}
        onChoose={setOutcome}
      />
      <ProseField
        label={say('reports.close.reason')}
        hint={say('reports.close.reason-hint')}
        required
        maxLength={4000}
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Submit isDisabled={outcome === null} />
    </form>
  );
}

function MergeQuestion({ reports, onRun }: Runs & { readonly reports: readonly ReportSummary[] }) {
  const { say } = useSay();
  const [into, setInto] = useState<{ readonly id: string; readonly number: string; readonly title: string } | null>(
    null,
  );
  if (into === null)
    return (
      <>
        <p>{say('reports.bulk.merge-text')}</p>
        <FindReport without={reports.map(({ id }) => id)} onChoose={setInto} />
      </>
    );
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ kind: 'merge', intoId: into.id });
      }}
    >
      <p>{say('reports.bulk.merge-sure', { count: reports.length, into: `${into.number} ${into.title}` })}</p>
      <p className="m-second">{say('reports.merge.way-back')}</p>
      <Submit onBack={() => setInto(null)} />
    </form>
  );
}

function Submit({ isDisabled, onBack }: { readonly isDisabled?: boolean; readonly onBack?: () => void }) {
  const { say } = useSay();
  return (
    <div className="m-dialog-end">
      {onBack !== undefined && <Button onClick={onBack}>{say('reports.merge.other')}</Button>}
      <Button kind="primary" type="submit" disabled={isDisabled === true}>
        {say('reports.bulk.submit')}
      </Button>
    </div>
  );
}

type ProgressProps = { readonly count: number; readonly total: number; readonly onStop: () => void };

function Progress({ count, total, onStop }: ProgressProps) {
  const { say } = useSay();
  const label = say('reports.bulk.progress', { done: count, total });
  return (
    <>
      <p role="status">{label}</p>
      <progress className="m-bulk-progress" max={total} value={count} aria-label={label} />
      <div className="m-dialog-end">
        <Button onClick={onStop}>{say('reports.bulk.stop')}</Button>
      </div>
    </>
  );
}

function Told({ outcome, onClose }: { readonly outcome: BulkOutcome; readonly onClose: () => void }) {
  const { say, has } = useSay();
  const { done, refused, left } = outcome;
  return (
    <>
      <Notice tone={done.length === 0 ? 'red' : 'amber'}>
        {say('reports.bulk.told', { done: done.length, refused: refused.length })}
        {left.length > 0 && ` ${say('reports.bulk.left', { left: left.length })}`}
      </Notice>
      <ul className="m-found">
        {refused.map(({ report, code }) => (
          <li key={report.id}>
            <p className="m-strong">
              {report.number} {report.title}
            </p>
            <p className="m-second">{has(code) ? say(code) : say('platform.field.refused')}</p>
          </li>
        ))}
      </ul>
      <div className="m-dialog-end">
        <Button kind="primary" onClick={onClose}>
          {say('platform.act.close')}
        </Button>
      </div>
    </>
  );
}
