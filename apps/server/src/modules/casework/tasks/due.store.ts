import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Instruction } from './instruction.model.ts';
import { toInstruction } from './instruction.store.ts';
import type { Task } from './task.model.ts';
import { toTask } from './task.store.ts';

type Db = Tables<'tasks.task' | 'tasks.instruction'>;

/** Open tasks of all records that have a due time, the nearest first. */
export async function openTasksWithDue(reading: Reading, limit: number): Promise<Page<Task>> {
  const tasks = (reading.db as Db)
    .selectFrom('tasks.task')
    // Written as the partial index has it.
    .where(sql<boolean>`state in ('open', 'in-progress')`)
    .where('due_at', 'is not', null)
    .where(visibleTo(reading.actor, 'tasks.task.compartment_id'));
  const rows = await tasks.selectAll().orderBy('due_key').orderBy('id').limit(limit).execute();
  return { rows: rows.map(toTask), total: await totalOf(tasks.select('id')) };
}

export type WaitingFor = 'due' | 'word' | 'end';

/**
 * Instructions that wait for somebody, the nearest due time first: all that have one (`due`), those with recipients who
 * have said nothing (`word`), and those where everybody has said something and somebody is not done (`end`).
 */
export async function waitingInstructions(
  reading: Reading,
  asked: { readonly waitingFor: WaitingFor; readonly limit: number },
): Promise<Page<Instruction>> {
  const instructions = (reading.db as Db)
    .selectFrom('tasks.instruction')
    .where(sql<boolean>`waiting > 0`)
    .where(conditions[asked.waitingFor])
    .where(visibleTo(reading.actor, 'tasks.instruction.compartment_id'));
  const rows = await instructions.selectAll().orderBy('due_key').orderBy('id').limit(asked.limit).execute();
  return { rows: rows.map(toInstruction), total: await totalOf(instructions.select('id')) };
}

const conditions = {
  due: sql<boolean>`due_at is not null`,
  word: sql<boolean>`silent > 0`,
  end: sql<boolean>`silent = 0`,
} as const satisfies Readonly<Record<WaitingFor, unknown>>;
