import type { Reading } from '../../../platform/commands/index.ts';
import type { Page, Total } from '../../../platform/lists/index.ts';
import type { ReportSummary } from './report.model.ts';
import { countReports } from './report-list.store.ts';
import { countByAge, foremost, inInbox, unansweredByDue } from './waiting.store.ts';

/** How far the inbox is counted by age. */
const counted = 1_000;

export type WaitingReports = {
  readonly total: Total;
  /** By age: less than an hour, than four hours, than a day, and the rest. Beyond 1,000 reports the rest is a part. */
  readonly ages: { readonly hour: number; readonly fourHours: number; readonly day: number; readonly older: number };
  readonly oldest: ReportSummary | null;
  /** Those whose first response is late. */
  readonly overdue: Total;
  readonly mostOverdue: ReportSummary | null;
};

/** The inbox by age, with what has lain there longest and what is latest. */
export async function waitingReports(reading: Reading): Promise<WaitingReports> {
  const { younger, all } = await countByAge(reading, { hours: [1, 4, 24], limit: counted + 1 });
  const count = Math.min(all, counted);
  const [hour, four, day] = younger.map((one) => Math.min(one, count)) as [number, number, number];
  return {
    total: { count, isMore: all > counted },
    ages: { hour, fourHours: four - hour, day: day - four, older: count - day },
    oldest: await foremost(reading, 'received_at'),
    overdue: await countReports(reading, { ...inInbox, isOverdue: true }),
    mostOverdue: await foremost(reading, 'due_at'),
  };
}

/** Reports in the inbox that nobody has responded to and somebody has to, the nearest time first. */
export function firstResponsesDue(reading: Reading, limit: number): Promise<Page<ReportSummary>> {
  return unansweredByDue(reading, limit);
}
