import { useElementSize } from '@mantine/hooks';
import { useSay } from '../../../../shared/language.ts';
import { niceTop, shownLabels } from '../chart.layout.ts';
import type { Statistics } from '../queries.ts';

const edge = { left: 44, right: 10, top: 8, bottom: 26 };
const usualWidth = 900;
const lines = 4;
/** Pixels that a label of the axis needs. */
const labelWidth = 64;

/**
 * Columns for what came in and what was dealt with, and a dashed line for what was open. A picture of the table beside
 * it, so it is hidden from screen readers, which are given the table.
 */
export function PeriodsChart({ periods }: { readonly periods: Statistics['periods'] }) {
  const { say, locale } = useSay();
  // Drawn in the pixels that there are, so that letters on a phone are as large as elsewhere.
  const { ref, width: found } = useElementSize<HTMLDivElement>();
  const size = { width: found > 0 ? found : usualWidth, height: found > 0 && found < 500 ? 200 : 260, ...edge };
  const top = niceTop(Math.max(0, ...periods.flatMap(({ received, closed, open }) => [received, closed, open ?? 0])));
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const step = inner.width / Math.max(1, periods.length);
  const bar = Math.max(1, Math.min(18, step * 0.38));
  const y = (count: number) => size.top + inner.height - (count / top) * inner.height;
  const x = (at: number) => size.left + step * (at + 0.5);
  const labels = shownLabels(periods.length, Math.floor(inner.width / labelWidth));
  const known = periods.flatMap(({ open }, at) => (open === null ? [] : [`${x(at)},${y(open)}`]));
  const format = new Intl.NumberFormat(locale);
  return (
    <div ref={ref}>
      <ul className="m-stats-legend">
        <li>
          <svg width="12" height="12" aria-hidden="true" className="m-stats-chart-key">
            <rect width="12" height="12" rx="2" fill="var(--m-bar)" />
          </svg>
          {say('statistics.column.received')}
        </li>
        <li>
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" rx="2" fill="var(--m-amber-fill)" />
          </svg>
          {say('statistics.column.closed')}
        </li>
        <li>
          <svg width="20" height="12" aria-hidden="true">
            <line x1="0" y1="6" x2="20" y2="6" stroke="var(--m-ink)" strokeWidth="1.75" strokeDasharray="5 3" />
          </svg>
          {say('statistics.column.open')}
        </li>
      </ul>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="m-stats-chart" aria-hidden="true">
        {Array.from({ length: lines + 1 }, (_, at) => (top / lines) * at).map((count) => (
          <g key={count}>
            <line className="m-scale" x1={size.left} x2={size.width - size.right} y1={y(count)} y2={y(count)} />
            <text x={size.left - 6} y={y(count) + 4} textAnchor="end">
              {format.format(count)}
            </text>
          </g>
        ))}
        {periods.map(({ on, received, closed, open }, at) => (
          <g key={on}>
            <title>
              {[
                on,
                `${say('statistics.column.received')} ${received}`,
                `${say('statistics.column.closed')} ${closed}`,
                `${say('statistics.column.open')} ${open ?? '—'}`,
              ].join('\n')}
            </title>
            <rect x={x(at) - step / 2} y={size.top} width={step} height={inner.height} fill="transparent" />
            <rect className="m-received" x={x(at) - bar} y={y(received)} width={bar} height={y(0) - y(received)} />
            <rect className="m-closed" x={x(at)} y={y(closed)} width={bar} height={y(0) - y(closed)} />
            {labels.has(at) && (
              <text x={x(at)} y={size.height - 8} textAnchor="middle">
                {on.slice(5)}
              </text>
            )}
          </g>
        ))}
        <polyline className="m-open" points={known.join(' ')} />
      </svg>
    </div>
  );
}
