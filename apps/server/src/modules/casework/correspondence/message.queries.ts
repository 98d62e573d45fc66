import type { QueryOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings, type Settings } from '../../../platform/settings/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import type { Message, MessageParts } from './message.model.ts';
import { findMessage, listMessages } from './message.store.ts';
import { type MessageNames, viewMessage } from './message.views.ts';
import { partsOfMessages } from './parts.store.ts';

/** A page of the messages of one record that the actor sees, newest first. */
export async function pageOfMessages(
  reading: Reading,
  query: QueryOf<RouteWith<'correspondence.list'>>,
  cursor: Cursor | null,
): Promise<Page<Message> & { readonly names: MessageNames }> {
  const subject = await findSubject(reading, query.subjectId);
  const page = await listMessages(reading, { subjectIds: [subject.id], cursor, limit: query.limit });
  return { ...page, names: await namesOf(reading, page.rows) };
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
