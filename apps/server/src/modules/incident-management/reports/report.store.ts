import type { ReportOutcome, ReportState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { summaryColumns, toReport, toRow, toSummary } from './report.map.ts';
import type { NewReport, Origin, Report, ReportSummary } from './report.model.ts';

type Db = Tables<'reports.report'>;

export async function insertReport(
  work: Work,
  id: SubjectId,
  report: NewReport & Origin & { readonly number: string; readonly attachmentCount: number },
): Promise<void> {
  await (work.db as Db)
    .insertInto('reports.report')
    .values(toRow({ ...report, id }))
    .execute();
}

/** Finds a report that the actor may see; refuses with `record.find.not-found`. */
export async function findReport(reading: Reading, id: string, options: { forUpdate?: boolean } = {}): Promise<Report> {
  const query = (reading.db as Db)
    .selectFrom('reports.report')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toReport(row);
}

/** Several reports in the order asked for; refuses with `record.find.not-found` when the actor does not see one of them. */
export async function findReports(reading: Reading, ids: readonly string[]): Promise<readonly Report[]> {
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .selectAll()
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .execute();
  const found = new Map(rows.map((row) => [row.id, toReport(row)]));
  return ids.map((id) => found.get(id) ?? refuse('record.find.not-found'));
}

/** Lets one report of a source and id come in at a time: a machine that asks again in the meantime waits for the first. */
export async function lockSource(work: Work, source: string, externalId: string): Promise<void> {
  const name = JSON.stringify(['report of a source', source, externalId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.db);
}

/** The report that the same source handed in under the same id, if the actor may see it. */
export async function findBySource(
  reading: Reading,
  source: string,
  externalId: string,
): Promise<ReportSummary | null> {
  const row = await (reading.db as Db)
    .selectFrom('reports.report')
    .select(summaryColumns)
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

/**
 * Notes that somebody has seen what arrived. The version stays: who is working on the report is not refused because a
 * colleague looked at it.
 */
export async function forgetNews(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('reports.report')
    .set({ news_at: null })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'reports.report.compartment_id'))
    .execute();
}

/** What changes on a report; what is left out stays. The version goes up by one. */
export type ReportChange = {
  readonly state?: ReportState;
  readonly title?: string;
  readonly handledAs?: SubjectId | null;
  readonly classCode?: string | null;
  readonly impact?: string | null;
  readonly urgency?: string | null;
  readonly priority?: number | null;
  readonly tags?: readonly string[];
  readonly tlp?: string | null;
  readonly dueAt?: Date | null;
  readonly assigneeId?: string | null;
  readonly snoozedUntil?: Date | null;
  readonly newsAt?: Date | null;
  readonly mergedInto?: SubjectId | null;
  readonly stateBeforeMerge?: ReportState | null;
  readonly handedTo?: string | null;
  /** Set by the act itself: who and when are the actor and the moment of the command. */
  readonly isTriaged?: boolean;
  readonly isAnswered?: boolean;
  readonly closing?: { readonly outcome: ReportOutcome; readonly reason: string } | null;
};

/** Writes a change of a report. */
export async function changeReport(work: Work, id: string, change: ReportChange): Promise<void> {
  const by = JSON.stringify(actorLink(work.actor));
  const { closing } = change;
  const given = <T extends object>(isGiven: boolean, columns: T) => (isGiven ? columns : {});
  await (work.db as Db)
    .updateTable('reports.report')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...given(change.state !== undefined, { state: change.state }),
      ...given(change.title !== undefined, { title: change.title }),
      ...given(change.handledAs !== undefined, { handled_as: change.handledAs }),
      ...given(change.classCode !== undefined, { class_code: change.classCode }),
      ...given(change.impact !== undefined, { impact: change.impact }),
      ...given(change.urgency !== undefined, { urgency: change.urgency }),
      ...given(change.priority !== undefined, { priority: change.priority }),
      ...given(change.tags !== undefined, { tags: [...(change.tags ?? [])] }),
      ...given(change.tlp !== undefined, { tlp: change.tlp }),
      ...given(change.dueAt !== undefined, { due_at: change.dueAt }),
      ...given(change.assigneeId !== undefined, { assignee_id: change.assigneeId }),
      ...given(change.snoozedUntil !== undefined, { snoozed_until: change.snoozedUntil }),
      ...given(change.newsAt !== undefined, { news_at: change.newsAt }),
      ...given(change.mergedInto !== undefined, { merged_into: change.mergedInto }),
      ...given(change.stateBeforeMerge !== undefined, { state_before_merge: change.stateBeforeMerge }),
      ...given(change.handedTo !== undefined, { handed_to: change.handedTo }),
      ...given(change.isTriaged === true, { triaged_at: work.now, triaged_by: by }),
      ...given(change.isAnswered === true, { answered_at: sql<Date>`coalesce(answered_at, ${work.now})` }),
      ...given(closing === null, { outcome: null, close_reason: null, closed_at: null, closed_by: null }),
      ...given(closing !== undefined && closing !== null, {
        outcome: closing?.outcome,
        close_reason: closing?.reason,
        closed_at: work.now,
        closed_by: by,
      }),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'reports.report.compartment_id'))
    .execute();
}
