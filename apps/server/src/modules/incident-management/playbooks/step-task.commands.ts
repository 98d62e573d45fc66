import type { SubjectId } from '@matoi/kernel';
import { isRefusal } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { addTask, addTasksFor, cancelTask, finishTask, giveTask, type OthersTask } from '../../casework/tasks/index.ts';
import type { Definition, PlaybookStep, Progress, Run, StepRecord } from './playbook.model.ts';
import { readShelf, readVersion } from './playbook.queries.ts';
import { decideStep, standingsOf, tasked, tasksToKeep } from './run.rules.ts';
import { findRun, listRuns, readKnown, writeProgress } from './run.store.ts';
import { noTarget } from './step-task.rules.ts';

type OfStep = { readonly run: Run; readonly step: PlaybookStep; readonly definition: Definition };

/** The task that stands for a step: what to do and how to tell that it worked, in the language of the team. */
function taskOf(
  { run, step, definition }: OfStep,
  given: { readonly locale: 'ja' | 'en'; readonly assigneeId: string | null; readonly dueAt?: Date | null | undefined },
): OthersTask {
  const { locale, assigneeId } = given;
  return {
    title: step.title[locale],
    text: [step.action[locale], step.check[locale], step.why[locale]].filter((text) => text !== '').join('\n\n'),
    dueAt: given.dueAt === undefined ? dueOf(run, step) : given.dueAt,
    assigneeId,
    action: step.actionKind === undefined ? null : { kind: step.actionKind, target: noTarget },
    source: { kind: 'playbook', label: definition.title[locale], id: run.id },
  };
}

/** When the playbook wants a step to be done; null where it says nothing. */
function dueOf(run: Pick<Run, 'startedAt'>, step: PlaybookStep): Date | null {
  return step.dueMinutes === null ? null : new Date(run.startedAt.getTime() + step.dueMinutes * 60_000);
}

type Wanted = { readonly assigneeId: string | null; readonly isTask: boolean; readonly dueAt: Date | null | undefined };

/**
 * Lets a task stand for a step, in somebody's hands or in nobody's, or none any more; the one that stands for it already
 * is handed on. Answers the id of the task, or null.
 */
export async function giveStepTask(work: Work, of: OfStep, wanted: Wanted): Promise<string | null> {
  const { locale } = await readSettings(work.db);
  const before = of.run.progress[of.step.id]?.taskId ?? null;
  if (!wanted.isTask) {
    if (before !== null) await cancelTask(work, before, givenBack[locale]);
    return null;
  }
  const { assigneeId, dueAt } = wanted;
  const given = { assigneeId, ...(dueAt === undefined ? {} : { dueAt }) };
  if (before !== null && (await giveTask(work, before, given))) return before;
  return (await addTask(work, of.run.subjectId, taskOf(of, { locale, assigneeId, dueAt }))).id;
}

/**
 * Makes tasks of the steps that the playbook marks for it, once each, as soon as their condition holds; and ends the task
 * of a step that an answer has made needless. Answers how the run stands then.
 */
export async function keepStepTasks(work: Work, run: Run, definition: Definition): Promise<Progress> {
  const { locale } = await readSettings(work.db);
  const known = await readKnown(work, run.subjectId);
  const { made, ended } = tasksToKeep(standingsOf({ definition, progress: run.progress, known }));
  const ids = await addTasksFor(
    work,
    run.subjectId,
    made.map((step) => taskOf({ run, step, definition }, { locale, assigneeId: null })),
  );
  for (const { taskId } of ended) await cancelTask(work, taskId, needless[locale]);
  const by = actorLink(work.actor);
  const given = made.map((step, at) => [step.id, tasked(ids[at] ?? null, { by, now: work.now })] as const);
  // Nobody had it in hand: when it is shown again, it gets a task again.
  const untouched = ended.filter(({ record }) => record.state === 'open' && record.assignee === null);
  const forgotten = new Set(untouched.map(({ step }) => step.id));
  const taken = ended.flatMap(({ step, record }) =>
    forgotten.has(step.id) ? [] : [[step.id, { ...record, taskId: null }] as const],
  );
  const kept = Object.entries(run.progress).filter(([stepId]) => !forgotten.has(stepId));
  return Object.fromEntries([...kept, ...given, ...taken]);
}

