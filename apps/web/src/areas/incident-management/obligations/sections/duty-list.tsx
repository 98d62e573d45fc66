import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { type DutyRow, isDone, stateKey, toneOf } from '../duty.rules.ts';
import type { FilingRow } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { ForceMark } from './mark.tsx';
import { DueText, Remaining } from './remaining.tsx';

type Props = {
  readonly running: readonly DutyRow[];
  readonly asked: readonly DutyRow[];
  readonly quiet: readonly DutyRow[];
  readonly filings: readonly FilingRow[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
};

/** What goes to whom: by its end, then what is not known yet. What does not apply is shown with its reason only. */
export function DutyList({ running, asked, quiet, filings, selected, onSelect }: Props) {
  const { say } = useSay();
  const [showsQuiet, setShowsQuiet] = useState(false);
  const shown = [...running, ...asked, ...(showsQuiet ? quiet : [])];
  return (
    <Card
      title={say('obligations.list.title')}
      note={say('obligations.list.count', { count: running.length + asked.length })}
      isTight
    >
      <table className="m-table" aria-label={say('obligations.list.title')}>
        <thead>
          <tr>
            <th>{say('obligations.list.duty')}</th>
            <th>{say('obligations.list.recipient')}</th>
            <th>{say('obligations.list.due')}</th>
            <th>{say('obligations.list.left')}</th>
            <th>{say('obligations.list.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row
              key={row.key}
              row={row}
              filings={filings}
              isSelected={row.key === selected}
              onSelect={() => onSelect(row.key)}
            />
          ))}
        </tbody>
      </table>
      {quiet.length > 0 && (
        <div className="m-duty-bottom">
          <Button kind="plain" size="small" aria-expanded={showsQuiet} onClick={() => setShowsQuiet(!showsQuiet)}>
            {say(showsQuiet ? 'obligations.list.hide-quiet' : 'obligations.list.show-quiet', { count: quiet.length })}
          </Button>
        </div>
      )}
    </Card>
  );
}

type RowProps = {
  readonly row: DutyRow;
  readonly filings: readonly FilingRow[];
  readonly isSelected: boolean;
  readonly onSelect: () => void;
};

function Row({ row: { duty, stage, state }, filings, isSelected, onSelect }: RowProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const due = stage?.clock?.due ?? null;
  const own = filings.filter((one) => one.regimeId === duty.regimeId && one.stage === stage?.stage);
  const filed = own.find((one) => one.state === 'filed');
  const draft = own.find((one) => one.state === 'draft' || one.state === 'approved');
  return (
    <tr data-current={isSelected}>
      <td data-main="true">
        <span className="m-duty-name">
          <ForceMark force={stage?.force ?? duty.kind} />
          <button type="button" className="m-duty-pick" aria-pressed={isSelected} onClick={onSelect}>
            {text(duty.shortName)}
            {stage !== null && ` ${text(stage.name)}`}
          </button>
        </span>
      </td>
      <td>
        {stage === null
          ? '—'
          : recipientsText(
              stage.recipients.map(({ name }) => text(name)),
              say,
            )}
      </td>
      <td>{due === null ? say('obligations.list.no-date') : <DueText due={due} />}</td>
      <td data-figure="true">{due !== null && !isDone(state) ? <Remaining state={state} due={due} /> : '—'}</td>
      <td>
        {filed !== undefined && isDone(state) ? (
          <Chip tone={toneOf(state)}>
            {filed.receipt === null
              ? say(stateKey(state))
              : say('obligations.list.receipt', { state: say(stateKey(state)), receipt: filed.receipt })}
          </Chip>
        ) : draft !== undefined ? (
          <Chip tone="accent">
            {say(`filings.state.${draft.state}`)} {draft.filled}/{draft.sections}
          </Chip>
        ) : (
          <Chip tone={toneOf(state)}>{say(stateKey(state, stage?.force))}</Chip>
        )}
      </td>
    </tr>
  );
}

function recipientsText(names: readonly string[], say: ReturnType<typeof useSay>['say']): string {
  const [first, ...others] = names;
  if (first === undefined) return '—';
  return others.length === 0 ? first : say('obligations.list.recipients', { name: first, count: others.length });
}
