import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, isRefusal, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { noteActionChange } from './order.commands.ts';
import { askForAll, askWaiting, decideAction } from './order.queries.ts';
import { type Asked, decideGuarded, isBegun, isSameAction, notAsked, type Waiting } from './order.rules.ts';
import { recordMove, tellAssigned, unableAt } from './task.commands.ts';
import type { Task } from './task.model.ts';
import { showTasks } from './task.queries.ts';
import { findTasks, updateTask } from './task.store.ts';

type Bulk = BodyOf<RouteWith<'tasks.bulk'>>;
type BulkLoaded = {
  readonly tasks: readonly Task[];
  readonly isUnable: boolean;
  /** They lie in several compartments: one entry in the audit log could not tell of all without telling too much. */
  readonly isSpread: boolean;
  /** What authority says of each, in their order. */
  readonly asked: readonly Asked[];
  /** What each waits for where its action is to become another one, in their order. */
  readonly waiting: readonly (Waiting | null)[];
};

/** The same act on several tasks, all of them or none. What has the wanted state already is left as it is. */
export const bulkTasks = defineCommand({
  id: 'tasks.bulk',
  async load(work: Work, input: Bulk): Promise<BulkLoaded> {
    const ids = [...new Set(input.ids)];
    const tasks = await findTasks(work, ids, { forUpdate: true });
    if (tasks.length !== ids.length) refuse('record.find.not-found');
    for (const subjectId of new Set(tasks.map((task) => task.subjectId))) await findSubject(work, subjectId);
    const [compartmentId = 0, ...others] = new Set(tasks.map((task) => task.compartmentId));
    const isUnable = input.act === 'assign' && (await unableAt(work, compartmentId, [input.assigneeId]));
    const asked = input.act === 'state' && isBegun(input.state) ? await askForAll(work, tasks) : [];
    const waiting: (Waiting | null)[] = [];
    if (input.act === 'action') for (const task of tasks) waiting.push(await askWaiting(work, task));
    return { tasks, isUnable, isSpread: others.length > 0, asked, waiting };
  },
  permit: permitAll,
  decide({ tasks, isUnable, isSpread, asked, waiting }, input) {
    if (isSpread) return refusal('tasks.bulk.several-compartments');
    if (isUnable) return refusal('tasks.assign.cannot-work');
    if (input.act === 'action')
      for (const [at, task] of tasks.entries()) {
        const refused = decideAction(task, input.action, { path: 'body.action', waiting: waiting[at] ?? null });
        if (refused !== null) return refused;
      }
    if (input.act !== 'state') return { moves: [] };
    const moves = [];
    for (const [at, task] of tasks.entries()) {
      if (task.state === input.state) continue;
      const move = decideGuarded(task, input, asked[at] ?? notAsked);
      if (isRefusal(move)) return move;
      moves.push({ task, move });
    }
    return { moves };
  },
  async record(work, { loaded: { tasks }, change: { moves }, input }) {
    switch (input.act) {
      case 'state':
        for (const { task, move } of moves) await recordMove(work, task, move);
        break;
      case 'action':
        for (const task of tasks) {
          if (isSameAction(task.action, input.action)) continue;
          await updateTask(work, task.id, { action: input.action });
          await noteActionChange(work, task, input.action);
          work.fact({ kind: 'task.changed', taskId: task.id }, asId<'Subject'>(task.subjectId));
        }
        break;
      case 'assign':
      case 'due': {
        const change =
          input.act === 'assign'
            ? { assigneeId: input.assigneeId }
            : { dueAt: input.dueAt === null ? null : new Date(input.dueAt) };
        for (const task of tasks) {
          await updateTask(work, task.id, change);
          tellAssigned(work, task, change.assigneeId);
          work.fact({ kind: 'task.changed', taskId: task.id }, asId<'Subject'>(task.subjectId));
        }
        break;
      }
    }
    const subjectIds = [...new Set(tasks.map((task) => task.subjectId))];
    const [first] = subjectIds;
    const { ids, ...rest } = input;
    return {
      // One entry tells of all; where they are on several records of the compartment it stands with the first.
      subjectId: first === undefined ? null : asId<'Subject'>(first),
      audit: { ...rest, taskIds: ids, subjectIds },
      facts: [],
      result: input.ids,
    };
  },
  show: (work, ids) => showTasks(work, ids),
});
