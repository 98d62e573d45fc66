import { openTaskStates } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Page, Total } from '../../../platform/lists/index.ts';
import { openTasksWithDue, waitingInstructions } from './due.store.ts';
import type { Instruction, Recipient } from './instruction.model.ts';
import { bySilence, isWaiting } from './instruction.rules.ts';
import { listRecipients } from './recipient.store.ts';
import type { Task } from './task.model.ts';
import { listTasks } from './task.store.ts';

/** Open tasks of all records that have a due time, the nearest first. */
export function tasksDue(reading: Reading, limit: number): Promise<Page<Task>> {
  return openTasksWithDue(reading, limit);
}

/** What the actor has to do over all records, the nearest due time first, then what has none. */
export async function ownTasks(reading: Reading, limit: number): Promise<Page<Task>> {
  const page = await listTasks(reading, {
    filters: {
      subjectIds: undefined,
      states: openTaskStates,
      assigneeId: reading.actor.id,
      due: undefined,
      zone: 'UTC',
    },
    sort: 'due',
    cursor: null,
    limit,
  });
  return { ...page, rows: page.rows.slice(0, limit) };
}

/** Instructions that wait for somebody and have a due time, the nearest first. */
export function instructionsDue(reading: Reading, limit: number): Promise<Page<Instruction>> {
  return waitingInstructions(reading, { waitingFor: 'due', limit });
}

/** An instruction and, of its recipients who could still say something, the one who is furthest from it. */
export type WaitingInstruction = { readonly instruction: Instruction; readonly first: Recipient | null };

/** Instructions that wait for somebody: those with silent recipients first, each by due time. `silent` counts these. */
export async function instructionsWaiting(
  reading: Reading,
  limit: number,
): Promise<Page<WaitingInstruction> & { readonly silent: Total }> {
  const silent = await waitingInstructions(reading, { waitingFor: 'word', limit });
  const heard = await waitingInstructions(reading, { waitingFor: 'end', limit });
  const shown = [...silent.rows, ...heard.rows].slice(0, limit);
  const recipients = await listRecipients(
    reading,
    shown.map(({ id }) => id),
  );
  return {
    rows: shown.map((instruction) => {
      const own = recipients.filter(({ instructionId, state }) => instructionId === instruction.id && isWaiting(state));
      return { instruction, first: bySilence(own)[0] ?? null };
    }),
    total: sumOf(silent.total, heard.total),
    silent: silent.total,
  };
}

/** How far lists are counted. */
const counted = 1_000;

function sumOf(one: Total, other: Total): Total {
  const count = one.count + other.count;
  return { count: Math.min(count, counted), isMore: count > counted || one.isMore || other.isMore };
}
