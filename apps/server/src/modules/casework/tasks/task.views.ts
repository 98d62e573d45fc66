import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Order } from './order.model.ts';
import type { Task } from './task.model.ts';
import { isOverdueTask } from './task.rules.ts';

type TaskView = ResponseOf<RouteWith<'tasks.show'>>;

/** What tasks name: records and people. */
export type TaskNames = {
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  readonly accounts: ReadonlyMap<string, string>;
  /** How their actions stand, by the id of the task. */
  readonly orders: ReadonlyMap<string, Order>;
};

/** An order as the contract describes it. */
export function viewOrder(order: Order | null): TaskView['order'] {
  if (order === null) return null;
  const { state, decision } = order;
  if (decision === null || decision.decision === null) return { state, decision: null };
  const { id, number, question, kind, target, evidenceLost } = decision;
  const { by, at } = decision.decision;
  return { state, decision: { id, number, question, kind, by: by.name, at, target: { ...target }, evidenceLost } };
}

/** A task as the contract describes it. */
export function viewTask(
  task: Task,
  { subjects, accounts, orders }: TaskNames,
  given: { readonly actor: Pick<Actor, 'permissions'>; readonly now: Date },
): TaskView {
  const subject = subjects.get(task.subjectId);
  if (subject === undefined) throw new TypeError(`the record of task ${task.id} was not loaded`);
  return {
    id: task.id,
    version: task.version,
    subject,
    title: task.title,
    text: task.text,
    state: task.state,
    reason: task.reason,
    priority: task.priority,
    assignee: task.assigneeId === null ? null : { id: task.assigneeId, name: accounts.get(task.assigneeId) ?? '' },
    dueAt: task.dueAt?.toISOString() ?? null,
    isOverdue: isOverdueTask(task, given.now),
    checklist: task.checklist.map((item) => ({ ...item })),
    action: task.action === null ? null : { kind: task.action.kind, target: { ...task.action.target } },
    order: viewOrder(orders.get(task.id) ?? null),
    source: { ...task.source },
    createdAt: task.createdAt.toISOString(),
    createdBy: task.createdBy,
    endedAt: task.endedAt?.toISOString() ?? null,
    endedBy: task.endedBy,
    can: { change: given.actor.permissions.has('tasks.change') },
  };
}
