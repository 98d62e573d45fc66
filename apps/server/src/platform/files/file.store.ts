import { asId, type FileId, refuse, type SubjectId } from '@matoi/kernel';
import { visibleTo } from '../access/index.ts';
import type { Tables } from '../db/index.ts';
import type { Reading, Work } from '../work/index.ts';
import type { StoredObject } from './object-store.ts';

type Db = Tables<'platform.file'>;

export type StoredFile = StoredObject & { readonly id: FileId; readonly name: string; readonly mediaType: string };

/** Records a stored object as a file of a subject, or of nobody yet (a mail that waits to be read). */
export async function recordFile(
  work: Work,
  file: {
    readonly object: StoredObject;
    readonly subjectId: SubjectId | null;
    readonly name: string;
    readonly mediaType: string;
  },
): Promise<FileId> {
  const id = work.newId<'File'>();
  await (work.db as Db)
    .insertInto('platform.file')
    .values({
      id,
      subject_id: file.subjectId,
      object_name: file.object.objectName,
      sha256: file.object.sha256,
      size: file.object.size,
      media_type: file.mediaType,
      name: file.name,
      wrapped_key: file.object.wrappedKey,
      created_at: work.now,
    })
    .execute();
  return id;
}

/** Gives a file that belonged to nobody to its subject; from now on it follows the subject's compartment. */
export async function giveFile(work: Work, fileId: FileId, subjectId: SubjectId): Promise<void> {
  await (work.db as Db).updateTable('platform.file').set({ subject_id: subjectId }).where('id', '=', fileId).execute();
}

/** Takes a file out of everything that offers files; its bytes stay. */
export async function withdrawFile(work: Work, fileId: string): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.file')
    .set({ withdrawn_at: work.now })
    .where('id', '=', fileId)
    .where(visibleTo(work.actor, 'platform.file.compartment_id'))
    .execute();
}

/** Finds a file that the actor may see; refuses with `record.find.not-found`. */
export async function findFile(reading: Pick<Reading, 'db' | 'actor'>, id: string): Promise<StoredFile> {
  const row = await (reading.db as Db)
    .selectFrom('platform.file')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'platform.file.compartment_id'))
    .executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  return {
    id: asId<'File'>(row.id),
    name: row.name,
    mediaType: row.media_type,
    objectName: row.object_name,
    wrappedKey: row.wrapped_key,
    sha256: row.sha256,
    size: row.size,
  };
}

export type FileOfSubject = Pick<StoredFile, 'id' | 'name' | 'mediaType' | 'size'> & { readonly subjectId: string };

/** The files of records that the actor may see, without withdrawn ones, the newest first; at most five hundred. */
export async function filesOf(
  reading: Pick<Reading, 'db' | 'actor'>,
  subjectIds: readonly string[],
): Promise<readonly FileOfSubject[]> {
  if (subjectIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('platform.file')
    .select(['id', 'name', 'media_type', 'size', 'subject_id'])
    .where('subject_id', 'in', [...subjectIds])
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'platform.file.compartment_id'))
    .orderBy('created_at', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: asId<'File'>(row.id),
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    subjectId: row.subject_id ?? '',
  }));
}
