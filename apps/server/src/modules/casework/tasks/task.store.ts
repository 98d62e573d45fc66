import type { TaskDue, TaskSort, TaskState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Action } from './order.model.ts';
import type { NewTask, Source, Task } from './task.model.ts';

type Db = Tables<'tasks.task'>;

const openStates = ['open', 'in-progress'];

/** Writes tasks at the end of those of their record, in their order; answers their ids. */
export async function insertTasks(
  work: Work,
  subjectId: SubjectId,
  tasks: readonly (NewTask & { readonly source: Source })[],
): Promise<readonly string[]> {
  if (tasks.length === 0) return [];
  const last = await (work.db as Db)
    .selectFrom('tasks.task')
    .select((eb) => eb.fn.max<number | null>('rank').as('rank'))
    .where('subject_id', '=', subjectId)
    .where(visibleTo(work.actor, 'tasks.task.compartment_id'))
    .executeTakeFirst();
  const from = last?.rank ?? 0;
  const rows = tasks.map((task, at) => ({
    id: work.newId<'Task'>(),
    subject_id: subjectId,
    title: task.title,
    text: task.text,
    priority: task.priority,
    assignee_id: task.assigneeId,
    due_at: task.dueAt,
    rank: from + at + 1,
    checklist: JSON.stringify(task.checklist),
    ...actionColumns(task.action),
    source_kind: task.source.kind,
    source_label: task.source.label,
    source_id: task.source.id,
    created_at: work.now,
    created_by: JSON.stringify(actorLink(work.actor)),
  }));
  await (work.db as Db).insertInto('tasks.task').values(rows).execute();
  return rows.map(({ id }) => id);
}

/** The columns of an action, in both tables. */
export function actionColumns(action: Action | null) {
  return {
    action_kind: action?.kind ?? null,
    action_target: action === null ? null : JSON.stringify(action.target),
  };
}

/** The action that a row of either table names. */
export function toAction(row: { readonly action_kind: string | null; readonly action_target: unknown }): Action | null {
  return row.action_kind === null ? null : { kind: row.action_kind, target: row.action_target as Action['target'] };
}

/** Finds a task that the actor may see; refuses with `record.find.not-found`. */
export async function findTask(reading: Reading, id: string, options: { forUpdate?: boolean } = {}): Promise<Task> {
  const [task] = await findTasks(reading, [id], options);
  return task ?? refuse('record.find.not-found');
}

/** Finds tasks that the actor may see, locked in the order of their ids where that is asked for; the rest is left out. */
export async function findTasks(
  reading: Reading,
  ids: readonly string[],
  options: { forUpdate?: boolean } = {},
): Promise<readonly Task[]> {
  if (ids.length === 0) return [];
  const query = (reading.db as Db)
    .selectFrom('tasks.task')
    .selectAll()
    .where('id', 'in', [...ids])
    .where(visibleTo(reading.actor, 'tasks.task.compartment_id'))
    .orderBy('id');
  const rows = await (options.forUpdate === true ? query.forUpdate() : query).execute();
  return rows.map(toTask);
}

export type TaskFilters = {
  readonly subjectIds: readonly string[] | undefined;
  readonly states: readonly TaskState[] | undefined;
  /** An account, null for nobody, undefined for anybody. */
  readonly assigneeId: string | null | undefined;
  readonly due: TaskDue | undefined;
  /** A kind of action, or `any` for what has one. */
  readonly action?: string | undefined;
  /** Words of title or text, all of them; width and case do not matter. */
  readonly text?: string | undefined;
  /** Of the team: its days decide what is due today. */
  readonly zone: string;
};

type Query = SelectQueryBuilder<Pick<DB, 'tasks.task'>, 'tasks.task', object>;

function filtered(reading: Reading, filters: TaskFilters): Query {
  let tasks: Query = (reading.db as Db)
    .selectFrom('tasks.task')
    .where(visibleTo(reading.actor, 'tasks.task.compartment_id'));
  if (filters.subjectIds !== undefined) tasks = tasks.where('subject_id', 'in', [...filters.subjectIds]);
  // Written as the partial indexes have it: what is open is asked for most.
  const isOpen =
    filters.states?.length === 2 && openStates.every((state) => filters.states?.some((one) => one === state));
  if (isOpen) tasks = tasks.where(sql<boolean>`state in ('open', 'in-progress')`);
  else if (filters.states !== undefined) tasks = tasks.where('state', 'in', [...filters.states]);
  if (filters.assigneeId === null) tasks = tasks.where('assignee_id', 'is', null);
  else if (filters.assigneeId !== undefined) tasks = tasks.where('assignee_id', '=', filters.assigneeId);
  if (filters.action === 'any') tasks = tasks.where('action_kind', 'is not', null);
  else if (filters.action !== undefined) tasks = tasks.where('action_kind', '=', filters.action);
  for (const word of wordsOf(filters.text))
    tasks = tasks.where(sql<boolean>`strpos(lower(normalize(title || ' ' || text, NFKC)), ${word}) > 0`);
  return filters.due === undefined ? tasks : tasks.where(dueIn(filters.due, reading.now, filters.zone));
}

const wordsOf = (text = '') =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

function dueIn(due: TaskDue, now: Date, zone: string) {
  const dayEnd = sql`((date_trunc('day', ${now}::timestamptz at time zone ${zone}) + interval '1 day') at time zone ${zone})`;
  switch (due) {
    case 'overdue':
      return sql<boolean>`due_key < ${now}::timestamptz`;
    case 'today':
      return sql<boolean>`due_key >= ${now}::timestamptz and due_key < ${dayEnd}`;
    case 'later':
      return sql<boolean>`due_key >= ${dayEnd}`;
    case 'none':
      return sql<boolean>`due_at is null`;
  }
}

