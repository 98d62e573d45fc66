import type { Priority, QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import { isId, refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { compartmentLinks } from '../../../platform/compartments/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { matchingIds } from '../../../platform/search/index.ts';
import { findSubject, partsOf, subjectLinks } from '../../../platform/subjects/index.ts';
import { visibleProposal } from '../triage/index.ts';
import { findAttachment, listAttachments } from './attachment.store.ts';
import type { ReportSummary } from './report.model.ts';
import { findReport } from './report.store.ts';
import { type Names, viewReport } from './report.views.ts';
import { countReports, listReports, type ReportFilters, type ReportSortColumn } from './report-list.store.ts';

/** Names of compartments, people and records that reports refer to, in three queries however many reports there are. */
export async function namesFor(reading: Reading, reports: readonly ReportSummary[]): Promise<Names> {
  const some = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null);
  return {
    compartments: await compartmentLinks(
      reading.db,
      reports.map((report) => report.compartmentId),
    ),
    subjects: await subjectLinks(reading, some(reports.flatMap((report) => [report.handledAs, report.mergedInto]))),
    accounts: await accountNames(reading.db, some(reports.map((report) => report.assigneeId))),
  };
}

/** One report by id or number, as its page shows it. */
export async function showReport(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const report = await findReport(reading, subject.id);
  const { proposedFor } = report;
  const proposed = proposedFor === null ? null : (await subjectLinks(reading, [proposedFor])).get(proposedFor);
  return viewReport({
    report,
    attachments: await listAttachments(reading, report.id),
    merged: await partsOf(reading, subject.id, 'report'),
    proposedFor: proposed ?? null,
    proposal: report.proposal === null ? null : visibleProposal(report.proposal, reading.actor.compartments),
    names: await namesFor(reading, [report]),
    actor: reading.actor,
  });
}

/** The filters of the contract as the store takes them. */
export async function filtersOf(reading: Reading, query: FilterQuery): Promise<ReportFilters> {
  const { q, assignee } = query;
  const yes = (text: 'yes' | 'no' | undefined) => (text === undefined ? undefined : text === 'yes');
  return {
    states: query.state,
    channels: query.channel,
    outcomes: query.outcome,
    priorities: query.priority?.map((one) => (one === 'none' ? null : (Number(one) as Priority))),
    classes: query.class?.split(',').map((code) => (code === 'none' ? null : code)),
    assigneeId: assignee === undefined ? undefined : assigneeOf(reading, assignee),
    tags: query.tag?.split(','),
    isSnoozed: yes(query.snoozed),
    isOverdue: yes(query.overdue),
    isUnfinished: yes(query.unfinished),
    source: query.source,
    reporterAddress: query.reporter,
    from: query['receivedAt.gte'] === undefined ? undefined : new Date(query['receivedAt.gte']),
    until: query['receivedAt.lt'] === undefined ? undefined : new Date(query['receivedAt.lt']),
    ids: q === undefined || q === '' ? undefined : await matchingIds(reading, 'report', q),
  };
}

type FilterQuery = Omit<QueryOf<RouteWith<'reports.list'>>, 'cursor' | 'limit' | 'sort'>;

function assigneeOf(reading: Reading, assignee: string): string | null {
  if (assignee === 'none') return null;
  if (assignee === 'me') return isId(reading.actor.id) ? reading.actor.id : nobody;
  return isId(assignee) ? assignee : nobody;
}

/** An id that no account has: a list of what nobody known has is empty. */
const nobody = '00000000-0000-0000-0000-000000000000';

const sortColumns = {
  newest: { column: 'received_at', direction: 'desc' },
  oldest: { column: 'received_at', direction: 'asc' },
  due: { column: 'due_at', direction: 'asc' },
  priority: { column: 'work_rank', direction: 'asc' },
} as const satisfies Record<ReportSort, { column: ReportSortColumn; direction: 'asc' | 'desc' }>;

type ReportSort = QueryOf<RouteWith<'reports.list'>>['sort'];

/** What a cursor of a sort remembers of a row. */
export function sortValueOf(sort: ReportSort, report: ReportSummary): string | number {
  const { column } = sortColumns[sort];
  if (column === 'work_rank') return report.workRank;
  return (column === 'due_at' ? report.dueAt : report.receivedAt)?.toISOString() ?? '';
}

/** A page of reports by the filters of the contract. */
export async function pageOfReports(
  reading: Reading,
  query: QueryOf<RouteWith<'reports.list'>>,
  cursor: Cursor | null,
): Promise<Page<ReportSummary>> {
  return listReports(reading, {
    filters: await filtersOf(reading, query),
    ...sortColumns[query.sort],
    cursor,
    limit: query.limit,
  });
}

const openStates = ['new', 'waiting'] as const;

/** How many there are in each list of the inbox. */
export async function countLists(reading: Reading): Promise<ResponseOf<RouteWith<'reports.counts'>>> {
  const mine = { assigneeId: assigneeOf(reading, 'me') };
  const open = { states: ['new'] as const, isSnoozed: false };
  return {
    lists: {
      open: await countReports(reading, open),
      mine: await countReports(reading, { states: openStates, isSnoozed: false, ...mine }),
      waiting: await countReports(reading, { states: ['waiting'], isSnoozed: false }),
      snoozed: await countReports(reading, { states: openStates, isSnoozed: true }),
      done: await countReports(reading, { states: ['handled', 'closed', 'merged'] }),
    },
    overdue: await countReports(reading, { ...open, isOverdue: true }),
    unassigned: await countReports(reading, { ...open, assigneeId: null }),
  };
}

/** The raw original of a report that the actor sees, named by the report's number. */
export async function originalOf(reading: Reading, ref: string): Promise<StoredFile> {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const { originalFileId, number } = await findReport(reading, subject.id);
  if (originalFileId === null) return refuse('record.find.not-found');
  return { ...(await findFile(reading, originalFileId)), name: `${number}.eml` };
}

/** One attachment of a report that the actor sees. */
export async function attachmentOf(reading: Reading, ref: string, attachmentId: string): Promise<StoredFile> {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const attachment = await findAttachment(reading, subject.id, attachmentId);
  return { ...(await findFile(reading, attachment.fileId)), name: attachment.name };
}
