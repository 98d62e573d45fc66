import type { InstructionFilter, InstructionKind, InstructionSource } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Counts, Instruction } from './instruction.model.ts';
import { actionColumns, toAction } from './task.store.ts';

type Db = Tables<'tasks.instruction'>;

export async function insertInstruction(
  work: Work,
  instruction: Omit<
    Instruction,
    'version' | 'compartmentId' | 'withdrawn' | 'sentAt' | 'sentBy' | 'dueKey' | 'orderEndedAt'
  >,
): Promise<void> {
  const { counts, clock } = instruction;
  await (work.db as Db)
    .insertInto('tasks.instruction')
    .values({
      id: instruction.id,
      subject_id: instruction.subjectId,
      number: instruction.number,
      kind: instruction.kind,
      title: instruction.title,
      what: instruction.what,
      why: instruction.why,
      caution: instruction.caution,
      report_back: instruction.reportBack,
      due_at: instruction.dueAt,
      ...actionColumns(instruction.action),
      decision_id: instruction.decisionId,
      ordered: instruction.ordered === null ? null : JSON.stringify(instruction.ordered),
      remind_after: clock.remindAfter,
      remind_before: clock.remindBefore,
      escalate_after: clock.escalateAfter,
      source_kind: instruction.source.kind,
      source_label: instruction.source.label,
      source_id: instruction.source.id,
      sent_at: work.now,
      sent_by: JSON.stringify(actorLink(work.actor)),
      ...counts,
    })
    .execute();
}

/** Finds an instruction that the actor may see; refuses with `record.find.not-found`. */
export async function findInstruction(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Instruction> {
  const query = (reading.db as Db)
    .selectFrom('tasks.instruction')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'tasks.instruction.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toInstruction(row);
}

export type InstructionSort = 'newest' | 'due';
type Query = SelectQueryBuilder<Pick<DB, 'tasks.instruction'>, 'tasks.instruction', object>;

/** A page of instructions: of records, or of all that the actor sees. */
export async function listInstructions(
  reading: Reading,
  asked: {
    readonly subjectIds: readonly string[] | undefined;
    readonly show: InstructionFilter | undefined;
    /** Only what came from these. */
    readonly sourceIds?: readonly string[] | undefined;
    readonly sort: InstructionSort;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Instruction>> {
  let instructions: Query = (reading.db as Db)
    .selectFrom('tasks.instruction')
    .where(visibleTo(reading.actor, 'tasks.instruction.compartment_id'));
  if (asked.subjectIds !== undefined) instructions = instructions.where('subject_id', 'in', [...asked.subjectIds]);
  if (asked.sourceIds !== undefined) instructions = instructions.where('source_id', 'in', [...asked.sourceIds]);
  if (asked.show !== undefined) instructions = instructions.where(shown(asked.show, reading.now));
  const order =
    asked.sort === 'due'
      ? ({ column: 'due_key', direction: 'asc' } as const)
      : ({ column: 'sent_at', direction: 'desc' } as const);
  const rows = await keyset(instructions, { ...order, idColumn: 'id', cursor: asked.cursor })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toInstruction), total: await totalOf(instructions.select('id')) };
}

function shown(show: InstructionFilter, now: Date) {
  switch (show) {
    case 'silent':
      return sql<boolean>`silent > 0`;
    case 'refused':
      return sql<boolean>`refused > 0`;
    case 'undelivered':
      return sql<boolean>`undelivered > 0`;
    case 'open':
      return sql<boolean>`waiting > 0`;
    case 'overdue':
      return sql<boolean>`waiting > 0 and due_key < ${now}::timestamptz`;
  }
}

/** How many instructions have recipients who have said nothing; counted to 1,000. */
export async function countSilent(reading: Reading): Promise<number> {
  const silent = (reading.db as Db)
    .selectFrom('tasks.instruction')
    .select('id')
    .where(sql<boolean>`silent > 0`)
    .where(visibleTo(reading.actor, 'tasks.instruction.compartment_id'));
  return (await totalOf(silent)).count;
}

/** The instructions of some records that were sent by a decision and wait for somebody, in the order of their ids. */
export async function instructionsSentByOrder(
  reading: Reading,
  subjectIds: readonly string[],
  options: { readonly forUpdate?: boolean } = {},
): Promise<readonly Instruction[]> {
  if (subjectIds.length === 0) return [];
  const query = (reading.db as Db)
    .selectFrom('tasks.instruction')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where('decision_id', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`waiting > 0`)
    .where(visibleTo(reading.actor, 'tasks.instruction.compartment_id'))
    .orderBy('id');
  const rows = await (options.forUpdate === true ? query.forUpdate() : query).execute();
  return rows.map(toInstruction);
}

/** Writes since when the decision of an instruction stands no more, as `markOrderEnded` does; null: one stands again. */
export async function updateOrderEnded(work: Work, id: string, at: Date | null): Promise<void> {
  await (work.db as Db)
    .updateTable('tasks.instruction')
    .set({ order_ended_at: at })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.instruction.compartment_id'))
    .execute();
}

/** Writes what its recipients come to. */
export async function updateCounts(work: Work, id: string, counts: Counts): Promise<void> {
  await (work.db as Db)
    .updateTable('tasks.instruction')
    .set((eb) => ({ ...counts, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.instruction.compartment_id'))
    .execute();
}

export async function updateWithdrawn(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('tasks.instruction')
    .set({
      withdrawn_at: work.now,
      withdrawn_by: JSON.stringify(actorLink(work.actor)),
      withdrawn_reason: reason,
    })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.instruction.compartment_id'))
    .execute();
}

export function toInstruction(row: Selectable<DB['tasks.instruction']>): Instruction {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    number: row.number,
    kind: row.kind as InstructionKind,
    title: row.title,
    what: row.what,
    why: row.why,
    caution: row.caution,
    reportBack: row.report_back,
    dueAt: row.due_at,
    dueKey: row.due_key,
    action: toAction(row),
    decisionId: row.decision_id,
    ordered: row.ordered as Instruction['ordered'],
    orderEndedAt: row.order_ended_at,
    clock: { remindAfter: row.remind_after, remindBefore: row.remind_before, escalateAfter: row.escalate_after },
    source: { kind: row.source_kind as InstructionSource, label: row.source_label, id: row.source_id },
    sentAt: row.sent_at,
    sentBy: row.sent_by as Instruction['sentBy'],
    withdrawn:
      row.withdrawn_at === null
        ? null
        : {
            at: row.withdrawn_at,
            by: row.withdrawn_by as Instruction['sentBy'],
            reason: row.withdrawn_reason ?? '',
          },
    counts: {
      total: row.total,
      silent: row.silent,
      refused: row.refused,
      undelivered: row.undelivered,
      done: row.done,
      waiting: row.waiting,
    },
  };
}
