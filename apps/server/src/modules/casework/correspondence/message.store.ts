import type { MessageState, OutgoingState } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Message } from './message.model.ts';

type Db = Tables<'correspondence.message'>;

/** A message as it is first written. */
export type NewMessage = Omit<Message, 'version' | 'attempts' | 'lastProblem' | 'sentAt' | 'bouncedAt'> & {
  readonly attachmentCount: number;
};

export async function insertMessage(work: Work, message: NewMessage): Promise<void> {
  await (work.db as Db)
    .insertInto('correspondence.message')
    .values({
      id: message.id,
      subject_id: message.subjectId,
      direction: message.direction,
      via: message.via,
      purpose: message.purpose,
      is_automatic: message.isAutomatic,
      state: message.state,
      suppression: message.suppression,
      author: message.author === null ? null : JSON.stringify(message.author),
      from_name: message.from?.name ?? null,
      from_address: message.from?.address ?? null,
      recipient: message.recipient,
      title: message.title,
      text: message.text,
      is_text_from_html: message.isTextFromHtml,
      locale: message.locale,
      tlp: message.tlp,
      message_id: message.messageId,
      in_reply_to: message.inReplyTo,
      refs: [...message.references],
      known_by: message.knownBy,
      automatic_sign: message.automaticSign,
      inbound_mail_id: message.inboundMailId,
      original_file_id: message.originalFileId,
      override_reason: message.overrideReason,
      attachment_count: message.attachmentCount,
      link_subject_id: message.linkSubjectId ?? null,
      queued_at: message.queuedAt,
    })
    .execute();
}

/** Finds a message that the actor may see; refuses with `record.find.not-found`. */
export async function findMessage(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Message> {
  const query = (reading.db as Db)
    .selectFrom('correspondence.message')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toMessage(row);
}

export async function updateMessage(
  work: Work,
  id: string,
  change: { readonly state: MessageState; readonly attempts: number; readonly problem: string | null },
): Promise<void> {
  await (work.db as Db)
    .updateTable('correspondence.message')
    .set((eb) => ({
      state: change.state,
      attempts: change.attempts,
      last_problem: change.problem,
      sent_at: change.state === 'sent' ? work.now : null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'correspondence.message.compartment_id'))
    .execute();
}

/** Writes that a message came back. When it was sent stays. */
export async function updateBounced(work: Work, id: string, problem: string | null): Promise<void> {
  await (work.db as Db)
    .updateTable('correspondence.message')
    .set((eb) => ({ state: 'bounced', last_problem: problem, bounced_at: work.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'correspondence.message.compartment_id'))
    .execute();
}

/** The message that left with this Message-ID, if the actor may see it. */
export async function findByMessageId(reading: Reading, messageId: string): Promise<Message | null> {
  const row = await (reading.db as Db)
    .selectFrom('correspondence.message')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('direction', '=', 'out')
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'))
    .executeTakeFirst();
  return row === undefined ? null : toMessage(row);
}

/** A page of the messages of records, newest first. */
export async function listMessages(
  reading: Reading,
  asked: { readonly subjectIds: readonly string[]; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<Message>> {
  const messages = (reading.db as Db)
    .selectFrom('correspondence.message')
    .where('subject_id', 'in', [...asked.subjectIds])
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'));
  const rows = await keyset(messages, { column: 'queued_at', idColumn: 'id', direction: 'desc', cursor: asked.cursor })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toMessage), total: await totalOf(messages.select('id')) };
}

/** A page of outgoing mail of all records that the actor sees, newest first. */
export async function listOutgoing(
  reading: Reading,
  asked: {
    readonly states: readonly OutgoingState[] | undefined;
    readonly isAutomatic: boolean | undefined;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Message>> {
  let messages = (reading.db as Db)
    .selectFrom('correspondence.message')
    .where('direction', '=', 'out')
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'));
  if (asked.states !== undefined) messages = messages.where('state', 'in', [...asked.states]);
  if (asked.isAutomatic !== undefined) messages = messages.where('is_automatic', '=', asked.isAutomatic);
  const rows = await keyset(messages, { column: 'queued_at', idColumn: 'id', direction: 'desc', cursor: asked.cursor })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toMessage), total: await totalOf(messages.select('id')) };
}

/** The acknowledgements that the brake withheld from an address and that no digest told of yet, the oldest first. */
export async function listWithheld(reading: Reading, recipient: string): Promise<readonly Message[]> {
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.message')
    .selectAll()
    .where('state', '=', 'suppressed')
    .where('suppression', '=', 'sender-limit')
    .where('purpose', '=', 'acknowledgement')
    .where((eb) => eb(eb.fn<string>('lower', ['recipient']), '=', recipient.toLowerCase()))
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'))
    .orderBy('queued_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(toMessage);
}

export async function markDigested(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await (work.db as Db)
    .updateTable('correspondence.message')
    .set((eb) => ({ suppression: 'digested', version: eb('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .where(visibleTo(work.actor, 'correspondence.message.compartment_id'))
    .execute();
}

/** How many automatic mails left since a moment, to one address or to all, whatever their compartment. */
export async function countAutomaticSince(
  reading: Pick<Reading, 'db'>,
  recipient: string | null,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select correspondence.automatic_since(${recipient}::text, ${since}::timestamptz) as count`.execute(reading.db);
  return rows[0]?.count ?? 0;
}

type Row = Omit<Selectable<DB['correspondence.message']>, 'attachment_count' | 'compartment_id' | 'template'>;

export function toMessage(row: Row): Message {
  return {
    id: row.id,
    subjectId: row.subject_id,
    version: row.version,
    direction: row.direction as Message['direction'],
    via: row.via as Message['via'],
    purpose: row.purpose as Message['purpose'],
    isAutomatic: row.is_automatic,
    state: row.state as MessageState,
    suppression: row.suppression as Message['suppression'],
    author: row.author as Message['author'],
    from: row.direction === 'in' ? { name: row.from_name, address: row.from_address } : null,
    recipient: row.recipient,
    title: row.title,
    text: row.text,
    isTextFromHtml: row.is_text_from_html,
    locale: row.locale as Message['locale'],
    tlp: row.tlp as Message['tlp'],
    messageId: row.message_id,
    inReplyTo: row.in_reply_to,
    references: row.refs,
    knownBy: row.known_by as Message['knownBy'],
    automaticSign: row.automatic_sign as Message['automaticSign'],
    inboundMailId: row.inbound_mail_id,
    originalFileId: row.original_file_id,
    linkSubjectId: row.link_subject_id,
    overrideReason: row.override_reason,
    attempts: row.attempts,
    lastProblem: row.last_problem,
    queuedAt: row.queued_at,
    sentAt: row.sent_at,
    bouncedAt: row.bounced_at,
  };
}
