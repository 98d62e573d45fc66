import { statisticsSpans } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { type Say, useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { isoDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { TextField } from '../../../../ui/field.tsx';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { lengthOf } from '../chart.layout.ts';
import { statisticsLink } from '../links.ts';
import { lastDays, type Period, readPeriod, type Statistics, statisticsQuery } from '../queries.ts';
import { PeriodsChart } from '../sections/periods.chart.tsx';
import { Bars, StatisticsCard } from '../sections/table.card.tsx';
import '../statistics.css';

const presets = {
  'days-30': { days: 30, by: 'day' },
  'days-90': { days: 90, by: 'week' },
  year: { days: 365, by: 'month' },
} as const;
type Preset = keyof typeof presets | 'own';

/** What came in, how it was dealt with, and what waits: each as a chart with its table. */
export function StatisticsPage() {
  const { say } = useSay();
  const { zone } = useReading();
  const today = isoDay(useNow(), zone);
  const { search } = useAddress();
  const period = readPeriod(search, today);
  const found = useQuery(statisticsQuery(period));
  return (
    <Page title={say('statistics.page.title')}>
      <PeriodBar period={period} today={today} />
      {found.data === undefined && <Waiting query={found} />}
      {found.data !== undefined && found.error !== null && <Waiting query={found} />}
      {found.data !== undefined && <Tables found={found.data} period={period} />}
      <p className="m-second">{say('statistics.page.sight')}</p>
    </Page>
  );
}

function PeriodBar({ period, today }: { readonly period: Period; readonly today: string }) {
  const { say } = useSay();
  const go = useGo();
  const show = (change: Partial<Period>) => go(withSearch(statisticsLink, { ...period, ...change }), { replace: true });
  const preset =
    (Object.keys(presets) as (keyof typeof presets)[]).find((name) => {
      const { from, until } = lastDays(today, presets[name].days);
      return from === period.from && until === period.until;
    }) ?? 'own';
  return (
    <div className="m-stats-dates">
      <Pills<Preset>
        label={say('statistics.period.label')}
        value={preset}
        options={(['days-30', 'days-90', 'year', ...(preset === 'own' ? (['own'] as const) : [])] as const).map(
          (value) => ({ value, label: say(`statistics.period.${value}`) }),
        )}
        onChoose={(name) => {
          if (name !== 'own') show({ ...lastDays(today, presets[name].days), by: presets[name].by });
        }}
      />
      <TextField
        label={say('statistics.from')}
        type="date"
        max={period.until}
        value={period.from}
        onChange={(event) => event.target.value !== '' && show({ from: event.target.value })}
      />
      <TextField
        label={say('statistics.until')}
        type="date"
        min={period.from}
        value={period.until}
        onChange={(event) => event.target.value !== '' && show({ until: event.target.value })}
      />
      <Pills
        label={say('statistics.by.label')}
        value={period.by}
        options={statisticsSpans.map((value) => ({ value, label: say(`statistics.by.${value}`) }))}
        onChoose={(by) => show({ by })}
      />
    </div>
  );
}

function Tables({ found, period }: { readonly found: Statistics; readonly period: Period }) {
  const { say, locale } = useSay();
  const number = new Intl.NumberFormat(locale);
  const text = (count: number | null) => (count === null ? '—' : number.format(count));
  const channels = found.channels.map(({ channel, count }) => ({ label: say(`ledger.channel.${channel}`), count }));
  const classes = found.classes.map((one) => ({
    label: one.code === null ? say('statistics.class.none') : one[locale],
    count: one.count,
  }));
  const backlog = found.backlog.map(({ age, count }) => ({ label: say(`statistics.age.${age}`), count }));
  const pairs = (items: readonly { readonly label: string; readonly count: number }[]) =>
    items.map(({ label, count }) => ({ key: label, cells: [label, text(count)] }));
  const isEmpty = found.received === 0 && found.closed === 0;
  return (
    <>
      <div className="m-stats-totals">
        {(['received', 'closed', 'open'] as const).map((what) => (
          <div key={what} className="m-card m-stats-total">
            <span className="m-second">{say(`statistics.total.${what}`)}</span>
            <strong>{text(found[what])}</strong>
          </div>
        ))}
      </div>
      <StatisticsCard
        table="periods"
        period={period}
        headings={(['on', 'received', 'closed', 'open'] as const).map((name) => say(`statistics.column.${name}`))}
        rows={found.periods.map(({ on, received, closed, open }) => ({
          key: on,
          cells: [on, text(received), text(closed), text(open)],
        }))}
        chart={isEmpty ? <Empty>{say('statistics.empty')}</Empty> : <PeriodsChart periods={found.periods} />}
      />
      <div className="m-stats-grid">
        <StatisticsCard
          table="channels"
          period={period}
          headings={[say('statistics.column.channel'), say('statistics.column.count')]}
          rows={pairs(channels)}
          chart={<Bars items={channels} />}
        />
        <StatisticsCard
          table="backlog"
          period={period}
          headings={[say('statistics.column.age'), say('statistics.column.count')]}
          rows={pairs(backlog)}
          chart={<Bars items={backlog} />}
        />
        <StatisticsCard
          table="classes"
          period={period}
          headings={[say('statistics.column.class'), say('statistics.column.count')]}
          rows={pairs(classes)}
          chart={classes.length === 0 ? <Empty>{say('statistics.empty')}</Empty> : <Bars items={classes} />}
        />
        <Times found={found} period={period} />
      </div>
    </>
  );
}

function Times({ found, period }: { readonly found: Statistics; readonly period: Period }) {
  const { say } = useSay();
  const long = (minutes: number | undefined) => (minutes === undefined ? '—' : lengthText(minutes, say));
  return (
    <StatisticsCard
      table="times"
      period={period}
      headings={(['what', 'count', 'wall-median', 'wall-p90', 'business-median', 'business-p90'] as const).map((name) =>
        say(`statistics.column.${name}`),
      )}
      rows={found.times.map(({ what, count, wall, business }) => ({
        key: what,
        cells: [
          say(`statistics.time.${what}`),
          String(count),
          ...[wall?.median, wall?.p90, business?.median, business?.p90].map((value) => String(value ?? '—')),
        ],
      }))}
      chart={
        <Table heads={[say('statistics.column.what'), say('statistics.times.business'), say('statistics.times.wall')]}>
          {found.times.map(({ what, count, wall, business }) => (
            <tr key={what}>
              <td data-main="true">
                {say(`statistics.time.${what}`)}{' '}
                <span className="m-second">{say('ledger.words.count', { count })}</span>
              </td>
              {[business, wall].map((spread, at) => (
                <td key={at === 0 ? 'business' : 'wall'} data-figure="true">
                  {spread === null ? (
                    <span className="m-second">{say('statistics.times.none')}</span>
                  ) : (
                    <>
                      <div>
                        {say('statistics.times.median')} <strong>{long(spread.median)}</strong>
                      </div>
                      <div className="m-second">
                        {say('statistics.times.p90')} {long(spread.p90)}
                      </div>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      }
    />
  );
}

function lengthText(minutes: number, say: Say): string {
  const { unit, count } = lengthOf(minutes);
  return say(`statistics.times.${unit}`, { count });
}
