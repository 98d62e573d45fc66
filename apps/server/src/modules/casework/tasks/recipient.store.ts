import type { InstructionState, Locale } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import type { Selectable } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { Answer, DispatchPurpose, NewRecipient, Recipient, RecipientTimes } from './instruction.model.ts';
import type { ActorName } from './task.model.ts';

type Db = Tables<'tasks.recipient' | 'tasks.answer' | 'tasks.dispatch'>;

export async function insertRecipient(
  work: Work,
  recipient: NewRecipient & Pick<Recipient, 'id' | 'instructionId' | 'subjectId' | 'rank' | 'number' | 'state'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('tasks.recipient')
    .values({
      id: recipient.id,
      instruction_id: recipient.instructionId,
      subject_id: recipient.subjectId,
      rank: recipient.rank,
      number: recipient.number,
      name: recipient.name,
      department: recipient.department,
      address: recipient.address,
      locale: recipient.locale,
      superior_name: recipient.superior?.name ?? null,
      superior_address: recipient.superior?.address ?? null,
      state: recipient.state,
      queued_at: work.now,
    })
    .execute();
}

/** Finds a recipient that the actor may see; refuses with `record.find.not-found`. */
export async function findRecipient(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Recipient> {
  const query = (reading.db as Db)
    .selectFrom('tasks.recipient')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'tasks.recipient.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toRecipient(row);
}

/** The recipients of instructions, in the order in which they were named. */
export async function listRecipients(
  reading: Reading,
  instructionIds: readonly string[],
): Promise<readonly Recipient[]> {
  if (instructionIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('tasks.recipient')
    .selectAll()
    .where('instruction_id', 'in', [...instructionIds])
    .where(visibleTo(reading.actor, 'tasks.recipient.compartment_id'))
    .orderBy('instruction_id')
    .orderBy('rank')
    .execute();
  return rows.map(toRecipient);
}

export type RecipientChange = Partial<RecipientTimes> & {
  readonly state: InstructionState;
  readonly problem?: string | null;
  readonly address?: string;
  readonly isEscalationTold?: boolean;
  readonly handed?: { readonly means: string };
};

export async function updateRecipient(work: Work, id: string, change: RecipientChange): Promise<void> {
  const { handed } = change;
  const set = {
    state: change.state,
    problem: change.problem,
    address: change.address,
    is_escalation_told: change.isEscalationTold,
    queued_at: change.queuedAt,
    sent_at: change.sentAt,
    withheld_at: change.withheldAt,
    bounced_at: change.bouncedAt,
    opened_at: change.openedAt,
    acknowledged_at: change.acknowledgedAt,
    refused_at: change.refusedAt,
    done_at: change.doneAt,
    withdrawn_at: change.withdrawnAt,
    reminded_at: change.remindedAt,
    due_reminded_at: change.dueRemindedAt,
    escalated_at: change.escalatedAt,
    ...(handed === undefined
      ? {}
      : {
          handed_at: work.now,
          handed_by: JSON.stringify(actorLink(work.actor)),
          handed_means: handed.means,
        }),
  };
  await (work.db as Db)
    .updateTable('tasks.recipient')
    .set(Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.recipient.compartment_id'))
    .execute();
}

export async function insertAnswer(
  work: Work,
  answer: Omit<Answer, 'id' | 'recordedAt'> & { readonly subjectId: SubjectId },
): Promise<string> {
  const id = work.newId<'Answer'>();
  await (work.db as Db)
    .insertInto('tasks.answer')
    .values({
      id,
      recipient_id: answer.recipientId,
      subject_id: answer.subjectId,
      kind: answer.kind,
      text: answer.text,
      occurred_at: answer.occurredAt,
      recorded_at: work.now,
      author: JSON.stringify(answer.author),
      is_by_hand: answer.isByHand,
      files: JSON.stringify(answer.files),
    })
    .execute();
  return id;
}

/** What recipients said, in the order in which it was recorded. */
export async function listAnswers(reading: Reading, recipientIds: readonly string[]): Promise<readonly Answer[]> {
  if (recipientIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('tasks.answer')
    .selectAll()
    .where('recipient_id', 'in', [...recipientIds])
    .where(visibleTo(reading.actor, 'tasks.answer.compartment_id'))
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recipientId: row.recipient_id,
    kind: row.kind as Answer['kind'],
    text: row.text,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    author: row.author as ActorName,
    isByHand: row.is_by_hand,
    files: row.files as unknown as Answer['files'],
  }));
}

export async function insertDispatch(
  work: Work,
  dispatch: {
    readonly recipientId: string;
    readonly subjectId: string;
    readonly messageId: string;
    readonly purpose: DispatchPurpose;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('tasks.dispatch')
    .values({
      id: work.newId<'Dispatch'>(),
      recipient_id: dispatch.recipientId,
      subject_id: dispatch.subjectId,
      message_id: dispatch.messageId,
      purpose: dispatch.purpose,
      queued_at: work.now,
    })
    .execute();
}

/** For whom a mail was sent, if it was one of these; null for every other mail. */
export async function findDispatch(
  reading: Reading,
  messageId: string,
): Promise<{ readonly recipientId: string; readonly purpose: DispatchPurpose; readonly queuedAt: Date } | null> {
  const row = await (reading.db as Db)
    .selectFrom('tasks.dispatch')
    .select(['recipient_id', 'purpose', 'queued_at'])
    .where('message_id', '=', messageId)
    .where(visibleTo(reading.actor, 'tasks.dispatch.compartment_id'))
    .executeTakeFirst();
  if (row === undefined) return null;
  return { recipientId: row.recipient_id, purpose: row.purpose as DispatchPurpose, queuedAt: row.queued_at };
}

function toRecipient(row: Selectable<DB['tasks.recipient']>): Recipient {
  return {
    id: row.id,
    instructionId: row.instruction_id,
    subjectId: row.subject_id,
    rank: row.rank,
    number: row.number,
    name: row.name,
    department: row.department,
    address: row.address,
    locale: row.locale as Locale,
    superior: row.superior_address === null ? null : { name: row.superior_name ?? '', address: row.superior_address },
    state: row.state as InstructionState,
    problem: row.problem,
    times: {
      queuedAt: row.queued_at,
      sentAt: row.sent_at,
      withheldAt: row.withheld_at,
      bouncedAt: row.bounced_at,
      openedAt: row.opened_at,
      acknowledgedAt: row.acknowledged_at,
      refusedAt: row.refused_at,
      doneAt: row.done_at,
      withdrawnAt: row.withdrawn_at,
      remindedAt: row.reminded_at,
      dueRemindedAt: row.due_reminded_at,
      escalatedAt: row.escalated_at,
    },
    isEscalationTold: row.is_escalation_told,
    handed:
      row.handed_at === null
        ? null
        : { at: row.handed_at, by: row.handed_by as ActorName, means: row.handed_means ?? '' },
  };
}
