import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Task } from './task.model.ts';
import { isOverdueTask } from './task.rules.ts';

type TaskView = ResponseOf<RouteWith<'tasks.show'>>;

/** What tasks name: records and people. */
export type TaskNames = {
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  readonly accounts: ReadonlyMap<string, string>;
};

/** A task as the contract describes it. */
export function viewTask(
  task: Task,
  { subjects, accounts }: TaskNames,
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
    source: { ...task.source },
    createdAt: task.createdAt.toISOString(),
    createdBy: task.createdBy,
    endedAt: task.endedAt?.toISOString() ?? null,
    endedBy: task.endedBy,
    can: { change: given.actor.permissions.has('tasks.change') },
  };
}
