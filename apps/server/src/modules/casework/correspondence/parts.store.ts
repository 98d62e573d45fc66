import type { RecipientState } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { MailAddress, MessageAttachment, MessageParts, Recipient } from './message.model.ts';

type Db = Tables<'correspondence.recipient' | 'correspondence.attachment'>;

type Owner = { readonly subjectId: SubjectId; readonly messageId: string };

export async function insertRecipients(
  work: Work,
  { subjectId, messageId }: Owner,
  recipients: readonly (MailAddress & { readonly kind: 'to' | 'cc'; readonly state: RecipientState })[],
): Promise<void> {
  if (recipients.length === 0) return;
  await (work.db as Db)
    .insertInto('correspondence.recipient')
    .values(
      recipients.map(({ kind, name, address, state }, rank) => ({
        id: work.newId<'Recipient'>(),
        message_id: messageId,
        subject_id: subjectId,
        rank,
        kind,
        name,
        address,
        state,
      })),
    )
    .execute();
}

export async function insertMessageAttachments(
  work: Work,
  { subjectId, messageId }: Owner,
  attachments: readonly Omit<MessageAttachment, 'id' | 'messageId'>[],
): Promise<void> {
  if (attachments.length === 0) return;
  await (work.db as Db)
    .insertInto('correspondence.attachment')
    .values(
      attachments.map((attachment, rank) => ({
        id: work.newId<'MessageAttachment'>(),
        message_id: messageId,
        subject_id: subjectId,
        rank,
        file_id: attachment.fileId,
        name: attachment.name,
        media_type: attachment.mediaType,
        size: attachment.size,
        sha256: attachment.sha256,
      })),
    )
    .execute();
}

/** What hangs on the given messages, in its order. */
export async function partsOfMessages(reading: Reading, messageIds: readonly string[]): Promise<MessageParts> {
  if (messageIds.length === 0) return { recipients: [], attachments: [] };
  const recipients = await (reading.db as Db)
    .selectFrom('correspondence.recipient')
    .selectAll()
    .where('message_id', 'in', [...messageIds])
    .where(visibleTo(reading.actor, 'correspondence.recipient.compartment_id'))
    .orderBy('rank')
    .execute();
  const attachments = await (reading.db as Db)
    .selectFrom('correspondence.attachment')
    .selectAll()
    .where('message_id', 'in', [...messageIds])
    .where(visibleTo(reading.actor, 'correspondence.attachment.compartment_id'))
    .orderBy('rank')
    .execute();
  return {
    recipients: recipients.map((row) => ({
      id: row.id,
      messageId: row.message_id,
      kind: row.kind as Recipient['kind'],
      name: row.name,
      address: row.address,
      state: row.state as RecipientState,
      problem: row.problem,
    })),
    attachments: attachments.map((row) => ({
      id: row.id,
      messageId: row.message_id,
      fileId: row.file_id,
      name: row.name,
      mediaType: row.media_type,
      size: row.size,
      sha256: row.sha256,
    })),
  };
}

/** Writes what became of copies, by their address; without addresses, of all copies of the message. */
export async function updateRecipients(
  work: Work,
  messageId: string,
  change: {
    readonly addresses: readonly string[] | null;
    readonly state: RecipientState;
    readonly problem: string | null;
    readonly statusCode?: string | null;
  },
): Promise<void> {
  const all = (work.db as Db)
    .updateTable('correspondence.recipient')
    .set({
      state: change.state,
      problem: change.problem,
      status_code: change.statusCode ?? null,
      reported_at: work.now,
    })
    .where('message_id', '=', messageId)
    .where(visibleTo(work.actor, 'correspondence.recipient.compartment_id'));
  const { addresses } = change;
  if (addresses === null) await all.execute();
  else if (addresses.length > 0)
    await all.where((eb) => eb(eb.fn<string>('lower', ['address']), 'in', addresses.map(lower))).execute();
}

const lower = (address: string) => address.toLowerCase();

/** A file of a message as lists across messages show it. */
export type MessageFile = MessageAttachment & {
  readonly subjectId: string;
  readonly direction: 'in' | 'out';
  readonly title: string;
  readonly at: Date;
};

/** Most files of one record that are listed. */
const mostFiles = 500;

/** What came and went with the messages of records, the newest first. */
export async function filesOfMessages(
  reading: Reading,
  subjectIds: readonly string[],
): Promise<readonly MessageFile[]> {
  const rows = await (reading.db as Tables<'correspondence.attachment' | 'correspondence.message'>)
    .selectFrom('correspondence.attachment as attachment')
    .innerJoin('correspondence.message as message', 'message.id', 'attachment.message_id')
    .selectAll('attachment')
    .select(['message.direction', 'message.title', 'message.queued_at'])
    .where('attachment.subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'attachment.compartment_id'))
    .orderBy('message.queued_at', 'desc')
    .orderBy('attachment.message_id')
    .orderBy('attachment.rank')
    .limit(mostFiles)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    fileId: row.file_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    subjectId: row.subject_id,
    direction: row.direction as MessageFile['direction'],
    title: row.title,
    at: row.queued_at,
  }));
}
