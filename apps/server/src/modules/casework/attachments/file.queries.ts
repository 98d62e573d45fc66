import { pictureBytes } from '@matoi/contract/values';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import type { AttachedFile } from './file.model.ts';
import { hasPicture } from './file.rules.ts';
import { findAttached, listFiles } from './file.store.ts';
import { viewFile } from './file.views.ts';

/**
 * The files that were put on a record or on what was merged into it, the newest first; withdrawn ones carry who withdrew them and why. `subjectId` is
 * an id or a number. Refuses with `record.find.not-found` what the actor does not see.
 */
export async function filesOn(reading: Reading, subjectId: string): Promise<readonly AttachedFile[]> {
  const subject = await findSubject(reading, subjectId);
  return listFiles(reading, (await wholeOf(reading, subject)).ids);
}

/** The same as the contract describes them. */
export async function showFiles(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const refused = await mayAnnotate(reading, subject);
  const { ids, mergedFrom } = await wholeOf(reading, subject);
  return (await listFiles(reading, ids)).map((file) => viewFile(file, refused === null, mergedFrom(file.subjectId)));
}

/** One file as the contract describes it. */
export async function showFile(reading: Reading, id: string) {
  const file = await findAttached(reading, id);
  const subject = await findSubject(reading, file.subjectId);
  return viewFile(file, (await mayAnnotate(reading, subject)) === null);
}

/** Where a file may be put, before its bytes are taken: refuses what the record refuses. */
export async function compartmentFor(reading: Reading, subjectId: string): Promise<number> {
  const subject = await findSubject(reading, subjectId);
  const refused = await mayAnnotate(reading, subject);
  if (refused !== null) refuse(refused.code, refused.params);
  return subject.compartmentId;
}

/** The bytes of a file, for handing them out. Looking at a restricted record is noted through its subject. */
export async function bytesOf(reading: Reading, id: string): Promise<{ file: AttachedFile; stored: StoredFile }> {
  const file = await findAttached(reading, id);
  await findSubject(reading, file.subjectId);
  return { file, stored: await findFile(reading, file.fileId) };
}

/** The same for a picture; refuses what is none by its type or too large to be shown. */
export async function pictureOf(reading: Reading, id: string): Promise<StoredFile> {
  const { file, stored } = await bytesOf(reading, id);
  if (!hasPicture(file) || file.withdrawn !== null) refuse('attachments.picture.none', { limit: pictureBytes });
  return stored;
}
