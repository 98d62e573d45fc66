import { type LedgerRowFilter, ledgerRowFilters } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { isoDay } from '../../../../shared/moments.format.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Card, Chip } from '../../../../ui/card.tsx';
import { IconDownload } from '../../../../ui/icons.ts';
import { Empty, Pills } from '../../../../ui/page.tsx';
import { type LedgerImport, type LedgerRow, rowsQuery } from '../queries.ts';

const tones = { good: 'green', warning: 'amber', error: 'red', duplicate: 'neutral' } as const;

/** Every row as the report that it would become, with what is wrong or uncertain about it. */
export function PreviewSection({ found }: { readonly found: LedgerImport }) {
  const { say } = useSay();
  const counts = found.counts ?? { rows: 0, good: 0, warning: 0, error: 0, duplicate: 0 };
  const problems = counts.error + counts.warning + counts.duplicate;
  const [show, setShow] = useState<LedgerRowFilter>(problems > 0 ? 'problems' : 'all');
  const list = useInfiniteQuery(rowsQuery({ id: found.id, version: found.version, show }));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const countOf = (filter: LedgerRowFilter) =>
    filter === 'all' ? counts.rows : filter === 'problems' ? problems : counts[filter];

  return (
    <Card
      title={say('ledger.preview.title')}
      note={found.state === 'checked' ? say('ledger.preview.nothing-written') : undefined}
      actions={
        problems > 0 && (
          <a
            className="m-button"
            data-kind="outline"
            data-size="small"
            href={`/api/v1/ledger-imports/${found.id}/problems`}
            download
          >
            <IconDownload size={16} stroke={1.75} />
            {say('ledger.problems.download')}
          </a>
        )
      }
    >
      <div className="m-form">
        <Pills
          label={say('ledger.preview.filter')}
          value={show}
          options={ledgerRowFilters
            .filter((filter) => filter === 'all' || countOf(filter) > 0)
            .map((value) => ({ value, label: say(`ledger.row-filter.${value}`, { count: countOf(value) }) }))}
          onChoose={setShow}
        />
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && <Empty>{say('ledger.row.none')}</Empty>}
        {rows.length > 0 && <RowTable rows={rows} found={found} />}
        <MoreRows list={list} />
      </div>
    </Card>
  );
}

function RowTable({ rows, found }: { readonly rows: readonly LedgerRow[]; readonly found: LedgerImport }) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const className = (code: string) => found.classes.find((one) => one.code === code)?.[locale] ?? code;
  return (
    <table className="m-table">
      <thead>
        <tr>
          <th data-end="true">{say('ledger.row.line')}</th>
          <th>{say('ledger.row.state')}</th>
          <th>{say('ledger.row.report')}</th>
          <th>{say('ledger.row.received')}</th>
          <th>{say('ledger.row.class')}</th>
          <th>{say('ledger.row.problems')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td data-figure="true" data-end="true" className="m-second">
              {row.line}
            </td>
            <td>
              <Chip tone={tones[row.state]}>{say(`ledger.row-state.${row.state}`)}</Chip>
            </td>
            <td data-main="true">
              <div className="m-strong">{row.title}</div>
              <div className="m-second">{[row.number, row.reporter].filter(Boolean).join(' · ')}</div>
            </td>
            <td data-figure="true">
              {row.receivedAt === null ? (
                '—'
              ) : row.receivedPrecision === 'date' ? (
                isoDay(new Date(row.receivedAt), zone)
              ) : (
                <Moment at={row.receivedAt} />
              )}
            </td>
            <td>
              {[
                row.classCode === null ? null : className(row.classCode),
                row.priority === null ? null : say('ledger.row.priority', { priority: row.priority }),
                say(`ledger.state.${row.reportState}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </td>
            <td data-wide="true">
              <ul className="m-ledger-problems">
                {row.problems.map(({ code, column, value }) => (
                  <li key={`${code} ${column}`}>
                    {column !== '' && <strong>{column} </strong>}
                    {value !== '' && <span className="m-second">{say('ledger.row.value', { value })} </span>}
                    {say(`ledger.problem.${code}`)}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
