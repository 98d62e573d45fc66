import type { QueryOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings, type Settings } from '../../../platform/settings/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import type { Message, MessageParts } from './message.model.ts';
import { findMessage, listMessages, listOutgoing } from './message.store.ts';
import { type MessageNames, viewMessage, viewMessageFile } from './message.views.ts';
import { filesOfMessages, partsOfMessages } from './parts.store.ts';
import { withParts } from './whole.queries.ts';

/** A page of the messages of one record that the actor sees, newest first. */
export async function pageOfMessages(
  reading: Reading,
  query: QueryOf<RouteWith<'correspondence.list'>>,
  cursor: Cursor | null,
): Promise<Page<Message> & { readonly names: MessageNames }> {
  const subject = await findSubject(reading, query.subjectId);
  const subjectIds = await withParts(reading, subject);
  const page = await listMessages(reading, { subjectIds, cursor, limit: query.limit });
  return { ...page, names: await namesOf(reading, page.rows) };
}

/** A page of outgoing mail of all records that the actor sees, newest first. */
export async function pageOfOutgoing(
  reading: Reading,
  query: QueryOf<RouteWith<'correspondence.outgoing'>>,
  cursor: Cursor | null,
): Promise<Page<Message> & { readonly names: MessageNames }> {
  const isAutomatic = query.automatic === undefined ? undefined : query.automatic === 'yes';
  const page = await listOutgoing(reading, { states: query.state, isAutomatic, cursor, limit: query.limit });
  return { ...page, names: await namesOf(reading, page.rows) };
}

/** What came and went with the mails of a record and of the records that are part of it. Each is downloaded by its own route. */
export async function showMessageFiles(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const files = await filesOfMessages(reading, await withParts(reading, subject));
  const subjects = await subjectLinks(
    reading,
    files.map((file) => file.subjectId),
  );
  return files.flatMap((file) => {
    const link = subjects.get(file.subjectId);
    return link === undefined ? [] : viewMessageFile(file, link);
  });
}

/** The raw original of a mail that came in. */
export async function originalOf(reading: Reading, id: string): Promise<StoredFile> {
  const message = await findMessage(reading, id);
  await findSubject(reading, message.subjectId);
  return message.originalFileId === null ? refuse('record.find.not-found') : findFile(reading, message.originalFileId);
}

/** One attachment of one message, under the name that it has there. */
export async function attachmentOf(reading: Reading, id: string, attachmentId: string): Promise<StoredFile> {
  const message = await findMessage(reading, id);
  await findSubject(reading, message.subjectId);
  const { attachments } = await partsOfMessages(reading, [message.id]);
  const found = attachments.find((one) => one.id === attachmentId);
  if (found === undefined) return refuse('record.find.not-found');
  return { ...(await findFile(reading, found.fileId)), name: found.name, mediaType: found.mediaType };
}

/** What the views of messages need besides the messages: records, copies, attachments. */
export async function namesOf(reading: Reading, messages: readonly Message[]): Promise<MessageNames> {
  const subjects = await subjectLinks(
    reading,
    messages.map(({ subjectId }) => subjectId),
  );
  const parts = await partsOfMessages(
    reading,
    messages.map(({ id }) => id),
  );
  return { subjects, parts };
}

/** One message as the contract describes it. */
export async function showMessage(reading: Reading, id: string) {
  const message = await findMessage(reading, id);
  return viewMessage(message, await namesOf(reading, [message]), reading.actor);
}

/** What handing a message over needs. */
export async function messageToSend(
  reading: Reading,
  id: string,
): Promise<{ readonly message: Message; readonly parts: MessageParts; readonly settings: Settings }> {
  const message = await findMessage(reading, id);
  return { message, parts: await partsOfMessages(reading, [id]), settings: await readSettings(reading.db) };
}
