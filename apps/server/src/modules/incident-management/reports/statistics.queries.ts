import { type SentenceKey, sentence } from '@matoi/catalogues';
import {
  backlogAges,
  type Locale,
  type ResponseOf,
  type RouteWith,
  reportChannels,
  type StatisticsSpan,
  type StatisticsTable,
  statisticsTimes,
} from '@matoi/contract';
import { orRefuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type BusinessClock, classLinks, listClasses, readBusinessClock } from '../triage/index.ts';
import type { Pairs } from './statistics.model.ts';
import { decidePeriod, periodsOf, spansBetween, spreadOf } from './statistics.rules.ts';
import { countReportsFor } from './statistics.store.ts';

export type Statistics = ResponseOf<RouteWith<'report-statistics.show'>>;

/** Counts the reports that the actor sees, and how fast they were dealt with. Refuses periods that are too long. */
export async function showStatistics(
  reading: Reading,
  asked: { readonly from: string; readonly until: string; readonly by: StatisticsSpan },
): Promise<Statistics> {
  const refused = decidePeriod(asked);
  if (refused !== null) orRefuse(refused);
  const { zone } = await readSettings(reading.db);
  const uncounted = (await listClasses(reading)).filter(({ isCounted }) => !isCounted).map(({ code }) => code);
  const rows = await countReportsFor(reading, { ...asked, zone, uncounted });
  const clock = await readBusinessClock(reading);
  const names = await classLinks(
    reading,
    rows.classes.map(({ key }) => key).filter((key) => key !== null),
  );
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(reading.now);
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
  return {
    ...asked,
    zone,
    received: sum(rows.channels),
    closed: sum(rows.ended),
    open: Object.values(rows.backlog).reduce((total, count) => total + count, 0),
    periods: [...periodsOf({ ...rows, spans: spansBetween(asked.from, asked.until, asked.by) }, today)],
    channels: reportChannels.map((channel) => ({
      channel,
      count: rows.channels.find(({ key }) => key === channel)?.count ?? 0,
    })),
    classes: rows.classes
      .map(({ key, count }) => ({
        code: key,
        ja: key === null ? '' : (names.get(key)?.name.ja ?? key),
        en: key === null ? '' : (names.get(key)?.name.en ?? key),
        count,
      }))
      .sort((one, other) => other.count - one.count || ((one.code ?? '') < (other.code ?? '') ? -1 : 1)),
    times: statisticsTimes.map((what) => ({ what, ...spreads(rows.times[what], clock) })),
    backlog: backlogAges.map((age) => ({ age, count: rows.backlog[age] })),
  };
}

function spreads({ from, to }: Pairs, clock: BusinessClock) {
  const wall: number[] = [];
  const business: number[] = [];
  for (const [at, start] of from.entries()) {
    const end = to[at] ?? start;
    wall.push((end - start) / 60);
    business.push(clock.msBetween(new Date(start * 1000), new Date(end * 1000)) / 60_000);
  }
  return { count: from.length, wall: spreadOf(wall), business: spreadOf(business) };
}

/** One of the tables with its headings, as a file has it. */
export function statisticsTable(found: Statistics, table: StatisticsTable, language: Locale): readonly string[][] {
  const say = (key: string) => sentence(language, `statistics.${key}` as SentenceKey);
  const head = (...keys: string[]) => keys.map((key) => say(`column.${key}`));
  switch (table) {
    case 'periods':
      return [
        head('on', 'received', 'closed', 'open'),
        ...found.periods.map(({ on, received, closed, open }) => [
          on,
          String(received),
          String(closed),
          String(open ?? ''),
        ]),
      ];
    case 'channels':
      return [
        head('channel', 'count'),
        ...found.channels.map(({ channel, count }) => [sentence(language, `ledger.channel.${channel}`), String(count)]),
      ];
    case 'classes':
      return [
        head('class', 'count'),
        ...found.classes.map((one) => [one.code === null ? say('class.none') : one[language], String(one.count)]),
      ];
    case 'times':
      return [
        head('what', 'count', 'wall-median', 'wall-p90', 'business-median', 'business-p90'),
        ...found.times.map(({ what, count, wall, business }) => [
          say(`time.${what}`),
          String(count),
          ...[wall?.median, wall?.p90, business?.median, business?.p90].map((value) => String(value ?? '')),
        ]),
      ];
    case 'backlog':
      return [head('age', 'count'), ...found.backlog.map(({ age, count }) => [say(`age.${age}`), String(count)])];
  }
}
