import type { Locale, MessagePurpose } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'correspondence.message'>;

/** Writes a message that no mail carries: the reporter wrote it on the page of the link, or the team left it there. */
export async function insertPageMessage(
  work: Work,
  message: {
    readonly id: string;
    readonly subjectId: SubjectId;
    readonly direction: 'in' | 'out';
    readonly purpose: MessagePurpose | null;
    readonly title: string;
    readonly text: string;
    readonly locale: Locale;
    readonly fromName: string | null;
    readonly attachmentCount: number;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('correspondence.message')
    .values({
      id: message.id,
      subject_id: message.subjectId,
      direction: message.direction,
      via: 'page',
      purpose: message.purpose,
      is_automatic: false,
      state: message.direction === 'in' ? 'received' : 'sent',
      author: message.direction === 'in' ? null : JSON.stringify(actorLink(work.actor)),
      from_name: message.fromName,
      title: message.title,
      text: message.text,
      locale: message.locale,
      attachment_count: message.attachmentCount,
      queued_at: work.now,
      sent_at: message.direction === 'out' ? work.now : null,
    })
    .execute();
}

/** A message as its reporter is told of it. */
export type GuestMessage = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly at: Date;
  readonly text: string;
};

/** A file of such a message; its bytes can be read only where the team sent it. */
export type GuestFile = {
  readonly id: string;
  readonly messageId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly object: { readonly objectName: string; readonly wrappedKey: Buffer } | null;
};

/** The conversation with the reporter, for the guest of the transaction. */
export async function guestMessages(reading: Reading): Promise<readonly GuestMessage[]> {
  const { rows } = await sql<{ id: string; direction: 'in' | 'out'; at: Date; body: string }>`
    select * from correspondence.guest_messages()`.execute(reading.db);
  return rows.map((row) => ({ id: row.id, direction: row.direction, at: row.at, text: row.body }));
}

/** The files of that conversation. */
export async function guestFiles(reading: Reading): Promise<readonly GuestFile[]> {
  const { rows } = await sql<{
    id: string;
    message_id: string;
    name: string;
    media_type: string;
    size: number;
    object_name: string | null;
    wrapped_key: Buffer | null;
  }>`select * from correspondence.guest_files()`.execute(reading.db);
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    object:
      row.object_name === null || row.wrapped_key === null
        ? null
        : { objectName: row.object_name, wrappedKey: row.wrapped_key },
  }));
}
