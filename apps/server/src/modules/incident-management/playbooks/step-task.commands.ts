import type { SubjectId } from '@matoi/kernel';
import { isRefusal } from '@matoi/kernel';
import type { ActorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { addTask, cancelTask, finishTask } from '../../casework/tasks/index.ts';
import type { Definition, PlaybookStep, Run, StepRecord } from './playbook.model.ts';
import { readShelf, readVersion } from './playbook.queries.ts';
import { decideStep, standingsOf } from './run.rules.ts';
import { findRun, listRuns, readKnown, writeProgress } from './run.store.ts';

/** Makes the task by which somebody has a step: what to do and how to tell that it worked, in the language of the team. */
export async function giveStepTask(
  work: Work,
  { run, step, definition }: { readonly run: Run; readonly step: PlaybookStep; readonly definition: Definition },
  assigneeId: string,
): Promise<string> {
  const { locale } = await readSettings(work.db);
  const task = await addTask(work, run.subjectId, {
    title: step.title[locale],
    text: [step.action[locale], step.check[locale], step.why[locale]].filter((text) => text !== '').join('\n\n'),
    dueAt: step.dueMinutes === null ? null : new Date(run.startedAt.getTime() + step.dueMinutes * 60_000),
    assigneeId,
    source: { kind: 'playbook', label: definition.title[locale], id: run.id },
  });
  return task.id;
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
    await writeProgress(work, { ...run, progress: { ...run.progress, [stepId]: record } });
    return {
      subjectId,
      audit: { taskId, runId: run.id, step: stepId, after: record.state },
      facts: [{ kind: 'playbook-run.changed' as const, runId: run.id }],
      result: null,
    };
  },
  show: async () => null,
});
