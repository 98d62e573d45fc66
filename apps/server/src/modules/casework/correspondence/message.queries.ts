import type { QueryOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings, type Settings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import type { Message } from './message.model.ts';
import { findMessage, listMessages } from './message.store.ts';

/** A page of the messages of one record that the actor sees, newest first. */
export async function pageOfMessages(
  reading: Reading,
  query: QueryOf<RouteWith<'correspondence.list'>>,
  cursor: Cursor | null,
): Promise<Page<Message>> {
  const subject = await findSubject(reading, query.subjectId);
  return listMessages(reading, { subjectId: subject.id, cursor, limit: query.limit });
}

/** What handing a message over needs. */
export async function messageToSend(
  reading: Reading,
  id: string,
): Promise<{ readonly message: Message; readonly settings: Settings }> {
  return { message: await findMessage(reading, id), settings: await readSettings(reading.db) };
}
