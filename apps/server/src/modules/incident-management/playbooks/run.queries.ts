import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type SubjectLink, wholeOf } from '../../../platform/subjects/index.ts';
import { standingsFor } from '../../casework/decisions/index.ts';
import { tasksNamed } from '../../casework/tasks/index.ts';
import { differencesOf } from './difference.rules.ts';
import type { Definition, Run } from './playbook.model.ts';
import { currentOf, currentVersions, readShelf, readVersion, type Shelf } from './playbook.queries.ts';
import { moveProgress } from './run.rules.ts';
import { findRun, listRuns, readKnown } from './run.store.ts';
import { type StepOrder, viewRun } from './run.views.ts';
import { noTarget } from './step-task.rules.ts';

export type RunView = ResponseOf<RouteWith<'playbook-runs.start'>>;

async function viewOf(
  reading: Reading,
  run: Run,
  given: { readonly shelf: Shelf; readonly isOpen: boolean; readonly mergedFrom?: SubjectLink | null },
): Promise<RunView> {
  const { shelf, isOpen, mergedFrom = null } = given;
  const { definition } = await readVersion(reading, shelf, run);
  const current = currentOf(shelf, run.code)?.label ?? null;
  const ids = Object.values(run.progress).flatMap(({ taskId }) => taskId ?? []);
  return viewRun(run, {
    tasks: new Map((await tasksNamed(reading, ids)).map((task) => [task.id, task])),
    definition,
    orders: await ordersOf(reading, run, definition),
    known: await readKnown(reading, run.subjectId),
    mergedFrom,
    newer: current === run.label ? null : current,
    canChange: isOpen && reading.actor.permissions.has('playbook-runs.change-step'),
  });
}

async function ordersOf(
  reading: Reading,
  { subjectId }: Run,
  { steps }: Definition,
): Promise<ReadonlyMap<string, StepOrder>> {
  const deeds = steps.flatMap(({ id, actionKind }) =>
    actionKind === undefined ? [] : [{ id, subjectId, actionKind, target: noTarget }],
  );
  const standings = await standingsFor(reading, deeds);
  return new Map(
    standings.map(({ isNeeded, decision }, at) => [
      deeds[at]?.id ?? '',
      {
        isNeeded,
        decision:
          decision === null ? null : { id: decision.id, number: decision.number, by: decision.decision?.by.name ?? '' },
      },
    ]),
  );
}

/** Every run on a record and on what was merged into it that the actor sees, those that go on first. */
export async function runsOn(reading: Reading, subjectId: SubjectId | string): Promise<readonly RunView[]> {
  const subject = await findSubject(reading, subjectId);
  const { ids, mergedFrom } = await wholeOf(reading, subject);
  const runs = await listRuns(reading, ids);
  if (runs.length === 0) return [];
  const given = { shelf: await readShelf(reading), isOpen: (await mayAnnotate(reading, subject)) === null };
  return Promise.all(runs.map((run) => viewOf(reading, run, { ...given, mergedFrom: mergedFrom(run.subjectId) })));
}

/** The one step that the playbooks on a record want now, of the run that was started first; null where nothing is left. */
export async function nextStepOn(
  reading: Reading,
  subjectId: SubjectId | string,
): Promise<{ readonly run: RunView; readonly step: RunView['steps'][number] } | null> {
  for (const run of await runsOn(reading, subjectId)) {
    const step = run.steps.find(({ id }) => id === run.next);
    if (step !== undefined) return { run, step };
  }
  return null;
}

/** One run as it stands. */
export async function showRun(reading: Reading, id: string): Promise<RunView> {
  const run = await findRun(reading, id);
  const subject = await findSubject(reading, run.subjectId);
  const isOpen = (await mayAnnotate(reading, subject)) === null;
  return viewOf(reading, run, { shelf: await readShelf(reading), isOpen });
}

/** What runs on a record, and what could be started: the playbooks for its class first. */
export async function listRunsAndProposals(
  reading: Reading,
  { subjectId }: { readonly subjectId: string },
): Promise<ResponseOf<RouteWith<'playbook-runs.list'>>> {
  const subject = await findSubject(reading, subjectId);
  const items = await runsOn(reading, subject.id);
  const { classCode } = await readKnown(reading, subject.id);
  const running = new Set(items.filter(({ endedAt }) => endedAt === null).map(({ code }) => code));
  const shelf = await readShelf(reading);
  const proposals = (await currentVersions(reading, shelf))
    .filter(({ code }) => !running.has(code))
    .map(({ code, label, definition: { title, purpose, classes } }) => ({
      code,
      label,
      title,
      purpose,
      fits: classCode !== null && classes.includes(classCode),
    }))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits));
  const mayStart = reading.actor.permissions.has('playbook-runs.start');
  return {
    items: [...items],
    proposals,
    can: { start: mayStart && (await mayAnnotate(reading, subject)) === null },
  };
}

/** What would change if a run went on by another version of its playbook. */
export async function showRunDifference(
  reading: Reading,
  { id, to }: { readonly id: string; readonly to: string },
): Promise<ResponseOf<RouteWith<'playbook-runs.difference'>>> {
  const run = await findRun(reading, id);
  const shelf = await readShelf(reading);
  const before = await readVersion(reading, shelf, run);
  const after = await readVersion(reading, shelf, { code: run.code, label: to });
  return {
    from: run.label,
    to,
    items: differencesOf(before.definition, after.definition),
    reopened: moveProgress(run.progress, after.definition).reopened.map(({ title }) => title),
  };
}
