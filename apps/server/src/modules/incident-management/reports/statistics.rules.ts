import type { StatisticsSpan } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Counted, Spread } from './statistics.model.ts';

const dayMs = 86_400_000;
/** Days of the longest period, so that a chart has at most some hundred points. */
const longest: Readonly<Record<StatisticsSpan, number>> = { day: 400, week: 2_000, month: 8_000 };

const dayOf = (text: string) => Date.parse(`${text}T00:00:00Z`);
const textOf = (day: number) => new Date(day).toISOString().slice(0, 10);

/** Whether a period can be shown: it ends after it begins and is not too long for its steps. */
export function decidePeriod(asked: {
  readonly from: string;
  readonly until: string;
  readonly by: StatisticsSpan;
}): null | Refusal {
  const days = (dayOf(asked.until) - dayOf(asked.from)) / dayMs;
  const limit = longest[asked.by];
  return days >= 0 && days < limit ? null : refusal('report-statistics.show.period', { days: limit });
}

/** The first day of the day, week (from Monday) or month in which a day lies. */
export function spanStart(on: string, by: StatisticsSpan): string {
  switch (by) {
    case 'day':
      return on;
    case 'week': {
      const day = dayOf(on);
      return textOf(day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs);
    }
    case 'month':
      return `${on.slice(0, 7)}-01`;
  }
}

/** All spans from the first to the last day, also those in which nothing happened. */
export function spansBetween(from: string, until: string, by: StatisticsSpan): readonly string[] {
  const spans: string[] = [];
  for (let on = spanStart(from, by); on <= until; on = nextSpan(on, by)) spans.push(on);
  return spans;
}

function nextSpan(on: string, by: StatisticsSpan): string {
  if (by !== 'month') return textOf(dayOf(on) + (by === 'day' ? 1 : 7) * dayMs);
  const date = new Date(dayOf(on));
  return textOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** What came in and ended in each span, and how many were open at its end; nothing is said about the future. */
export function periodsOf(
  given: {
    readonly spans: readonly string[];
    readonly received: readonly Counted<string>[];
    readonly ended: readonly Counted<string>[];
    readonly openBefore: number;
  },
  today: string,
): readonly {
  readonly on: string;
  readonly received: number;
  readonly closed: number;
  readonly open: number | null;
}[] {
  const received = new Map(given.received.map(({ key, count }) => [key, count]));
  const ended = new Map(given.ended.map(({ key, count }) => [key, count]));
  let open = given.openBefore;
  return given.spans.map((on) => {
    const cameIn = received.get(on) ?? 0;
    const closed = ended.get(on) ?? 0;
    open += cameIn - closed;
    return { on, received: cameIn, closed, open: on > today ? null : Math.max(0, open) };
  });
}

/** Median and 90th percentile, between neighbours in proportion, as `percentile_cont` of PostgreSQL. */
export function spreadOf(minutes: readonly number[]): Spread {
  if (minutes.length === 0) return null;
  const sorted = Float64Array.from(minutes).sort();
  return { median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) };
}

function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return Math.round((below + (above - below) * (place - Math.floor(place))) * 10) / 10;
}