/** Why the task of a step is over that the answers have made needless. */
const needless = {
  ja: '回答により、この手順が不要になったため',
  en: 'By what was answered, this step is not needed',
} as const;

/** Why the tasks of a run are over that was ended. */
const runEnded = { ja: '対応手順書の実施を終えたため', en: 'The playbook was ended' } as const;

/** Ends the tasks of a run that nobody goes on with. */
export async function endRunTasks(work: Work, run: Run): Promise<void> {
  const { locale } = await readSettings(work.db);
  for (const { taskId } of Object.values(run.progress))
    if (taskId !== null) await cancelTask(work, taskId, runEnded[locale]);
}

/** Ends the task of a step with the step: done when it is done, otherwise because nobody has to do it any more. */
export async function endStepTask(work: Work, before: StepRecord | null, after: StepRecord): Promise<void> {
  const taskId = before?.taskId ?? null;
  if (taskId === null) return;
  if (after.state === 'done') return finishTask(work, taskId);
  if (after.state === 'not-applicable') return cancelTask(work, taskId, after.reason ?? after.state);
  if (after.taskId === taskId) return;
  const { locale } = await readSettings(work.db);
  return cancelTask(work, taskId, givenBack[locale]);
}

/** Why the task of a step is over that went into other hands or is open again. */
const givenBack = { ja: '対応手順の担当が変わったため', en: 'The step of the playbook went into other hands' } as const;

type Ended = {
  readonly subjectId: SubjectId;
  readonly taskId: string;
  readonly isDone: boolean;
  readonly by: ActorLink;
};
type Heard = { readonly run: Run; readonly stepId: string; readonly record: StepRecord };

/**
 * A task of a step has ended on the page of tasks: the step is done where nothing more has to be said of it (an answer, or
 * evidence first), otherwise it is open again and asks.
 */
export const hearTask = defineCommand({
  id: 'playbook-runs.hear-task',
  async load(work: Work, { subjectId, taskId, isDone, by }: Ended): Promise<Heard | null> {
    const found = (await listRuns(work, [subjectId])).find(({ progress }) =>
      Object.values(progress).some((record) => record.taskId === taskId),
    );
    if (found === undefined) return null;
    const run = await findRun(work, found.id, 'for change');
    const { definition } = await readVersion(work, await readShelf(work), run);
    const known = await readKnown(work, subjectId);
    const standing = standingsOf({ definition, progress: run.progress, known }).find(
      ({ record }) => record?.taskId === taskId,
    );
    const isWaiting = standing?.state === 'open' || standing?.state === 'doing';
    if (standing === undefined || !isWaiting || run.endedAt !== null) return null;
    const given = { definition, by, now: work.now };
    const done = isDone ? decideStep(standing, { state: 'done' }, given) : null;
    const record = done === null || isRefusal(done) ? decideStep(standing, { state: 'open' }, given) : done;
    return isRefusal(record) ? null : { run, stepId: standing.step.id, record };
  },
  permit: permitAll,
  decide: (heard) => ({ heard }),
  async record(work, { change: { heard }, input: { subjectId, taskId } }) {
    if (heard === null) return { subjectId, audit: { taskId }, facts: [], result: null };
    const { run, stepId, record } = heard;
    const next = { ...run, progress: { ...run.progress, [stepId]: record } };
    const { definition } = await readVersion(work, await readShelf(work), run);
    await writeProgress(work, { ...next, progress: await keepStepTasks(work, next, definition) });
    return {
      subjectId,
      audit: { taskId, runId: run.id, step: stepId, after: record.state },
      facts: [{ kind: 'playbook-run.changed' as const, runId: run.id }],
      result: null,
    };
  },
  show: async () => null,
});
