import { type Tlp, type TriageLevel, tlpLabels } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { IconX } from '../../../../ui/icons.ts';
import { tlpText } from '../../../../ui/tlp-chip.tsx';
import { ClassPicker } from '../../triage/parts/class-picker.tsx';
import { PriorityMatrix } from '../../triage/parts/priority-matrix.tsx';
import { useReasonText } from '../../triage/parts/reason-text.ts';
import { prioritiesQuery } from '../../triage/queries.ts';
import { assigneesQuery, type Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';
import { otherProposal, shownTriage } from '../triage.rules.ts';
import { type TriageChange, undoOf } from '../undo.rules.ts';
import { useClassName } from './chip-text.hook.ts';
import { RelatedCard } from './related-card.tsx';

type RailProps = {
  readonly report: Report;
  readonly onMerge: (intoId: string | null) => void;
  readonly onConfirmed: () => void;
};

/** What the report is taken to be and why, for a person to confirm or to change; and what it may belong to. */
export function TriageRail({ report, onMerge, onConfirmed }: RailProps) {
  return (
    <>
      <TriageCard report={report} onConfirmed={onConfirmed} />
      <RelatedCard report={report} onMerge={onMerge} />
    </>
  );
}

type Cell = { readonly impact: TriageLevel; readonly urgency: TriageLevel };

function TriageCard({ report, onConfirmed }: Pick<RailProps, 'report' | 'onConfirmed'>) {
  const { say } = useSay();
  const { me } = useMe();
  const form = useReportAct(report);
  const [open, setOpen] = useState<'class' | 'matrix' | null>(null);
  const className = useClassName();
  const priorities = useQuery(prioritiesQuery);
  // A cell counts at once for the eye, and is sent when the arrow keys rest.
  const [cell, setCell] = useState<Cell | null>(null);
  const shown = shownTriage(cell === null ? report : { ...report, ...cell }, priorities.data?.table);
  const canTriage = report.can.triage;

  const change = (body: Omit<TriageChange, 'isConfirmed'>, before: Omit<TriageChange, 'isConfirmed'>) =>
    form.act({
      content: body,
      call: (idempotencyKey, version) =>
        call('PATCH /api/v1/reports/{id}', {
          params: { id: report.id },
          version,
          body,
          idempotencyKey,
        }),
      message: say('reports.triage.changed', { number: report.number }),
      undo: ({ id, version }) => [{ kind: 'triage', item: { id, version }, change: before }],
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent once for each cell that was chosen
  useEffect(() => {
    if (cell === null) return;
    const timer = window.setTimeout(async () => {
      await change({ ...cell }, { impact: report.impact, urgency: report.urgency });
      setCell((now) => (now === cell ? null : now));
    }, 350);
    return () => window.clearTimeout(timer);
  }, [cell]);
  const confirm = async () => {
    setCell(null);
    const { classCode, impact, urgency } = shown;
    const body = { classCode, impact, urgency, isConfirmed: true };
    const before = { classCode: report.classCode, impact: report.impact, urgency: report.urgency };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey, version) =>
        call('PATCH /api/v1/reports/{id}', {
          params: { id: report.id },
          version,
          body,
          idempotencyKey,
        }),
      message: say('reports.triage.confirmed', { number: report.number }),
      undo: ({ id, version }) => [{ kind: 'triage', item: { id, version }, change: before }],
    });
    if (isDone) onConfirmed();
  };
  const assign = (accountId: string | null) =>
    form.act({
      content: { accountId },
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/assign', {
          params: { id: report.id },
          version,
          body: { accountId },
          idempotencyKey,
        }),
      message: say('reports.assign.done', { number: report.number }),
      undo: (after) =>
        undoOf({ act: { kind: 'assign', accountId }, done: [after], before: [report], reason: '', now: new Date() }),
    });
  const other = otherProposal(shown, report.proposal);
  const isMine = report.assignee?.id === me.id;
  const isUnconfirmed = report.triagedAt === null;
  const isProposed = isUnconfirmed && (report.proposal?.reasons.length ?? 0) > 0;
  useKeys({
    c: canTriage ? () => setOpen(open === 'class' ? null : 'class') : undefined,
    u: canTriage ? () => setOpen(open === 'matrix' ? null : 'matrix') : undefined,
    t: canTriage ? () => void assign(isMine ? null : me.id) : undefined,
    Enter: canTriage && isUnconfirmed ? () => void confirm() : undefined,
  });
  const fallbackFocus = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(null);
  };

  return (
    <Card
      title={say(isProposed ? 'reports.triage.proposal' : 'reports.triage.title')}
      note={
        isProposed ? say('reports.triage.rules-version', { version: report.proposal?.rulesVersion ?? 0 }) : undefined
      }
      isTight
      className="m-triage"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only Escape out of the parts within */}
      <div onKeyDown={fallbackFocus}>
        <div className="m-triage-part">
          <PartHead
            label={say('triage.field.class')}
            shortcut="c"
            isOpen={open === 'class'}
            onChange={canTriage ? () => setOpen(open === 'class' ? null : 'class') : undefined}
          />
          <p className="m-triage-value">
            {shown.classCode === null ? say('reports.triage.undecided') : className(shown.classCode)}
          </p>
          <Reasons
            report={report}
            parts={['class']}
            instead={other.classCode === null ? null : className(other.classCode)}
          />
          {open === 'class' && (
            <ClassPicker
              value={shown.classCode}
              hasFocus
              onChoose={(classCode) => {
                setOpen(null);
                if (classCode !== report.classCode) void change({ classCode }, { classCode: report.classCode });
              }}
            />
          )}
        </div>
        <div className="m-triage-part">
          <PartHead
            label={say('reports.triage.matrix')}
            shortcut="u"
            isOpen={open === 'matrix'}
            onChange={canTriage ? () => setOpen(open === 'matrix' ? null : 'matrix') : undefined}
          />
          <p className="m-triage-value">
            {shown.priority === null
              ? say('reports.triage.undecided')
              : say('reports.row.priority', { priority: shown.priority })}
          </p>
          {priorities.data !== undefined && (
            <PriorityMatrix
              table={priorities.data.table}
              impact={shown.impact}
              urgency={shown.urgency}
              onChoose={open === 'matrix' ? setCell : undefined}
            />
          )}
          <MatrixReasons report={report} other={other.priority} />
        </div>
        <div className="m-triage-part m-triage-fields">
          <AssigneeField report={report} onAssign={(accountId) => void assign(accountId)} isMine={isMine} />
          <SelectField
            label="TLP"
            disabled={!canTriage}
            value={report.tlp ?? ''}
            onChange={(event) => {
              const tlp = tlpLabels.find((label) => label === event.currentTarget.value) ?? null;
              void change({ tlp }, { tlp: report.tlp });
            }}
          >
            <option value="">{say('reports.triage.no-tlp')}</option>
            {tlpLabels.map((label: Tlp) => (
              <option key={label} value={label}>
                {tlpText(label)}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="m-triage-part">
          <TagsField
            tags={report.tags}
            canChange={canTriage}
            onChange={(tags) => void change({ tags: [...tags] }, { tags: [...report.tags] })}
          />
        </div>
        <div className="m-triage-end">
          <Refusal problem={form.problem} />
          {canTriage && isUnconfirmed && (
            <Button kind="primary" isWide isBusy={form.busy} shortcut="Enter" onClick={() => void confirm()}>
              {say(isProposed ? 'reports.triage.confirm' : 'reports.triage.confirm-plain')}
            </Button>
          )}
          {report.triagedAt !== null && (
            <p className="m-second">
              {say('reports.triage.by', { name: report.triagedBy?.name ?? '' })}{' '}
              <Moment at={report.triagedAt} as="short" />
            </p>
          )}
        </div>
      </div>
    </Card>
  );
}

type PartHeadProps = {
  readonly label: string;
  readonly shortcut: string;
  readonly isOpen: boolean;
  readonly onChange: (() => void) | undefined;
};

function PartHead({ label, shortcut, isOpen, onChange }: PartHeadProps) {
  const { say } = useSay();
  return (
    <div className="m-triage-head">
      <h3>{label}</h3>
      {onChange !== undefined && (
        <button
          type="button"
          className="m-triage-change"
          aria-expanded={isOpen}
          aria-keyshortcuts={shortcut}
          aria-label={say('reports.triage.change-of', { what: label })}
          onClick={onChange}
        >
          {say(isOpen ? 'platform.act.close' : 'reports.triage.change')}
          <Kbd>{shortcut}</Kbd>
        </button>
      )}
    </div>
  );
}

type ProposedPart = NonNullable<Report['proposal']>['reasons'][number]['what'];

type ReasonsProps = {
  readonly report: Report;
  readonly parts: readonly ProposedPart[];
  /** What was proposed, in words, where a person decided otherwise: it is no reason for what stands there now. */
  readonly instead: string | null;
};

/** Why the rules proposed this; one rule that proposed several parts says it once. */
function Reasons({ report, parts, instead }: ReasonsProps) {
  const { say } = useSay();
  const reasonText = useReasonText();
  const reasons = report.proposal?.reasons.filter(({ what }) => parts.includes(what)) ?? [];
  return [...new Set(reasons.map(reasonText))].map((reason) => (
    <p key={reason} className="m-reason">
      <span className="m-reason-mark">
        {say(instead === null ? 'reports.triage.reason' : 'reports.triage.proposed')}
      </span>{' '}
      {instead === null ? reason : say('reports.triage.proposed-because', { proposed: instead, reason })}
    </p>
  ));
}

/** Of another proposal its priority says enough: the parts of it led there. */
function MatrixReasons({ report, other }: { readonly report: Report; readonly other: number | null }) {
  const { say } = useSay();
  if (other === null) return <Reasons report={report} parts={['impact', 'urgency', 'priority']} instead={null} />;
  return <Reasons report={report} parts={['priority']} instead={say('reports.row.priority', { priority: other })} />;
}

type AssigneeProps = {
  readonly report: Report;
  readonly isMine: boolean;
  readonly onAssign: (accountId: string | null) => void;
};

function AssigneeField({ report, isMine, onAssign }: AssigneeProps) {
  const { say } = useSay();
  const { me, may } = useMe();
  const people = useQuery({ ...assigneesQuery(report.id), enabled: may('assignees.list') && report.can.triage });
  const known = people.data?.items ?? [];
  const { assignee } = report;
  const options = assignee === null || known.some(({ id }) => id === assignee.id) ? known : [assignee, ...known];
  const canTake = report.can.triage && known.some(({ id }) => id === me.id);
  return (
    <div className="m-triage-assignee">
      <SelectField
        label={say('reports.field.assignee')}
        disabled={!report.can.triage}
        value={assignee?.id ?? ''}
        onChange={(event) => onAssign(event.currentTarget.value || null)}
      >
        <option value="">{say('reports.filter.nobody')}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {canTake && (
        <Button size="small" shortcut="t" onClick={() => onAssign(isMine ? null : me.id)}>
          {say(isMine ? 'reports.assign.drop' : 'reports.assign.take')}
        </Button>
      )}
    </div>
  );
}

type TagsProps = {
  readonly tags: readonly string[];
  readonly canChange: boolean;
  readonly onChange: (tags: readonly string[]) => void;
};

function TagsField({ tags, canChange, onChange }: TagsProps) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const add = () => {
    const words = text.split(/[,、，]/).map((word) => word.trim());
    const fresh = words.filter((word) => word !== '' && !tags.includes(word));
    setText('');
    if (fresh.length > 0) onChange([...new Set([...tags, ...fresh])]);
  };
  if (!canChange && tags.length === 0) return null;
  return (
    <>
      {!canChange && <h3>{say('reports.field.tags')}</h3>}
      {canChange && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField
            label={say('reports.field.tags')}
            placeholder={say('reports.triage.tag-add')}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={add}
          />
        </form>
      )}
      {tags.length > 0 && (
        <ul className="m-inbox-chips">
          {tags.map((tag) => (
            <li key={tag}>
              {canChange ? (
                <button
                  type="button"
                  className="m-filter-chip"
                  aria-label={say('reports.triage.tag-remove', { tag })}
                  onClick={() => onChange(tags.filter((each) => each !== tag))}
                >
                  <span className="m-ellipsis">{tag}</span>
                  <IconX size={13} stroke={2} aria-hidden="true" />
                </button>
              ) : (
                <span className="m-chip">{tag}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
