import type { BodyOf, RouteWith, TaskState } from '@matoi/contract';
import { asId, orRefuse, type Refusal, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import { noteActionChange } from './order.commands.ts';
import { askFor, askWaiting, decideAction, refusalOfAction } from './order.queries.ts';
import { type Asked, decideGuarded, type Moved, type Waiting } from './order.rules.ts';
import type { NewTask, Source, Task } from './task.model.ts';
import { showTask, showTasks } from './task.queries.ts';
import { isOpenTask, rankBetween } from './task.rules.ts';
import { findTask, insertTasks, ranksAfter, type TaskChange, updateTask } from './task.store.ts';

/** Who can be given a task: active, working on records, and seeing where it lies. */
const workingRoles = ['commander', 'handler'] as const;

/** Which of the accounts cannot work where the task lies. */
export async function unableAt(
  work: Work,
  compartmentId: number,
  accountIds: readonly (string | null)[],
): Promise<boolean> {
  const asked = accountIds.filter((id) => id !== null);
  if (asked.length === 0) return false;
  const able = new Set((await accountsThatSee(work.db, { compartmentId, roles: workingRoles })).map(({ id }) => id));
  return asked.some((id) => !able.has(id));
}

async function indexTask(
  work: Work,
  task: { readonly id: string; readonly subjectId: string; readonly title: string; readonly text: string },
) {
  const subjectId = asId<'Subject'>(task.subjectId);
  await indexText(work, { subjectId, part: `task ${task.id}`, texts: [task.title, task.text] });
}

/** Writes tasks and what follows from them: search, facts, one act in the journal. */
async function enterTasks(
  work: Work,
  subjectId: SubjectId,
  tasks: readonly (NewTask & { readonly source: Source })[],
): Promise<readonly string[]> {
  const ids = await insertTasks(work, subjectId, tasks);
  for (const [at, task] of tasks.entries()) {
    const taskId = ids[at] ?? '';
    await indexTask(work, { ...task, id: taskId, subjectId });
    work.fact({ kind: 'task.added', taskId }, subjectId);
    if (task.assigneeId !== null) work.fact({ kind: 'task.assigned', taskId, accountId: task.assigneeId }, subjectId);
  }
  const [first] = tasks;
  if (first !== undefined)
    await recordAct(work, subjectId, {
      code: tasks.length === 1 ? 'task.added' : 'task.added-many',
      params: { title: first.title, count: String(tasks.length) },
    });
  return ids;
}

type Add = BodyOf<RouteWith<'tasks.add'>>;

/** Adds one task or a list of them to a record, all of them or none. */
export const addTasks = defineCommand({
  id: 'tasks.add',
  async load(work: Work, input: Add) {
    const subject = await findSubject(work, input.subjectId);
    const isUnable = await unableAt(
      work,
      subject.compartmentId,
      input.tasks.map(({ assigneeId }) => assigneeId),
    );
    return { subject, isUnable, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ isUnable }, { tasks, source }): readonly (NewTask & { readonly source: Source })[] | Refusal {
    if (isUnable) return refusal('tasks.assign.cannot-work');
    for (const [at, { action }] of tasks.entries()) {
      const unknown = refusalOfAction(action, `body.tasks.${at}.action`);
      if (unknown !== null) return unknown;
    }
    return tasks.map((task) => ({
      ...task,
      dueAt: task.dueAt === null ? null : new Date(task.dueAt),
      source: { kind: source, label: null, id: null },
    }));
  },
  async record(work, { loaded: { subject }, change: tasks }) {
    const ids = await enterTasks(work, subject.id, tasks);
    return { subjectId: subject.id, audit: { taskIds: ids }, facts: [], result: ids };
  },
  show: (work, ids) => showTasks(work, ids),
});

/**
 * Adds a task in the caller's transaction: a step of a playbook, a decision, a measure. Whether the record takes anything
 * now is the caller's question. Refuses with `tasks.assign.cannot-work` somebody who does not see the record.
 */
export async function addTask(work: Work, subjectId: SubjectId, task: OthersTask): Promise<{ readonly id: string }> {
  const [id = ''] = await addTasksFor(work, subjectId, [task]);
  return { id };
}

/** What another module says of a task that it adds. */
export type OthersTask = Pick<NewTask, 'title' | 'text' | 'dueAt' | 'assigneeId'> &
  Partial<Pick<NewTask, 'priority' | 'checklist' | 'action'>> & { readonly source: Source };

/** The same for several at once, with one entry in the journal; answers their ids in the same order. */
export async function addTasksFor(
  work: Work,
  subjectId: SubjectId,
  tasks: readonly OthersTask[],
): Promise<readonly string[]> {
  if (tasks.length === 0) return [];
  const subject = await findSubject(work, subjectId);
  const assignees = tasks.map(({ assigneeId }) => assigneeId);
  if (await unableAt(work, subject.compartmentId, assignees)) refuse('tasks.assign.cannot-work');
  return enterTasks(
    work,
    subject.id,
    tasks.map((task) => ({ priority: 'normal', checklist: [], action: null, ...task })),
  );
}

/**
 * Puts a task into other hands in the caller's transaction, and where it is given sets its due time. Whether that person
 * sees the record is the caller's question. One that is over stays as it is, and false is answered.
 */
export async function giveTask(
  work: Work,
  taskId: string,
  given: { readonly assigneeId: string | null; readonly dueAt?: Date | null },
): Promise<boolean> {
  const task = await findTask(work, taskId, { forUpdate: true });
  if (!isOpenTask(task.state)) return false;
  await updateTask(work, task.id, given);
  tellAssigned(work, task, given.assigneeId);
  work.fact({ kind: 'task.changed', taskId: task.id }, asId<'Subject'>(task.subjectId));
  return true;
}

type OnTask = { readonly params: { readonly id: string } };

async function loadTask(work: Work, id: string): Promise<Task> {
  const task = await findTask(work, id, { forUpdate: true });
  await findSubject(work, task.subjectId);
  return task;
}

type Change = OnTask & { readonly body: BodyOf<RouteWith<'tasks.change'>> };
type Ranks = { readonly before: number | null; readonly after: number | null };
type Loaded = Task & {
  readonly isUnable: boolean;
  readonly ranks: Ranks | null;
  readonly waiting: Waiting | null;
};

/** Changes a task; fields that are left out stay. */
export const changeTask = defineCommand({
  id: 'tasks.change',
  async load(work: Work, { params, body }: Change): Promise<Loaded> {
    const task = await loadTask(work, params.id);
    const { after } = body;
    return {
      ...task,
      isUnable: await unableAt(work, task.compartmentId, [body.assigneeId ?? null]),
      waiting: body.action === undefined ? null : await askWaiting(work, task),
      ranks:
        after === undefined
          ? null
          : await ranksAfter(work, { subjectId: task.subjectId, afterId: after, movedId: task.id }),
    };
  },
  versioned: { of: (task: Loaded) => task.version, show: (work: Work, task: Loaded) => showTask(work, task.id) },
  permit: permitAll,
  decide({ isUnable, ranks, waiting, ...task }, { body }): TaskChange | Refusal {
    if (isUnable) return refusal('tasks.assign.cannot-work');
    const { after, dueAt, ...fields } = body;
    const { action } = fields;
    const refused = action === undefined ? null : decideAction(task, action, { path: 'body.action', waiting });
    if (refused !== null) return refused;
    if (after !== undefined && ranks === null) return refusal('tasks.order.other-record');
    return {
      ...definedOf(fields),
      ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : new Date(dueAt) }),
      ...(ranks === null ? {} : { rank: rankBetween(ranks.before, ranks.after) }),
    };
  },
  async record(work, { loaded: task, change }) {
    const subjectId = asId<'Subject'>(task.subjectId);
    await updateTask(work, task.id, change);
    if (change.title !== undefined || change.text !== undefined) await indexTask(work, { ...task, ...change });
    tellAssigned(work, task, change.assigneeId);
    if (change.action !== undefined) await noteActionChange(work, task, change.action);
    return {
      subjectId,
      audit: { taskId: task.id, before: pickOf(task, change), after: change },
      facts: [{ kind: 'task.changed' as const, taskId: task.id }],
      result: task.id,
    };
  },
  show: (work, id) => showTask(work, id),
});

