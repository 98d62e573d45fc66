import type { Priority, ReportChannel, ReportOutcome, ReportState } from '@matoi/contract';
import { type ExpressionBuilder, sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, type Total, totalOf } from '../../../platform/lists/index.ts';
import { summaryColumns, toSummary } from './report.map.ts';
import type { ReportSummary } from './report.model.ts';

type Db = Tables<'reports.report'>;

/** What a list is narrowed to; undefined narrows nothing. */
export type ReportFilters = {
  readonly states?: readonly ReportState[] | undefined;
  readonly channels?: readonly ReportChannel[] | undefined;
  readonly outcomes?: readonly ReportOutcome[] | undefined;
  readonly priorities?: readonly (Priority | null)[] | undefined;
  readonly classes?: readonly (string | null)[] | undefined;
  /** An account, null for nobody. */
  readonly assigneeId?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly isSnoozed?: boolean | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly isUnfinished?: boolean | undefined;
  readonly source?: string | undefined;
  readonly reporterAddress?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Ids found by the text search. */
  readonly ids?: readonly string[] | undefined;
};

export type ReportSortColumn = 'received_at' | 'due_at' | 'work_rank';

const emptyId = '00000000-0000-0000-0000-000000000000';

/** The reports that the actor sees and the filters let through; withdrawn ones are in no list. */
export function filteredReports(reading: Reading, filters: ReportFilters) {
  let reports = (reading.db as Db)
    .selectFrom('reports.report')
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .where('withdrawn_at', 'is', null);
  const { states, channels, outcomes, priorities, classes, assigneeId, tags, ids } = filters;
  if (states !== undefined) reports = reports.where('state', 'in', [...states]);
  if (channels !== undefined) reports = reports.where('channel', 'in', [...channels]);
  if (outcomes !== undefined) reports = reports.where('outcome', 'in', [...outcomes]);
  if (priorities !== undefined) reports = reports.where((eb) => anyOrNone(eb, 'priority', priorities));
  if (classes !== undefined) reports = reports.where((eb) => anyOrNone(eb, 'class_code', classes));
  if (assigneeId === null) reports = reports.where('assignee_id', 'is', null);
  else if (assigneeId !== undefined) reports = reports.where('assignee_id', '=', assigneeId);
  // Few reports carry tags, and an index on the tags themselves is no help below row-level security (`&&` may leak).
  if (tags !== undefined) reports = reports.where(sql<boolean>`tags <> '{}' and tags && ${[...tags]}::text[]`);
  if (filters.isSnoozed === true) reports = reports.where('snoozed_until', '>', reading.now);
  if (filters.isSnoozed === false)
    reports = reports.where((eb) => eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<=', reading.now)]));
  if (filters.isOverdue === true) reports = reports.where('due_at', '<', reading.now).where('answered_at', 'is', null);
  if (filters.isOverdue === false)
    reports = reports.where((eb) =>
      eb.or([eb('due_at', 'is', null), eb('due_at', '>=', reading.now), eb('answered_at', 'is not', null)]),
    );
  if (filters.isUnfinished !== undefined) reports = reports.where('is_unfinished', '=', filters.isUnfinished);
  if (filters.source !== undefined) reports = reports.where('source', '=', filters.source);
  if (filters.reporterAddress !== undefined)
    reports = reports.where(sql<boolean>`lower(reporter_address) = ${filters.reporterAddress.toLowerCase()}`);
  if (filters.from !== undefined) reports = reports.where('received_at', '>=', filters.from);
  if (filters.until !== undefined) reports = reports.where('received_at', '<', filters.until);
  if (ids !== undefined) reports = reports.where('id', 'in', ids.length === 0 ? [emptyId] : [...ids]);
  return reports;
}

type Builder = ExpressionBuilder<Pick<DB, 'reports.report'>, 'reports.report'>;

function anyOrNone(eb: Builder, column: 'priority' | 'class_code', values: readonly (string | number | null)[]) {
  const named = values.filter((value) => value !== null);
  return eb.or([
    ...(named.length > 0 ? [eb(column, 'in', named as never)] : []),
    ...(named.length < values.length ? [eb(column, 'is', null)] : []),
  ]);
}

/** A page of reports in the order of one indexed column. By due date, what has none is left out. */
export async function listReports(
  reading: Reading,
  asked: {
    readonly filters: ReportFilters;
    readonly column: ReportSortColumn;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<ReportSummary>> {
  let reports = filteredReports(reading, asked.filters);
  if (asked.column === 'due_at') reports = reports.where('due_at', 'is not', null);
  const rows = await keyset(reports, {
    column: asked.column,
    idColumn: 'id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .select(summaryColumns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toSummary), total: await totalOf(reports.select('id')) };
}

/** Counts to 1,000 what the filters let through. */
export function countReports(reading: Reading, filters: ReportFilters): Promise<Total> {
  return totalOf(filteredReports(reading, filters).select('id'));
}

/** Summaries of the given reports that the actor sees, in no order. */
export async function summariesOf(reading: Reading, ids: readonly string[]): Promise<readonly ReportSummary[]> {
  if (ids.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .select(summaryColumns)
    .where('id', 'in', [...ids])
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .execute();
  return rows.map(toSummary);
}

/** The newest reports that the actor sees, for finding what looks alike. */
export async function newestReports(
  reading: Reading,
  asked: { readonly since: Date; readonly limit: number },
): Promise<readonly ReportSummary[]> {
  const rows = await filteredReports(reading, { from: asked.since })
    .select(summaryColumns)
    .orderBy('received_at', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map(toSummary);
}
