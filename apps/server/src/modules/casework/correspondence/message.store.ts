import type { Locale, MessageState, MessageTemplate, SuppressionReason } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Message } from './message.model.ts';

type Db = Tables<'correspondence.message'>;

export async function insertMessage(
  work: Work,
  message: Omit<Message, 'version' | 'attempts' | 'lastProblem' | 'queuedAt' | 'sentAt'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('correspondence.message')
    .values({
      id: message.id,
      subject_id: message.subjectId,
      template: message.template,
      state: message.state,
      suppression: message.suppression,
      recipient: message.recipient,
      title: message.title,
      text: message.text,
      locale: message.locale,
      message_id: message.messageId,
      in_reply_to: message.inReplyTo,
      queued_at: work.now,
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

export async function listMessages(
  reading: Reading,
  asked: { readonly subjectId: SubjectId; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<Message>> {
  const messages = (reading.db as Db)
    .selectFrom('correspondence.message')
    .where('subject_id', '=', asked.subjectId)
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'));
  const rows = await keyset(messages, { column: 'queued_at', idColumn: 'id', direction: 'desc', cursor: asked.cursor })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toMessage), total: await totalOf(messages.select('id')) };
}

/** How many automatic mails left since a moment, to one address or to all, whatever their compartment. */
export async function countAutomaticSince(work: Work, recipient: string | null, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select correspondence.automatic_since(${recipient}::text, ${since}::timestamptz) as count`.execute(work.db);
  return rows[0]?.count ?? 0;
}

type Row = {
  id: string;
  subject_id: string;
  version: number;
  template: string;
  state: string;
  suppression: string | null;
  recipient: string | null;
  title: string;
  text: string;
  locale: string;
  message_id: string;
  in_reply_to: string | null;
  attempts: number;
  last_problem: string | null;
  queued_at: Date;
  sent_at: Date | null;
};

function toMessage(row: Row): Message {
  return {
    id: row.id,
    subjectId: row.subject_id,
    version: row.version,
    template: row.template as MessageTemplate,
    state: row.state as MessageState,
    suppression: row.suppression as SuppressionReason | null,
    recipient: row.recipient,
    title: row.title,
    text: row.text,
    locale: row.locale as Locale,
    messageId: row.message_id,
    inReplyTo: row.in_reply_to,
    attempts: row.attempts,
    lastProblem: row.last_problem,
    queuedAt: row.queued_at,
    sentAt: row.sent_at,
  };
}
