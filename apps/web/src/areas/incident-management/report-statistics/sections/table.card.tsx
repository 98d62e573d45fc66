import type { StatisticsTable } from '@matoi/contract/values';
import { type ReactNode, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { withSearch } from '../../../../shared/link.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconDownload } from '../../../../ui/icons.ts';
import { Switch } from '../../../../ui/page.tsx';
import type { Period } from '../queries.ts';

export type Cell = { readonly key: string; readonly text: string; readonly isFigure?: boolean };

type Props = {
  readonly table: StatisticsTable;
  readonly period: Period;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly chart: ReactNode;
};

/** A chart and its table behind one switch, and both as CSV. The first column of a table names the row. */
export function StatisticsCard({ table, period, headings, rows, chart }: Props) {
  const { say, locale } = useSay();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const title = say(`statistics.table.${table}`);
  const address = withSearch('/api/v1/report-statistics/download', { ...period, table, language: locale });
  return (
    <Card
      title={title}
      actions={
        <span className="m-row">
          <Switch
            label={say('statistics.view.label')}
            value={view}
            options={(['chart', 'table'] as const).map((value) => ({ value, label: say(`statistics.view.${value}`) }))}
            onChoose={setView}
          />
          <a
            className="m-button"
            data-kind="plain"
            data-size="small"
            href={address}
            download
            aria-label={say('statistics.download.label', { table: title })}
          >
            <IconDownload size={16} stroke={1.75} />
            {say('statistics.download')}
          </a>
        </span>
      }
    >
      {view === 'chart' ? (
        chart
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
        <section className="m-stats-scroll" aria-label={`${title} (${say('statistics.view.table')})`} tabIndex={0}>
          <table className="m-table">
            <thead>
              <tr>
                {headings.map((heading, at) => (
                  <th key={heading} data-end={at > 0}>
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells }) => (
                <tr key={key}>
                  {cells.map((cell, at) => (
                    <td key={headings[at]} data-main={at === 0} data-figure={at > 0} data-end={at > 0}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

/** Bars to the right with their names and numbers: readable as text, so there is nothing to hide. */
export function Bars({ items }: { readonly items: readonly { readonly label: string; readonly count: number }[] }) {
  const { locale } = useSay();
  const most = Math.max(1, ...items.map(({ count }) => count));
  return (
    <dl className="m-stats-bars">
      {items.map(({ label, count }) => [
        <dt key={`${label} name`}>{label}</dt>,
        <dd key={label}>
          <div className="m-stats-track" aria-hidden="true">
            {count > 0 && <div style={{ width: `${(count / most) * 100}%` }} />}
          </div>
          <span className="m-stats-count">{new Intl.NumberFormat(locale).format(count)}</span>
        </dd>,
      ])}
    </dl>
  );
}
