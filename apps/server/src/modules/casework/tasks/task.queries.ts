import { openTaskStates, type QueryOf, type RouteWith, type TaskSort } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, partsBelow, type Subject, subjectLinks } from '../../../platform/subjects/index.ts';
import { countSilent } from './instruction.store.ts';
import { ordersOf } from './order.queries.ts';
import type { Task } from './task.model.ts';
import { countTasks, findTask, findTasks, listTasks, placeOf } from './task.store.ts';
import { type TaskNames, viewTask } from './task.views.ts';

/** A record with what was merged into it and the reports of all of them: its tasks are those of all. */
export async function withMerged(reading: Reading, subject: Subject): Promise<readonly string[]> {
  return [subject.id, ...(await partsBelow(reading, subject.id, [subject.kind, 'report']))];
}

/** The names that tasks mention and how their actions stand, loaded once for a page. */
export async function namesOfTasks(reading: Reading, tasks: readonly Task[]): Promise<TaskNames> {
  const orders = await ordersOf(reading, tasks);
  return {
    orders: new Map(
      tasks.flatMap(({ id }, at) => {
        const order = orders[at] ?? null;
        return order === null ? [] : [[id, order] as const];
      }),
    ),
    subjects: await subjectLinks(
      reading,
      tasks.map(({ subjectId }) => subjectId),
    ),
    accounts: await accountNames(
      reading.db,
      tasks.flatMap(({ assigneeId }) => assigneeId ?? []),
    ),
  };
}

/** A page of tasks of one record, or of all that the actor sees. */
export async function pageOfTasks(
  reading: Reading,
  query: QueryOf<RouteWith<'tasks.list'>>,
  cursor: Cursor | null,
): Promise<Page<Task> & { readonly names: TaskNames }> {
  const subject = query.subjectId === undefined ? undefined : await findSubject(reading, query.subjectId);
  const { zone } = await readSettings(reading.db);
  const page = await listTasks(reading, {
    filters: {
      subjectIds: subject === undefined ? undefined : await withMerged(reading, subject),
      states: query.state,
      assigneeId: assigneeOf(query.assignee, reading.actor.id),
      due: query.due,
      text: query.q,
      action: query.action,
      zone,
    },
    sort: query.sort,
    cursor,
    limit: query.limit,
  });
  return { ...page, names: await namesOfTasks(reading, page.rows) };
}

function assigneeOf(asked: string | undefined, ownId: string): string | null | undefined {
  switch (asked) {
    case 'me':
      return ownId;
    case 'none':
      return null;
    default:
      return asked;
  }
}

/** One task as its form shows it. A restricted record that it is on counts as looked at. */
export async function showTask(reading: Reading, id: string) {
  const task = await findTask(reading, id);
  await findSubject(reading, task.subjectId);
  return viewTask(task, await namesOfTasks(reading, [task]), reading);
}

/** What the place of a task in a list is, for the cursor. */
export function placeOfTask(task: Task, sort: TaskSort): string {
  return placeOf(task, sort);
}

/** Several tasks in the order of the given ids. */
export async function showTasks(reading: Reading, ids: readonly string[]) {
  const tasks = new Map((await findTasks(reading, ids)).map((task) => [task.id, task]));
  const found = ids.flatMap((id) => tasks.get(id) ?? []);
  const names = await namesOfTasks(reading, found);
  return { items: found.map((task) => viewTask(task, names, reading)) };
}

/** What the menu says: open tasks of the actor, those overdue, and instructions that wait for an answer. */
export async function countsFor(reading: Reading) {
  const { zone } = await readSettings(reading.db);
  const mine = { subjectIds: undefined, states: openTaskStates, assigneeId: reading.actor.id, due: undefined, zone };
  return {
    mine: await countTasks(reading, mine),
    overdue: await countTasks(reading, { ...mine, due: 'overdue' }),
    silent: await countSilent(reading),
  };
}

/** Most tasks that another module is told of at once. */
const most = 1_000;

/** The tasks of a record in their order, as far as the actor sees them; at most 1,000. */
export async function tasksOn(reading: Reading, subjectId: SubjectId): Promise<readonly Task[]> {
  return tasksWith(reading, subjectId, undefined);
}

/** Those that somebody still has to do. */
export async function openTasksOn(reading: Reading, subjectId: SubjectId): Promise<readonly Task[]> {
  return tasksWith(reading, subjectId, openTaskStates);
}

async function tasksWith(
  reading: Reading,
  subjectId: SubjectId,
  states: typeof openTaskStates | undefined,
): Promise<readonly Task[]> {
  const subjectIds = await withMerged(reading, await findSubject(reading, subjectId));
  const filters = { subjectIds, states, assigneeId: undefined, due: undefined, zone: 'UTC' };
  const { rows } = await listTasks(reading, { filters, sort: 'order', cursor: null, limit: most });
  return rows.slice(0, most);
}

/** Some tasks by their ids, each with the name of whoever has it; those that the actor does not see are left out. */
export async function tasksNamed(
  reading: Reading,
  ids: readonly string[],
): Promise<readonly (Task & { readonly assigneeName: string | null })[]> {
  const tasks = await findTasks(reading, ids);
  const { accounts } = await namesOfTasks(reading, tasks);
  return tasks.map((task) => ({
    ...task,
    assigneeName: task.assigneeId === null ? null : (accounts.get(task.assigneeId) ?? ''),
  }));
}
