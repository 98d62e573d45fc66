import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import { isMailFile } from '../specimens/index.ts';
import { listAttachments } from './attachment.store.ts';
import type { Attachment } from './report.model.ts';

/** The mails among the files of a report, at most `limit`, with their places in the store. */
export async function mailFilesOf(
  reading: Reading,
  reportId: string,
  limit: number,
): Promise<readonly { readonly mail: Attachment; readonly file: StoredFile }[]> {
  const mails = (await listAttachments(reading, reportId)).filter(isMailFile).slice(0, limit);
  return Promise.all(mails.map(async (mail) => ({ mail, file: await findFile(reading, mail.fileId) })));
}
