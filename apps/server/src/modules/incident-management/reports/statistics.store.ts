import type { ReportChannel, StatisticsTime } from '@matoi/contract';
import { type RawBuilder, sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Pairs, StatisticsAsked, StatisticsRows } from './statistics.model.ts';

const compartment = 'reports.report.compartment_id';

/** What counts: no withdrawn ones, no exercises; a merged one is counted where it is told. */
function counted({ uncounted }: StatisticsAsked): RawBuilder<unknown> {
  return sql`withdrawn_at is null and state <> 'merged'
    and (class_code is null or class_code <> all (${[...uncounted]}::text[]))`;
}

const startOf = ({ from, zone }: StatisticsAsked) => sql`(${from}::date::timestamp at time zone ${zone})`;
const endOf = ({ until, zone }: StatisticsAsked) => sql`((${until}::date + 1)::timestamp at time zone ${zone})`;

/** Everything that is counted, in four statements. */
export async function countReportsFor(reading: Reading, asked: StatisticsAsked): Promise<StatisticsRows> {
  const inPeriod = sql`${counted(asked)} and received_at >= ${startOf(asked)} and received_at < ${endOf(asked)}`;
  const groups = await sql<{
    span: string | null;
    channel: string | null;
    class_code: string | null;
    which: number;
    count: number;
  }>`
    select span::text, channel, class_code, grouping(span, channel, class_code) as which, count(*) as count
    from (select date_trunc(${asked.by}, received_at at time zone ${asked.zone})::date as span, channel, class_code
      from reports.report where ${visibleTo(reading.actor, compartment)} and ${inPeriod}) received
    group by grouping sets ((span), (channel), (class_code))`.execute(reading.db);
  const of = (which: number) => groups.rows.filter((row) => row.which === which);
  return {
    received: of(0b011).map(({ span, count }) => ({ key: span ?? '', count })),
    channels: of(0b101).map(({ channel, count }) => ({ key: channel as ReportChannel, count })),
    classes: of(0b110).map(({ class_code, count }) => ({ key: class_code, count })),
    ...(await countEnded(reading, asked)),
    ...(await countOpen(reading, asked)),
    times: await readTimes(reading, inPeriod),
  };
}

async function countEnded(reading: Reading, asked: StatisticsAsked): Promise<Pick<StatisticsRows, 'ended'>> {
  const { rows } = await sql<{ span: string; count: number }>`
    select date_trunc(${asked.by}, ended_at at time zone ${asked.zone})::date::text as span, count(*) as count
    from reports.report
    where ${visibleTo(reading.actor, compartment)} and ${counted(asked)} and ended_at >= ${startOf(asked)} and ended_at < ${endOf(asked)}
    group by 1`.execute(reading.db);
  return { ended: rows.map(({ span, count }) => ({ key: span, count })) };
}

type Ages = { readonly a: number; readonly b: number; readonly c: number; readonly d: number; readonly e: number };

async function countOpen(
  reading: Reading,
  asked: StatisticsAsked,
): Promise<Pick<StatisticsRows, 'openBefore' | 'backlog'>> {
  const base = counted(asked);
  const before = await sql<{ count: number }>`
    select (select count(*) from reports.report
        where ${visibleTo(reading.actor, compartment)} and ${base} and state in ('new', 'waiting') and received_at < ${startOf(asked)})
      + (select count(*) from reports.report
        where ${visibleTo(reading.actor, compartment)} and ${base} and received_at < ${startOf(asked)}
        and ended_at >= ${startOf(asked)}) as count`.execute(reading.db);
  const { now } = reading;
  const ages = await sql<Ages>`
    select count(*) filter (where age < interval '1 day') as a,
      count(*) filter (where age >= interval '1 day' and age < interval '3 days') as b,
      count(*) filter (where age >= interval '3 days' and age < interval '7 days') as c,
      count(*) filter (where age >= interval '7 days' and age < interval '30 days') as d,
      count(*) filter (where age >= interval '30 days') as e
    from (select ${now}::timestamptz - received_at as age from reports.report
      where ${visibleTo(reading.actor, compartment)} and ${base} and state in ('new', 'waiting')) waiting`.execute(
    reading.db,
  );
  const { a = 0, b = 0, c = 0, d = 0, e = 0 } = ages.rows[0] ?? {};
  return {
    openBefore: before.rows[0]?.count ?? 0,
    backlog: { day: a, 'three-days': b, week: c, month: d, older: e },
  };
}

/** The newest so many reports of a period say how long things take; more would say the same and take longer. */
const mostTimed = 20_000;

const columns = { acknowledged: 'acknowledged_at', answered: 'answered_at', triaged: 'triaged_at' } as const;

/** The moments as one text for each column (all in the order in which the rows come by, so that they fit together): thousands of them, and an array of the driver would cost more than the query. */
async function readTimes(reading: Reading, inPeriod: RawBuilder<unknown>): Promise<StatisticsRows['times']> {
  const text = (moment: RawBuilder<unknown>, column: string) =>
    sql`string_agg(extract(epoch from ${moment})::bigint::text, ',') filter (where ${sql.ref(column)} >= received_at)`;
  const parts = Object.values(columns).flatMap((column) => [
    sql`${text(sql`received_at`, column)} as ${sql.id(`${column}_from`)}`,
    sql`${text(sql.ref(column), column)} as ${sql.id(`${column}_to`)}`,
  ]);
  const { rows } = await sql<Record<string, string | null>>`
    select ${sql.join(parts)} from (
      select received_at, acknowledged_at, answered_at, triaged_at from reports.report
      where ${visibleTo(reading.actor, compartment)} and ${inPeriod} order by received_at desc limit ${mostTimed}) newest`.execute(
    reading.db,
  );
  const numbers = (name: string) => {
    const found = rows[0]?.[name] ?? '';
    return found === '' ? [] : found.split(',').map(Number);
  };
  const pairs = (what: StatisticsTime): Pairs => ({
    from: numbers(`${columns[what]}_from`),
    to: numbers(`${columns[what]}_to`),
  });
  return { acknowledged: pairs('acknowledged'), answered: pairs('answered'), triaged: pairs('triaged') };
}

/**
 * Keeps the moment of the first mail that left for the reporter. Not a change that anybody has to know of, so the
 * version stays.
 */
export async function updateAcknowledged(work: Work, id: string, at: Date): Promise<void> {
  await (work.db as Tables<'reports.report'>)
    .updateTable('reports.report')
    .set({ acknowledged_at: at })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .where(visibleTo(work.actor, compartment))
    .execute();
}
