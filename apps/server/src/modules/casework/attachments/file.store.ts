import type { AttachmentOrigin } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { AttachedFile } from './file.model.ts';

type Db = Tables<'attachments.file'>;

/** Most files of one record that are listed. */
const mostFiles = 500;

export async function insertFile(
  work: Work,
  subjectId: SubjectId,
  file: Pick<AttachedFile, 'fileId' | 'name' | 'description' | 'mediaType' | 'size' | 'sha256' | 'origin'>,
): Promise<string> {
  const id = work.newId<'Attachment'>();
  await (work.db as Db)
    .insertInto('attachments.file')
    .values({
      id,
      subject_id: subjectId,
      file_id: file.fileId,
      name: file.name,
      description: file.description,
      media_type: file.mediaType,
      size: file.size,
      sha256: file.sha256,
      origin: file.origin,
      added_at: work.now,
      added_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** The files of records, the newest first, withdrawn ones among them. */
export async function listFiles(reading: Reading, subjectIds: readonly SubjectId[]): Promise<readonly AttachedFile[]> {
  const rows = await (reading.db as Db)
    .selectFrom('attachments.file')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'attachments.file.compartment_id'))
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostFiles)
    .execute();
  return rows.map(toFile);
}

/** The file with the same content on the same record, unless it was withdrawn. */
export async function findSame(reading: Reading, subjectId: SubjectId, sha256: Buffer): Promise<AttachedFile | null> {
  const row = await (reading.db as Db)
    .selectFrom('attachments.file')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('sha256', '=', sha256)
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'attachments.file.compartment_id'))
    .executeTakeFirst();
  return row === undefined ? null : toFile(row);
}

/** One file that the actor sees; refuses with `record.find.not-found`. */
export async function findAttached(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<AttachedFile> {
  const query = (reading.db as Db)
    .selectFrom('attachments.file')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'attachments.file.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toFile(row);
}

/** Writes a change of a file and raises its version. */
export async function changeFile(
  work: Work,
  id: string,
  change: { readonly description: string } | { readonly withdrawnReason: string },
): Promise<void> {
  const set =
    'description' in change
      ? { description: change.description }
      : {
          withdrawn_at: work.now,
          withdrawn_by: JSON.stringify(actorLink(work.actor)),
          withdrawn_reason: change.withdrawnReason,
        };
  await (work.db as Db)
    .updateTable('attachments.file')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'attachments.file.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  version: number;
  subject_id: string;
  file_id: string;
  name: string;
  description: string;
  media_type: string;
  size: number;
  sha256: Buffer;
  origin: string;
  added_at: Date;
  added_by: unknown;
  withdrawn_at: Date | null;
  withdrawn_by: unknown;
  withdrawn_reason: string | null;
};

function toFile(row: Row): AttachedFile {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    fileId: row.file_id,
    name: row.name,
    description: row.description,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    origin: row.origin as AttachmentOrigin,
    addedAt: row.added_at,
    addedBy: row.added_by as ActorLink,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at, by: row.withdrawn_by as ActorLink, reason: row.withdrawn_reason ?? '' },
  };
}
