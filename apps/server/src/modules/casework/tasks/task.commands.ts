import type { BodyOf, RouteWith, TaskState } from '@matoi/contract';
import { asId, isRefusal, orRefuse, type Refusal, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import type { NewTask, Source, Task } from './task.model.ts';
import { showTask, showTasks } from './task.queries.ts';
import { decideMove, isOpenTask, rankBetween } from './task.rules.ts';
import { findTask, findTasks, insertTasks, ranksAfter, type TaskChange, updateTask } from './task.store.ts';

/** Who can be given a task: active, working on records, and seeing where it lies. */
const workingRoles = ['commander', 'handler'] as const;

/** Which of the accounts cannot work where the task lies. */
async function unableAt(work: Work, compartmentId: number, accountIds: readonly (string | null)[]): Promise<boolean> {
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
  Partial<Pick<NewTask, 'priority' | 'checklist'>> & { readonly source: Source };

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
    tasks.map((task) => ({ priority: 'normal', checklist: [], ...task })),
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
type Loaded = Task & { readonly isUnable: boolean; readonly ranks: Ranks | null };

/** Changes a task; fields that are left out stay. */
export const changeTask = defineCommand({
  id: 'tasks.change',
  async load(work: Work, { params, body }: Change): Promise<Loaded> {
    const task = await loadTask(work, params.id);
    const { after } = body;
    return {
      ...task,
      isUnable: await unableAt(work, task.compartmentId, [body.assigneeId ?? null]),
      ranks:
        after === undefined
          ? null
          : await ranksAfter(work, { subjectId: task.subjectId, afterId: after, movedId: task.id }),
    };
  },
  versioned: { of: (task: Loaded) => task.version, show: (work: Work, task: Loaded) => showTask(work, task.id) },
  permit: permitAll,
  decide({ isUnable, ranks }, { body }): TaskChange | Refusal {
    if (isUnable) return refusal('tasks.assign.cannot-work');
    const { after, dueAt, ...fields } = body;
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

function tellAssigned(work: Work, task: Task, accountId: string | null | undefined): void {
  if (accountId === undefined || accountId === null || accountId === task.assigneeId) return;
  work.fact({ kind: 'task.assigned', taskId: task.id, accountId }, asId<'Subject'>(task.subjectId));
}

type Move = OnTask & { readonly body: BodyOf<RouteWith<'tasks.move'>> };

/** Says how far a task is; what was ended is taken up again by the same act. */
export const moveTask = defineCommand({
  id: 'tasks.move',
  load: (work: Work, { params }: Move) => loadTask(work, params.id),
  versioned: { of: (task: Task) => task.version, show: (work: Work, task: Task) => showTask(work, task.id) },
  permit: permitAll,
  decide: (task, { body }) => decideMove(task, body),
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

async function recordMove(
  work: Work,
  task: Task,
  { state, reason }: { readonly state: TaskState; readonly reason: string | null },
): Promise<void> {
  const subjectId = asId<'Subject'>(task.subjectId);
  const isEnded = !isOpenTask(state);
  await updateTask(work, task.id, { state, reason, isEnded });
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

/** Ends a task in the caller's transaction because what it was for is gone. One that is over stays as it is. */
export async function cancelTask(work: Work, taskId: string, reason: string): Promise<void> {
  const task = await findTask(work, taskId, { forUpdate: true });
  if (!isOpenTask(task.state)) return;
  await recordMove(work, task, orRefuse(decideMove(task, { state: 'cancelled', reason })));
}

/** Ends a task in the caller's transaction because what it was for is done. One that is over stays as it is. */
export async function finishTask(work: Work, taskId: string): Promise<void> {
  const task = await findTask(work, taskId, { forUpdate: true });
  if (!isOpenTask(task.state)) return;
  await recordMove(work, task, orRefuse(decideMove(task, { state: 'done', reason: '' })));
}

type Bulk = BodyOf<RouteWith<'tasks.bulk'>>;
type BulkLoaded = {
  readonly tasks: readonly Task[];
  readonly isUnable: boolean;
  /** They lie in several compartments: one entry in the audit log could not tell of all without telling too much. */
  readonly isSpread: boolean;
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
    return { tasks, isUnable, isSpread: others.length > 0 };
  },
  permit: permitAll,
  decide({ tasks, isUnable, isSpread }, input) {
    if (isSpread) return refusal('tasks.bulk.several-compartments');
    if (isUnable) return refusal('tasks.assign.cannot-work');
    if (input.act !== 'state') return { moves: [] };
    const moves = [];
    for (const task of tasks.filter(({ state }) => state !== input.state)) {
      const move = decideMove(task, input);
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