function definedOf<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

function pickOf(task: Task, change: TaskChange): Partial<Task> {
  return Object.fromEntries(Object.entries(task).filter(([key]) => key in change));
}

/** Tells whoever was given a task, where that is somebody else than before. */
export function tellAssigned(work: Work, task: Task, accountId: string | null | undefined): void {
  if (accountId === undefined || accountId === null || accountId === task.assigneeId) return;
  work.fact({ kind: 'task.assigned', taskId: task.id, accountId }, asId<'Subject'>(task.subjectId));
}

type Move = OnTask & { readonly body: BodyOf<RouteWith<'tasks.move'>> };

/**
 * Says how far a task is; what was ended is taken up again by the same act. A task whose action the matrix in force speaks
 * of is begun and done only by a standing decision: `tasks.move.needs-decision`, or `tasks.move.other-target` where the one
 * there is orders it on something else.
 */
export const moveTask = defineCommand({
  id: 'tasks.move',
  async load(work: Work, { params, body }: Move) {
    const task = await loadTask(work, params.id);
    return { ...task, asked: await askFor(work, task, body.state) };
  },
  versioned: {
    of: (task: Task & { readonly asked: Asked }) => task.version,
    show: (work: Work, task: Task & { readonly asked: Asked }) => showTask(work, task.id),
  },
  permit: permitAll,
  decide: ({ asked, ...task }, { body }) => decideGuarded(task, body, asked),
  async record(work, { loaded: task, change }) {
    await recordMove(work, task, change);
    return {
      subjectId: asId<'Subject'>(task.subjectId),
      audit: { taskId: task.id, before: { state: task.state }, after: change },
      facts: [],
      result: task.id,
    };
  },
  show: (work, id) => showTask(work, id),
});

