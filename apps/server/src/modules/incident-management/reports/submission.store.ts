import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { toRow } from './report.map.ts';
import type { NewReport, Origin } from './report.model.ts';
import { type KnownReport, type Occurrence, type OpenReport, pairOf } from './submission.rules.ts';

type Db = Tables<'reports.report' | 'reports.occurrence'>;

/** Sources share so many locks: a batch takes those of its sources whole, a single report shares one. */
const buckets = 64;
const bucketLocks = 7_304_000;

type Pair = { readonly source: string; readonly key: string };

/**
 * Lets the reports of one id or one matter come in one at a time, while others of the same source go on: a machine that
 * asks again in the meantime waits for the first. A batch that has the source to itself is waited for.
 */
export async function lockPairs(work: Work, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const names = pairs.map(({ source, key }) => JSON.stringify(['report of a source', source, key]));
  const sources = [...new Set(pairs.map(({ source }) => source))];
  // A statement of its own: the next one sees what was there when all of them were held. First what batches wait for,
  // then each in one order, so that no two wait for each other.
  await sql`
    select case when rank = 0 then pg_advisory_xact_lock_shared(name) else pg_advisory_xact_lock(name) end
    from (
      select distinct 0 as rank, (${bucketLocks} + abs(hashtext(source)) % ${buckets})::bigint as name
      from unnest(${sources}::text[]) as source
      union
      select 1, hashtextextended(name, 0) from unnest(${names}::text[]) as name
      order by rank, name) as needed`.execute(work.db);
}

/** Has the sources of a batch to itself until the end. Locks are taken in one order, so that no two wait for each other. */
export async function lockSources(work: Work, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(${bucketLocks} + bucket)
    from (select distinct abs(hashtext(source)) % ${buckets} as bucket
      from unnest(${[...new Set(sources)]}::text[]) source order by bucket) as needed`.execute(work.db);
}

/** Reports that were handed in or counted under these ids, as far as the actor sees them, by `pairOf`. */
export async function findBySources(reading: Reading, pairs: readonly Pair[]): Promise<Map<string, KnownReport>> {
  if (pairs.length === 0) return new Map();
  const sources = pairs.map((pair) => pair.source);
  const keys = pairs.map((pair) => pair.key);
  const { rows } = await sql<{ source: string; key: string; id: string; number: string; received_at: Date }>`
    select asked.source, asked.key, report.id, report.number, report.received_at
    from unnest(${sources}::text[], ${keys}::text[]) as asked (source, key)
    join reports.report as report on report.source = asked.source and report.external_id = asked.key
    where ${visibleTo(reading.actor, 'report.compartment_id')}
    union all
    select asked.source, asked.key, report.id, report.number, report.received_at
    from unnest(${sources}::text[], ${keys}::text[]) as asked (source, key)
    join reports.occurrence as counted on counted.source = asked.source and counted.external_id = asked.key
    join reports.report as report on report.id = counted.report_id
    where ${visibleTo(reading.actor, 'counted.compartment_id')}
      and ${visibleTo(reading.actor, 'report.compartment_id')}`.execute(reading.db);
  return new Map(
    rows.map((row) => [pairOf(row.source, row.key), { id: row.id, number: row.number, receivedAt: row.received_at }]),
  );
}

/** The newest open report of each matter, by `pairOf`. */
export async function findOpenByDedupe(reading: Reading, pairs: readonly Pair[]): Promise<Map<string, OpenReport>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<{
    source: string;
    key: string;
    id: string;
    number: string;
    received_at: Date;
    last_event_at: Date;
  }>`
    select asked.source, asked.key, report.id, report.number, report.received_at, report.last_event_at
    from (select distinct source, key from unnest(${pairs.map((pair) => pair.source)}::text[],
      ${pairs.map((pair) => pair.key)}::text[]) as pair (source, key)) as asked
    cross join lateral (
      select id, number, received_at, coalesce(last_event_at, occurred_at, received_at) as last_event_at
      from reports.report
      where source = asked.source and dedupe_key = asked.key and state in ('new', 'waiting')
        and ${visibleTo(reading.actor, 'reports.report.compartment_id')}
      order by received_at desc limit 1) as report`.execute(reading.db);
  return new Map(
    rows.map((row) => [
      pairOf(row.source, row.key),
      { id: row.id, number: row.number, receivedAt: row.received_at, lastEventAt: row.last_event_at },
    ]),
  );
}

/**
 * Raises the counts of reports. Their version stays: somebody who is working on one is not told at every repetition that
 * it has changed under their hands. Answers the new counts by id.
 */
export async function raiseCounts(
  work: Work,
  counts: readonly { readonly id: string; readonly count: number; readonly lastEventAt: Date }[],
): Promise<ReadonlyMap<string, number>> {
  if (counts.length === 0) return new Map();
  const { rows } = await sql<{ id: string; occurrence_count: number }>`
    update reports.report as report
    set occurrence_count = least(report.occurrence_count::bigint + added.count, 2000000000)::integer,
      last_event_at = greatest(report.last_event_at, added.last_event_at)
    from unnest(${counts.map((one) => one.id)}::uuid[], ${counts.map((one) => one.count)}::integer[],
      ${counts.map((one) => one.lastEventAt)}::timestamptz[]) as added (id, count, last_event_at)
    where report.id = added.id and ${visibleTo(work.actor, 'report.compartment_id')}
    returning report.id, report.occurrence_count`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row.occurrence_count]));
}

/** Remembers under which ids repetitions were counted. */
export async function insertOccurrences(
  work: Work,
  counted: readonly { readonly reportId: string; readonly occurrence: Occurrence }[],
): Promise<void> {
  if (counted.length === 0) return;
  await (work.db as Db)
    .insertInto('reports.occurrence')
    .values(
      counted.map(({ reportId, occurrence }) => ({
        id: work.newId<'Occurrence'>(),
        report_id: reportId,
        source: occurrence.source,
        external_id: occurrence.externalId,
        event_at: occurrence.eventAt,
        received_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type NewRow = NewReport &
  Origin & {
    readonly id: string;
    readonly number: string;
    readonly attachmentCount: number;
    readonly lastEventAt: Date | null;
  };

/** Inserts reports in one statement with one parameter: a thousand rows of fifty columns are more than a query takes. */
export async function insertReports(work: Work, reports: readonly NewRow[]): Promise<void> {
  const rows = reports.map((report) => ({
    ...toRow(report),
    fields: report.fields,
    triage_proposal: report.proposal,
    taken_by: report.takenBy,
    last_event_at: report.lastEventAt,
  }));
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  await sql`
    insert into reports.report (${columns})
    select ${columns} from jsonb_populate_recordset(null::reports.report, ${JSON.stringify(rows)}::jsonb)`.execute(
    work.db,
  );
}
