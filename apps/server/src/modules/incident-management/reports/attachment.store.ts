import { refuse } from '@matoi/kernel';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Attachment } from './report.model.ts';

type Db = Tables<'reports.attachment'>;

export async function insertAttachments(
  work: Work,
  reportId: string,
  attachments: readonly Omit<Attachment, 'id'>[],
  firstRank = 0,
): Promise<void> {
  if (attachments.length === 0) return;
  await (work.db as Db)
    .insertInto('reports.attachment')
    .values(
      attachments.map((attachment, at) => ({
        id: work.newId<'Attachment'>(),
        report_id: reportId,
        file_id: attachment.fileId,
        rank: firstRank + at,
        name: attachment.name,
        media_type: attachment.mediaType,
        size: attachment.size,
        sha256: attachment.sha256,
      })),
    )
    .execute();
}

export async function listAttachments(reading: Reading, reportId: string): Promise<readonly Attachment[]> {
  const rows = await (reading.db as Db)
    .selectFrom('reports.attachment')
    .selectAll()
    .where('report_id', '=', reportId)
    .where(visibleTo(reading.actor, 'reports.attachment.compartment_id'))
    .orderBy('rank')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileId: row.file_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
  }));
}

/** A file of a report as lists across reports show it. */
export type ReportFile = Attachment & { readonly reportId: string; readonly receivedAt: Date };

/** Most files that are listed for one record. */
const mostFiles = 500;

/** What came with several reports, the newest first. */
export async function listReportFiles(reading: Reading, reportIds: readonly string[]): Promise<readonly ReportFile[]> {
  if (reportIds.length === 0) return [];
  const rows = await (reading.db as Tables<'reports.attachment' | 'reports.report'>)
    .selectFrom('reports.attachment as attachment')
    .innerJoin('reports.report as report', 'report.id', 'attachment.report_id')
    .selectAll('attachment')
    .select('report.received_at')
    .where('attachment.report_id', 'in', [...reportIds])
    .where(visibleTo(reading.actor, 'attachment.compartment_id'))
    .orderBy('report.received_at', 'desc')
    .orderBy('attachment.report_id')
    .orderBy('attachment.rank')
    .limit(mostFiles)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileId: row.file_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    reportId: row.report_id,
    receivedAt: row.received_at,
  }));
}

/** One attachment of one report; an id of another report's attachment is not found. */
export async function findAttachment(reading: Reading, reportId: string, id: string): Promise<Attachment> {
  const found = (await listAttachments(reading, reportId)).find((attachment) => attachment.id === id);
  return found ?? refuse('record.find.not-found');
}
