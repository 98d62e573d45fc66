import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { type HistoryRow, historyRows } from '../history.rows.ts';
import { historyQuery } from '../queries.ts';
import './history.css';

const shown = 4;

/** What was changed of the incident itself: phases, severity, people, fields, with before and after. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  const history = useQuery(historyQuery(subject.id));
  if (history.data === undefined) return <Waiting query={history} />;
  const rows = historyRows(history.data);
  return (
    <Card
      title={say('incidents.history.title')}
      note={rows.length > 0 && say('platform.list.count', { count: rows.length })}
    >
      {rows.length === 0 && <p className="m-second">{say('incidents.history.none')}</p>}
      <HistoryList rows={rows.slice(0, shown)} />
      {rows.length > shown && (
        <Button kind="plain" size="small" onClick={() => setOpen(true)}>
          {say('incidents.history.all')}
        </Button>
      )}
      <Dialog title={say('incidents.history.title')} isOpen={isOpen} onClose={() => setOpen(false)} size={720}>
        <HistoryList rows={rows} />
      </Dialog>
    </Card>
  );
}

function HistoryList({ rows }: { readonly rows: readonly HistoryRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ol className="m-history">
      {rows.map((row) => (
        <li key={row.id}>
          <HistoryWords row={row} />
          <div className="m-second">
            <Moment at={row.at} as="short" /> {row.by}
          </div>
        </li>
      ))}
    </ol>
  );
}

function HistoryWords({ row }: { readonly row: HistoryRow }) {
  const { say, locale } = useSay();
  const change = (what: string, before: string, after: string) => (
    <div className="m-typed">
      <span className="m-strong">{what}</span> {before} → {after}
    </div>
  );
  switch (row.kind) {
    case 'phase': {
      const { phase, from, to, reason } = row.part;
      return (
        <>
          {change(
            say(`incidents.phase.${phase}`),
            say(`incidents.history.state.${from}`),
            say(`incidents.history.state.${to}`),
          )}
          {reason !== null && <div className="m-second m-typed">{reason}</div>}
        </>
      );
    }
    case 'severity': {
      const { before, severity, reason } = row.part;
      return (
        <>
          {change(
            say('incidents.history.severity'),
            before === null ? say('incidents.history.nothing') : say(`terms.severity.${before}`),
            say(`terms.severity.${severity}`),
          )}
          {reason !== null && <div className="m-second m-typed">{reason}</div>}
        </>
      );
    }
    case 'given':
    case 'ended': {
      const { account, function: name } = row.part;
      return (
        <div className="m-typed">
          {say(`incidents.history.${row.kind}`, { name: account.name, function: say(`terms.function.${name}`) })}
        </div>
      );
    }
    case 'field': {
      const { field, before, after } = row.part;
      const words = (text: string) => (text === '' ? say('incidents.history.nothing') : text);
      return change(field[locale], words(before[locale]), words(after[locale]));
    }
  }
}
