import type { QueryOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { compartmentLinks } from '../../../platform/compartments/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { matchingIds } from '../../../platform/search/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import { findAttachment, listAttachments } from './attachment.store.ts';
import type { ReportSummary } from './report.model.ts';
import { findReport, listReports } from './report.store.ts';
import { type Names, viewReport } from './report.views.ts';

/** Names of the compartments and records that reports refer to, in two queries however many reports there are. */
export async function namesFor(reading: Reading, reports: readonly ReportSummary[]): Promise<Names> {
  return {
    compartments: await compartmentLinks(
      reading.db,
      reports.map((report) => report.compartmentId),
    ),
    subjects: await subjectLinks(
      reading,
      reports.flatMap((report) => (report.handledAs === null ? [] : [report.handledAs])),
    ),
  };
}

/** One report by id or number, as its page shows it. */
export async function showReport(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const report = await findReport(reading, subject.id);
  return viewReport(
    report,
    await listAttachments(reading, report.id),
    await namesFor(reading, [report]),
    reading.actor,
  );
}

/** A page of reports by the filters of the contract. */
export async function pageOfReports(
  reading: Reading,
  query: QueryOf<RouteWith<'reports.list'>>,
  cursor: Cursor | null,
): Promise<Page<ReportSummary>> {
  const { q } = query;
  return listReports(reading, {
    filters: {
      states: query.state,
      channels: query.channel,
      from: query['receivedAt.gte'] === undefined ? undefined : new Date(query['receivedAt.gte']),
      until: query['receivedAt.lt'] === undefined ? undefined : new Date(query['receivedAt.lt']),
      ids: q === undefined || q === '' ? undefined : await matchingIds(reading, 'report', q),
    },
    direction: query.sort === 'oldest' ? 'asc' : 'desc',
    cursor,
    limit: query.limit,
  });
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
