import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, wholesAbove } from '../../../platform/subjects/index.ts';
import type { Instruction } from './instruction.model.ts';
import { instructionsSentByOrder } from './instruction.store.ts';
import type { Task } from './task.model.ts';
import { withMerged } from './task.queries.ts';
import { tasksBegunByOrder } from './task.store.ts';

/**
 * What was begun or sent by a decision on a record, on what it is part of, and on the parts of that: tasks that are not done
 * yet, and instructions that wait for somebody.
 */
export async function followedOn(
  reading: Reading,
  subjectId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<{ readonly tasks: readonly Task[]; readonly instructions: readonly Instruction[] }> {
  const above = await wholesAbove(reading, { parentId: asId<'Subject'>(subjectId) });
  const ids = await withMerged(reading, await findSubject(reading, above.at(-1) ?? subjectId));
  return {
    tasks: await tasksBegunByOrder(reading, ids, options),
    instructions: await instructionsSentByOrder(reading, ids, options),
  };
}
