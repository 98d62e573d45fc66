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

/** One attachment of one report; an id of another report's attachment is not found. */
export async function findAttachment(reading: Reading, reportId: string, id: string): Promise<Attachment> {
  const found = (await listAttachments(reading, reportId)).find((attachment) => attachment.id === id);
  return found ?? refuse('record.find.not-found');
}
