import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { actionKind } from '../../governance/authority/index.ts';
import { recordAct } from '../journal/index.ts';
import { followedOn } from './followed.queries.ts';
import type { Instruction } from './instruction.model.ts';
import { updateOrderEnded } from './instruction.store.ts';
import type { Action, Order } from './order.model.ts';
import { ordersOf } from './order.queries.ts';
import { isSameAction } from './order.rules.ts';
import type { Task } from './task.model.ts';
import { markOrderEnded } from './task.store.ts';

/** Notes in the journal that a task is of another kind from now on: whether it waits for a decision hangs on that. */
export async function noteActionChange(
  work: Work,
  task: Pick<Task, 'title' | 'subjectId' | 'action'>,
  action: Action | null,
): Promise<void> {
  if (isSameAction(task.action, action)) return;
  const { locale } = await readSettings(work.db);
  const name = action === null ? '' : (actionKind(action.kind)?.name[locale] ?? action.kind);
  await recordAct(work, asId<'Subject'>(task.subjectId), {
    code: action === null ? 'task.action-removed' : 'task.action-set',
    params: { title: task.title, name, target: action?.target.system ?? '' },
  });
}

/** What was begun or sent by a decision, with how that stands now. */
type Followed = {
  readonly tasks: readonly (readonly [Task, Order | null])[];
  readonly instructions: readonly (readonly [Instruction, Order | null])[];
};

/**
 * Follows the decisions of a record: what was begun or sent by one that stands no more says so from now on, once, in the
 * journal and to whoever has it in hand; and no more when another decision orders the same.
 */
export const followOrders = defineCommand({
  id: 'tasks.follow-orders',
  async load(work: Work, { subjectId }: { readonly subjectId: string }): Promise<Followed> {
    const { tasks, instructions } = await followedOn(work, subjectId, { forUpdate: true });
    const orders = await ordersOf(work, [...tasks, ...instructions]);
    return {
      tasks: tasks.map((task, at) => [task, orders[at] ?? null] as const),
      instructions: instructions.map((one, at) => [one, orders[tasks.length + at] ?? null] as const),
    };
  },
  permit: permitAll,
  decide: ({ tasks, instructions }) => ({
    tasks: tasks.filter(([{ orderEndedAt }, order]) => (orderEndedAt !== null) !== (order?.state === 'ended')),
    instructions: instructions.filter(
      ([{ orderEndedAt }, order]) => (orderEndedAt !== null) !== (order?.state === 'ended'),
    ),
  }),
  async record(work, { change: { tasks, instructions }, input }) {
    for (const [task, order] of tasks) {
      const isOver = order?.state === 'ended';
      await markOrderEnded(work, task.id, isOver ? work.now : null);
      work.fact({ kind: 'task.changed', taskId: task.id }, asId<'Subject'>(task.subjectId));
      if (!isOver) continue;
      await recordAct(work, asId<'Subject'>(task.subjectId), {
        code: 'task.order-ended',
        params: { title: task.title, number: order?.decision?.number ?? '' },
      });
      work.fact(
        { kind: 'task.order-ended', taskId: task.id, accountId: task.assigneeId },
        asId<'Subject'>(task.subjectId),
      );
    }
    for (const [instruction, order] of instructions) {
      const isOver = order?.state === 'ended';
      await updateOrderEnded(work, instruction.id, isOver ? work.now : null);
      work.fact({ kind: 'instruction.changed', instructionId: instruction.id }, asId<'Subject'>(instruction.subjectId));
      if (!isOver) continue;
      await recordAct(work, asId<'Subject'>(instruction.subjectId), {
        code: 'instruction.order-ended',
        lane: 'communication',
        params: { title: instruction.title, number: order?.decision?.number ?? '' },
      });
      const accountId = instruction.sentBy.kind === 'user' ? instruction.sentBy.id : null;
      work.fact(
        { kind: 'instruction.order-ended', instructionId: instruction.id, accountId },
        asId<'Subject'>(instruction.subjectId),
      );
    }
    return {
      subjectId: asId<'Subject'>(input.subjectId),
      audit: {
        taskIds: tasks.map(([{ id }]) => id),
        instructionIds: instructions.map(([{ id }]) => id),
      },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});
