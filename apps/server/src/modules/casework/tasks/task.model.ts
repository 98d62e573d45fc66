import type { TaskPriority, TaskSource, TaskState } from '@matoi/contract';
import type { Action } from './order.model.ts';

export type ActorName = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

export type ChecklistItem = { readonly text: string; readonly isDone: boolean };

/** Where a task came from: its kind, a name to show (a step of a playbook), and the id of what it came from. */
export type Source = { readonly kind: TaskSource; readonly label: string | null; readonly id: string | null };

/** Something that somebody of the team has to do about a record. */
export type Task = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly title: string;
  readonly text: string;
  readonly state: TaskState;
  readonly reason: string | null;
  readonly priority: TaskPriority;
  readonly assigneeId: string | null;
  readonly dueAt: Date | null;
  /** The due time, or the end of time without one: the order of lists. */
  readonly dueKey: Date;
  readonly rank: number;
  readonly checklist: readonly ChecklistItem[];
  readonly action: Action | null;
  /** The decision by which it was begun; null while it is not, and where none was needed. */
  readonly decisionId: string | null;
  /** Since when that decision stands no more, and this was told. */
  readonly orderEndedAt: Date | null;
  readonly source: Source;
  readonly createdAt: Date;
  readonly createdBy: ActorName;
  readonly endedAt: Date | null;
  readonly endedBy: ActorName | null;
};

export type NewTask = Pick<Task, 'title' | 'text' | 'priority' | 'assigneeId' | 'dueAt' | 'checklist' | 'action'>;