const order = {
  due: { column: 'due_key', direction: 'asc' },
  order: { column: 'rank', direction: 'asc' },
  newest: { column: 'created_at', direction: 'desc' },
} as const satisfies Readonly<Record<TaskSort, object>>;

/** The tasks of some records that were begun by a decision and are not done yet, in the order of their ids. */
export async function tasksBegunByOrder(
  reading: Reading,
  subjectIds: readonly string[],
  options: { readonly forUpdate?: boolean } = {},
): Promise<readonly Task[]> {
  if (subjectIds.length === 0) return [];
  const query = (reading.db as Db)
    .selectFrom('tasks.task')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where('state', '=', 'in-progress')
    .where('decision_id', 'is not', null)
    .where(visibleTo(reading.actor, 'tasks.task.compartment_id'))
    .orderBy('id');
  const rows = await (options.forUpdate === true ? query.forUpdate() : query).execute();
  return rows.map(toTask);
}

/** A page of tasks by due time, by their order on the record, or the newest first. */
export async function listTasks(
  reading: Reading,
  asked: {
    readonly filters: TaskFilters;
    readonly sort: TaskSort;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Task>> {
  const tasks = filtered(reading, asked.filters);
  const rows = await keyset(tasks, { ...order[asked.sort], idColumn: 'id', cursor: asked.cursor })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toTask), total: await totalOf(tasks.select('id')) };
}

/** What the place of a task in a list is, for the cursor. */
export function placeOf(task: Task, sort: TaskSort): string {
  switch (sort) {
    case 'due':
      return task.dueKey.toISOString();
    case 'order':
      return String(task.rank);
    case 'newest':
      return task.createdAt.toISOString();
  }
}

/** How many tasks there are, counted to 1,000. */
export async function countTasks(reading: Reading, filters: TaskFilters): Promise<number> {
  return (await totalOf(filtered(reading, filters).select('id'))).count;
}

/** The ranks of a task and of the one after it, or of the first one of a record; null where there is none. */
export async function ranksAfter(
  reading: Reading,
  {
    subjectId,
    afterId,
    movedId,
  }: { readonly subjectId: string; readonly afterId: string | null; readonly movedId: string },
): Promise<{ readonly before: number | null; readonly after: number | null } | null> {
  const tasks = (reading.db as Db)
    .selectFrom('tasks.task')
    .select('rank')
    .where('subject_id', '=', subjectId)
    .where('id', '<>', movedId)
    .where(visibleTo(reading.actor, 'tasks.task.compartment_id'));
  const before = afterId === null ? null : await tasks.where('id', '=', afterId).executeTakeFirst();
  if (before === undefined) return null;
  const next = await (before === null ? tasks : tasks.where('rank', '>', before.rank))
    .orderBy('rank')
    .executeTakeFirst();
  return { before: before?.rank ?? null, after: next?.rank ?? null };
}

export type TaskChange = Partial<NewTask & Pick<Task, 'rank' | 'state' | 'reason'>> & {
  /** Set with a state: whether the task is over. */
  readonly isEnded?: boolean;
  /** The decision by which it is begun; null when it is begun no more. */
  readonly decisionId?: string | null;
  readonly orderEndedAt?: Date | null;
};

/**
 * Writes since when the decision of a task stands no more; null: one stands again. That follows from elsewhere and is no
 * change of the task: whoever has it in hand can go on with the version that they see.
 */
export async function markOrderEnded(work: Work, id: string, at: Date | null): Promise<void> {
  await (work.db as Db)
    .updateTable('tasks.task')
    .set({ order_ended_at: at })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.task.compartment_id'))
    .execute();
}

/** Writes what is given; what is left out stays. */
export async function updateTask(work: Work, id: string, change: TaskChange): Promise<void> {
  const { checklist, action, isEnded, state } = change;
  const set = {
    title: change.title,
    text: change.text,
    priority: change.priority,
    assignee_id: change.assigneeId,
    due_at: change.dueAt,
    checklist: checklist === undefined ? undefined : JSON.stringify(checklist),
    rank: change.rank,
    ...(action === undefined ? {} : actionColumns(action)),
    decision_id: change.decisionId,
    order_ended_at: change.orderEndedAt,
    ...(state === undefined ? {} : { state, reason: change.reason ?? null }),
    ...(isEnded === undefined
      ? {}
      : {
          ended_at: isEnded ? work.now : null,
          ended_by: isEnded ? JSON.stringify(actorLink(work.actor)) : null,
        }),
  };
  await (work.db as Db)
    .updateTable('tasks.task')
    .set((eb) => ({
      ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'tasks.task.compartment_id'))
    .execute();
}

export function toTask(row: Selectable<DB['tasks.task']>): Task {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    title: row.title,
    text: row.text,
    state: row.state as TaskState,
    reason: row.reason,
    priority: row.priority as Task['priority'],
    assigneeId: row.assignee_id,
    dueAt: row.due_at,
    dueKey: row.due_key,
    rank: row.rank,
    checklist: row.checklist as unknown as Task['checklist'],
    action: toAction(row),
    decisionId: row.decision_id,
    orderEndedAt: row.order_ended_at,
    source: { kind: row.source_kind as Source['kind'], label: row.source_label, id: row.source_id },
    createdAt: row.created_at,
    createdBy: row.created_by as Task['createdBy'],
    endedAt: row.ended_at,
    endedBy: row.ended_by as Task['endedBy'],
  };
}
