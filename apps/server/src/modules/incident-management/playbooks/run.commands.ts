import type { BodyOf, JournalAct, RouteWith } from '@matoi/contract';
import { isRefusal, type Refusal, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import { namesWhoMay, standingDecision } from '../../casework/decisions/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { evidenceOf } from './evidence.queries.ts';
import type { Definition, EvidenceOn, Known, Run } from './playbook.model.ts';
import { currentOf, readShelf, readVersion } from './playbook.queries.ts';
import { showRun } from './run.queries.ts';
import {
  decideAssignee,
  decideStep,
  moveProgress,
  type StepChange,
  type StepStanding,
  standingsOf,
} from './run.rules.ts';
import { findRun, insertRun, listRuns, lockRuns, readKnown, writeEnd, writeKnown, writeProgress } from './run.store.ts';
import { endRunTasks, endStepTask, giveStepTask, keepStepTasks } from './step-task.commands.ts';
import { noTarget } from './step-task.rules.ts';

type Loaded = {
  readonly run: Run;
  readonly definition: Definition;
  readonly known: Known;
  readonly refused: Refusal | null;
};

async function loadRun(work: Work, id: string): Promise<Loaded> {
  const run = await findRun(work, id, 'for change');
  const subject = await findSubject(work, run.subjectId);
  const { definition } = await readVersion(work, await readShelf(work), run);
  return { run, definition, known: await readKnown(work, run.subjectId), refused: await mayAnnotate(work, subject) };
}

const ended = ({ run }: Loaded) => (run.endedAt === null ? null : refusal('playbook-runs.change-step.ended'));

function standingOf({ run, definition, known }: Loaded, stepId: string): StepStanding {
  const found = standingsOf({ definition, progress: run.progress, known }).find(({ step }) => step.id === stepId);
  return found ?? refuse('record.find.not-found');
}

type Texts = Readonly<Record<string, string>>;

/** Notes an act in the journal, with titles in the language of the team. */
async function note(
  work: Work,
  run: Pick<Run, 'subjectId'>,
  {
    code,
    titles,
    params,
  }: {
    readonly code: JournalAct;
    readonly titles: Readonly<Record<string, Definition['title']>>;
    readonly params?: Texts;
  },
): Promise<void> {
  const { locale } = await readSettings(work.db);
  const named = Object.fromEntries(Object.entries(titles).map(([name, title]) => [name, title[locale]]));
  await recordAct(work, run.subjectId, { code, params: { ...named, ...params } });
}

const changed = (id: string) => [{ kind: 'playbook-run.changed' as const, runId: id }];

/** Starts the version in force of a playbook on a record, in the transaction of the caller; answers the run's id. */
export async function startRun(work: Work, subjectId: SubjectId, code: string): Promise<string> {
  const shelf = await readShelf(work);
  const current = currentOf(shelf, code) ?? refuse('record.find.not-found');
  const { label, definition } = await readVersion(work, shelf, { code, label: current.label });
  const id = await insertRun(work, { subjectId, code, label });
  await note(
    work,
    { subjectId },
    { code: 'playbook.started', titles: { playbook: definition.title }, params: { label } },
  );
  const run = await findRun(work, id);
  await writeProgress(work, { ...run, progress: await keepStepTasks(work, run, definition) });
  work.fact({ kind: 'playbook-run.changed', runId: id }, subjectId);
  return id;
}

/** A person starts a playbook; the same one does not run twice at a time on one record. */
export const startPlaybook = defineCommand({
  id: 'playbook-runs.start',
  async load(work: Work, { subjectId, code }: BodyOf<RouteWith<'playbook-runs.start'>>) {
    const subject = await findSubject(work, subjectId);
    await lockRuns(work, subject.id);
    if (currentOf(await readShelf(work), code) === null) refuse('record.find.not-found');
    // What runs on a merged record runs on this one, as its page shows it.
    const { ids } = await wholeOf(work, subject);
    return { subject, runs: await listRuns(work, ids), refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ subject, runs }, { code }) => (isRunning(runs, code) ? refusal(alreadyRunning) : subject),
  async record(work, { change: subject, input: { code } }) {
    const id = await startRun(work, subject.id, code);
    return { subjectId: subject.id, audit: { runId: id, playbook: code }, facts: [], result: id };
  },
  show: showRun,
});

const alreadyRunning = 'playbook-runs.start.already-running';
const isRunning = (runs: readonly Run[], code: string) => runs.some((run) => run.code === code && run.endedAt === null);

type OnStep<Body> = { readonly id: string; readonly stepId: string; readonly body: Body };

/** What was named as evidence, among the files and notes of the record; refuses with `record.find.not-found` what is none. */
async function findEvidence(work: Work, run: Run, change: StepChange): Promise<EvidenceOn | null> {
  if (change.state !== 'done' || change.evidenceOn === undefined) return null;
  const { kind, id } = change.evidenceOn;
  const evidence = await evidenceOf(work, run.subjectId);
  return evidence.find((one) => one.kind === kind && one.id === id) ?? refuse('record.find.not-found');
}

/** Who could order the action of a step that the matrix in force speaks of and nobody has ordered; null where nothing is missing. */
async function unorderedOf(
  work: Work,
  { run, definition }: Loaded,
  stepId: string,
): Promise<{ readonly names: string } | null> {
  const actionKind = definition.steps.find(({ id }) => id === stepId)?.actionKind;
  if (actionKind === undefined) return null;
  const { isNeeded } = await standingDecision(work, { subjectId: run.subjectId, actionKind });
  if (!isNeeded) return null;
  return { names: await namesWhoMay(work, { subjectId: run.subjectId, actionKind, target: noTarget }) };
}

/** Sets how a step stands. Two people at once: the second is told that it is settled. */
export const changeStep = defineCommand({
  id: 'playbook-runs.change-step',
  async load(work: Work, { id, stepId, body }: OnStep<StepChange>) {
    const loaded = await loadRun(work, id);
    const isBegun = body.state === 'doing' || body.state === 'done';
    return {
      ...loaded,
      evidenceOn: await findEvidence(work, loaded.run, body),
      unordered: isBegun ? await unorderedOf(work, loaded, stepId) : null,
    };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded, { stepId, body }, { now, actor }) {
    const standing = standingOf(loaded, stepId);
    const refused = ended(loaded);
    if (refused !== null) return refused;
    const record = decideStep(standing, body, {
      definition: loaded.definition,
      by: actorLink(actor),
      now,
      evidenceOn: loaded.evidenceOn,
    });
    // What stands in the way of the step itself is said first.
    if (isRefusal(record)) return record;
    return loaded.unordered === null
      ? { standing, record }
      : refusal('playbook-runs.change-step.needs-decision', loaded.unordered);
  },
  async record(work, { loaded: { run, definition }, change: { standing, record } }) {
    const { step } = standing;
    const next = { ...run, progress: { ...run.progress, [step.id]: record } };
    await endStepTask(work, standing.record, record);
    await writeProgress(work, { ...next, progress: await keepStepTasks(work, next, definition) });
    const code = actOf(record, standing);
    if (code !== null)
      await note(work, run, {
        code,
        titles: { step: step.title },
        params: { reason: record.waiver?.reason ?? record.reason ?? '', name: record.waiver?.allowedBy ?? '' },
      });
    return {
      subjectId: run.subjectId,
      audit: {
        runId: run.id,
        step: step.id,
        before: standing.record?.state ?? 'open',
        after: record.state,
        answer: record.answer,
        waiver: record.waiver,
      },
      facts: changed(run.id),
      result: run.id,
    };
  },
  show: showRun,
});

function actOf({ state, waiver }: StepStanding['record'] & object, before: StepStanding): JournalAct | null {
  switch (state) {
    case 'done':
      return waiver === null ? 'playbook.step-done' : 'playbook.step-waived';
    case 'not-applicable':
      return 'playbook.step-not-applicable';
    case 'doing':
      return null;
    case 'open':
      return before.record?.state === 'doing' ? null : 'playbook.step-undone';
  }
}

/** Gives a step into somebody's hands, or into nobody's again. */
export const assignStep = defineCommand({
  id: 'playbook-runs.assign-step',
  async load(work: Work, { id, stepId, body }: OnStep<BodyOf<RouteWith<'playbook-runs.assign-step'>>>) {
    const run = await loadRun(work, id);
    const { assigneeId } = body;
    const loaded = { ...run, isUnordered: (await unorderedOf(work, run, stepId)) !== null };
    if (assigneeId === null) return { ...loaded, assignee: null };
    // Whoever cannot see the record is not told of it by a step, and is answered for like nobody.
    const { compartmentId } = await findSubject(work, loaded.run.subjectId);
    const candidates = await accountsThatSee(work.db, { compartmentId, roles: ['commander', 'handler'] });
    return { ...loaded, assignee: candidates.find(({ id: one }) => one === assigneeId) };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded, { stepId }, { now, actor }) {
    const standing = standingOf(loaded, stepId);
    const refused = ended(loaded);
    if (refused !== null) return refused;
    const code = 'playbook-runs.assign-step.assignee-unknown';
    if (loaded.assignee === undefined) return refusal(code, {}, [{ path: 'body.assigneeId', code }]);
    // In somebody's hands it has not begun while it waits for a decision.
    const isUnlocked = standing.isUnlocked && !loaded.isUnordered;
    const record = decideAssignee({ ...standing, isUnlocked }, loaded.assignee, { by: actorLink(actor), now });
    return isRefusal(record) ? record : { standing, record };
  },
  async record(work, { loaded: { run, definition }, change: { standing, record }, input: { body } }) {
    const { step } = standing;
    const taskId = await giveStepTask(
      work,
      { run, step, definition },
      {
        assigneeId: record.assignee?.id ?? null,
        isTask: body.isTask ?? record.assignee !== null,
        dueAt: body.dueAt == null ? body.dueAt : new Date(body.dueAt),
      },
    );
    await writeProgress(work, { ...run, progress: { ...run.progress, [step.id]: { ...record, taskId } } });
    if (record.assignee !== null)
      await note(work, run, {
        code: 'playbook.step-assigned',
        titles: { step: step.title },
        params: { name: record.assignee.name },
      });
    return {
      subjectId: run.subjectId,
      audit: {
        runId: run.id,
        step: step.id,
        before: standing.record?.assignee?.id ?? null,
        after: record.assignee?.id ?? null,
      },
      facts: changed(run.id),
      result: run.id,
    };
  },
  show: showRun,
});

/** Lets a run go on by another version; what was done stays done where the other version has the step. */
export const moveRun = defineCommand({
  id: 'playbook-runs.move',
  async load(work: Work, { id, to }: { readonly id: string; readonly to: string }) {
    const loaded = await loadRun(work, id);
    const target = await readVersion(work, await readShelf(work), { code: loaded.run.code, label: to });
    return { ...loaded, target };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded) {
    const refused = ended(loaded);
    if (refused !== null) return refused;
    const { run, target } = loaded;
    if (run.label === target.label) return refusal('playbook-runs.move.same-version');
    return moveProgress(run.progress, target.definition);
  },
  async record(work, { loaded: { run, target }, change: { progress, reopened } }) {
    const next = { ...run, label: target.label, progress };
    await writeProgress(work, { ...next, progress: await keepStepTasks(work, next, target.definition) });
    await note(work, run, {
      code: 'playbook.moved',
      titles: { playbook: target.definition.title },
      params: { before: run.label, after: target.label },
    });
    return {
      subjectId: run.subjectId,
      audit: { runId: run.id, before: run.label, after: target.label, reopened: reopened.map(({ id }) => id) },
      facts: changed(run.id),
      result: run.id,
    };
  },
  show: showRun,
});

/** Ends a run, whatever is left of it. */
export const endRun = defineCommand({
  id: 'playbook-runs.end',
  load: (work: Work, { id }: { readonly id: string; readonly reason: string }) => loadRun(work, id),
  permit: (_actor, { refused }) => refused,
  decide: (loaded) => ended(loaded) ?? loaded,
  async record(work, { loaded: { run, definition }, input: { reason } }) {
    await writeEnd(work, { id: run.id, reason });
    await endRunTasks(work, run);
    await note(work, run, { code: 'playbook.ended', titles: { playbook: definition.title }, params: { reason } });
    return { subjectId: run.subjectId, audit: { runId: run.id, reason }, facts: changed(run.id), result: run.id };
  },
  show: showRun,
});

/** Takes up a run again that was ended. */
export const resumeRun = defineCommand({
  id: 'playbook-runs.resume',
  async load(work: Work, { id }: { readonly id: string }) {
    const { subjectId } = await findRun(work, id);
    await lockRuns(work, subjectId);
    return { ...(await loadRun(work, id)), runs: await listRuns(work, [subjectId]) };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded) {
    if (loaded.run.endedAt === null) return refusal('playbook-runs.resume.not-ended');
    return isRunning(loaded.runs, loaded.run.code) ? refusal(alreadyRunning) : loaded;
  },
  async record(work, { loaded: { run, definition } }) {
    await writeEnd(work, { id: run.id, reason: null });
    await note(work, run, { code: 'playbook.resumed', titles: { playbook: definition.title } });
    return { subjectId: run.subjectId, audit: { runId: run.id }, facts: changed(run.id), result: run.id };
  },
  show: showRun,
});

/**
 * Tells what is known of a record: its class decides which playbooks are proposed, class and severity which steps are
 * shown; their tasks are made, and those of steps that are shown no more are over. For the module whose record it is, in
 * its own transaction, each time that one of the two changes; what is left out stays as it was told.
 */
export async function knowOf(work: Work, subjectId: SubjectId, known: Partial<Known>): Promise<void> {
  await writeKnown(work, subjectId, { ...(await readKnown(work, subjectId)), ...known });
  const running = (await listRuns(work, [subjectId])).filter(({ endedAt }) => endedAt === null);
  const shelf = running.length === 0 ? null : await readShelf(work);
  for (const { id } of running) {
    if (shelf === null) return;
    const run = await findRun(work, id, 'for change');
    const { definition } = await readVersion(work, shelf, run);
    await writeProgress(work, { ...run, progress: await keepStepTasks(work, run, definition) });
    work.fact({ kind: 'playbook-run.changed', runId: id }, subjectId);
  }
}
