import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';
import { type Page, totalOf } from '../../../platform/lists/index.ts';
import { summaryColumns, toSummary } from './report.map.ts';
import type { ReportSummary } from './report.model.ts';
import { filteredReports } from './report-list.store.ts';

/** What lies in the inbox now: new and not snoozed. */
export const inInbox = { states: ['new'], isSnoozed: false } as const;

/** How many of the newest `limit` reports in the inbox are younger than some hours, and how many these are in all. */
export async function countByAge(
  reading: Reading,
  { hours, limit }: { readonly hours: readonly [number, number, number]; readonly limit: number },
): Promise<{ readonly younger: readonly [number, number, number]; readonly all: number }> {
  const newest = filteredReports(reading, inInbox).select('received_at').orderBy('received_at', 'desc').limit(limit);
  const since = (at: 0 | 1 | 2) => sql`${new Date(reading.now.getTime() - hours[at] * 3_600_000)}::timestamptz`;
  const { rows } = await sql<{ first: number; second: number; third: number; all: number }>`
    select count(*) filter (where received_at > ${since(0)}) as first,
      count(*) filter (where received_at > ${since(1)}) as second,
      count(*) filter (where received_at > ${since(2)}) as third, count(*) as all
    from (${newest}) as newest`.execute(reading.db);
  const found = rows[0] ?? { first: 0, second: 0, third: 0, all: 0 };
  return { younger: [found.first, found.second, found.third], all: found.all };
}

/** The one report in the inbox that came first, or whose first response is latest; null when there is none. */
export async function foremost(reading: Reading, by: 'received_at' | 'due_at'): Promise<ReportSummary | null> {
  const row = await filteredReports(reading, { ...inInbox, isOverdue: by === 'due_at' ? true : undefined })
    .select(summaryColumns)
    .orderBy(by)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

/** Reports in the inbox that nobody has responded to and somebody has to, the nearest time first. */
export async function unansweredByDue(reading: Reading, limit: number): Promise<Page<ReportSummary>> {
  const reports = filteredReports(reading, inInbox).where('answered_at', 'is', null).where('due_at', 'is not', null);
  const rows = await reports.select(summaryColumns).orderBy('due_at').orderBy('id').limit(limit).execute();
  return { rows: rows.map(toSummary), total: await totalOf(reports.select('id')) };
}