/** Writes how far a task is and what follows, in the caller's transaction. */
export async function recordMove(work: Work, task: Task, { state, reason, decisionId }: Moved): Promise<void> {
  const subjectId = asId<'Subject'>(task.subjectId);
  const isEnded = !isOpenTask(state);
  await updateTask(work, task.id, {
    ...{ state, reason, isEnded },
    ...(decisionId === undefined ? {} : { decisionId, orderEndedAt: null }),
  });
  const params = { title: task.title, reason: reason ?? '' };
  if (isEnded) {
    const code = state === 'done' ? 'task.done' : state === 'cancelled' ? 'task.cancelled' : 'task.not-applicable';
    await recordAct(work, subjectId, { code, params });
    work.fact({ kind: 'task.ended', taskId: task.id, state }, subjectId);
    return;
  }
  if (isOpenTask(task.state)) {
    work.fact({ kind: 'task.changed', taskId: task.id }, subjectId);
    return;
  }
  await recordAct(work, subjectId, { code: 'task.reopened', params });
  work.fact({ kind: 'task.reopened', taskId: task.id }, subjectId);
}

async function endTask(
  work: Work,
  taskId: string,
  to: { readonly state: TaskState; readonly reason: string },
): Promise<void> {
  const task = await findTask(work, taskId, { forUpdate: true });
  if (!isOpenTask(task.state)) return;
  await recordMove(work, task, orRefuse(decideGuarded(task, to, await askFor(work, task, to.state))));
}

/** Ends a task in the caller's transaction because what it was for is gone. One that is over stays as it is. */
export function cancelTask(work: Work, taskId: string, reason: string): Promise<void> {
  return endTask(work, taskId, { state: 'cancelled', reason });
}

/**
 * Ends a task in the caller's transaction because what it was for is done. One that is over stays as it is. Refuses like
 * `tasks.move` what nobody with authority has ordered.
 */
export function finishTask(work: Work, taskId: string): Promise<void> {
  return endTask(work, taskId, { state: 'done', reason: '' });
}
