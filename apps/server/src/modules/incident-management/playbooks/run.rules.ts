import { type BodyOf, type PlaybookPhase, playbookPhases, type RouteWith, type StepState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type {
  ActorLink,
  Clause,
  Definition,
  EvidenceOn,
  Known,
  PlaybookStep,
  Progress,
  StepRecord,
} from './playbook.model.ts';

/** How a step of a run stands, worked out from the version, the answers and what people have set. */
export type StepStanding = {
  readonly step: PlaybookStep;
  readonly record: StepRecord | null;
  readonly state: StepState;
  /** The clause of its condition by which it is hidden or waits. */
  readonly because: number | null;
  /** False where it destroys and evidence before it is not settled. */
  readonly isUnlocked: boolean;
};

/** The part of a run that decides: its version, what people have set, and what is known of the record. */
export type RunGround = {
  readonly definition: Definition;
  readonly progress: Progress;
  readonly known: Known;
};

const settled: ReadonlySet<StepState> = new Set(['done', 'not-applicable', 'hidden']);

/**
 * Every step with its state, in the order of the version. A question whose step does not apply counts as answered with
 * "unknown" where that can be answered; a question that is hidden holds for nothing. What is not known of class and
 * severity hides nothing.
 */
export function standingsOf({ definition, progress, known }: RunGround): readonly StepStanding[] {
  const byId = new Map<string, StepStanding>();
  const byQuestion = new Map<string, StepStanding>();
  return definition.steps.map((step) => {
    // An id may be a word that every object answers to.
    const record = Object.hasOwn(progress, step.id) ? (progress[step.id] ?? null) : null;
    const results = step.when.map((clause) => judge(clause, { definition, known, byQuestion }));
    const isUnlocked = !step.destroys || step.after.every((id) => isSettled(byId.get(id)));
    const standing = { step, record, isUnlocked, ...stateOf(record, results, isUnlocked) };
    byId.set(step.id, standing);
    if (step.asks !== null) byQuestion.set(step.asks, standing);
    return standing;
  });
}

const isSettled = (standing: StepStanding | undefined) => standing === undefined || settled.has(standing.state);

type Result = 'holds' | 'fails' | 'pending';

function stateOf(
  record: StepRecord | null,
  results: readonly Result[],
  isUnlocked: boolean,
): Pick<StepStanding, 'state' | 'because'> {
  // What somebody has settled stays to be seen, whatever is answered afterwards.
  if (record?.state === 'done' || record?.state === 'not-applicable') return { state: record.state, because: null };
  const failing = results.indexOf('fails');
  if (failing >= 0) return { state: 'hidden', because: failing };
  const pending = results.indexOf('pending');
  if (pending >= 0) return { state: 'waiting', because: pending };
  if (!isUnlocked) return { state: 'blocked', because: null };
  return { state: record?.state ?? 'open', because: null };
}

function judge(
  clause: Clause,
  ground: Pick<RunGround, 'definition' | 'known'> & { readonly byQuestion: ReadonlyMap<string, StepStanding> },
): Result {
  const holds = (isTrue: boolean): Result => (isTrue ? 'holds' : 'fails');
  switch (clause.about) {
    case 'class':
      return holds(ground.known.classCode === null || clause.is.includes(ground.known.classCode));
    case 'severity':
      return holds(ground.known.severity === null || clause.is.includes(ground.known.severity));
    case 'answer': {
      const asking = ground.byQuestion.get(clause.question);
      if (asking === undefined || asking.state === 'hidden') return 'fails';
      if (asking.state === 'done') return holds(clause.is.includes(asking.record?.answer ?? ''));
      if (asking.state !== 'not-applicable') return 'pending';
      const question = ground.definition.questions.find(({ id }) => id === clause.question);
      const canBeUnknown = question?.options.some(({ id }) => id === 'unknown') === true;
      return holds(canBeUnknown && clause.is.includes('unknown'));
    }
  }
}

/**
 * The one step to do now: the first that is open, and where all of those are settled the first that somebody is doing.
 * Null when nothing is left. The order of a version puts evidence before what destroys it.
 */
export function nextOf(standings: readonly StepStanding[]): StepStanding | null {
  return standings.find(({ state }) => state === 'open') ?? standings.find(({ state }) => state === 'doing') ?? null;
}

/** How far each phase is: settled steps of those that are not hidden. Phases without a step are left out. */
export function progressOf(
  standings: readonly StepStanding[],
): readonly { readonly phase: PlaybookPhase; readonly settled: number; readonly total: number }[] {
  return playbookPhases.flatMap((phase) => {
    const shown = standings.filter(({ step, state }) => step.phase === phase && state !== 'hidden');
    if (shown.length === 0) return [];
    return [{ phase, settled: shown.filter((one) => isSettled(one)).length, total: shown.length }];
  });
}

export type StepChange = BodyOf<RouteWith<'playbook-runs.change-step'>>;

const untouched = {
  answer: null,
  note: null,
  reason: null,
  evidence: null,
  evidenceOn: null,
  waiver: null,
} as const;

/** A step as it is from now on, or why it cannot be set so. */
export function decideStep(
  standing: StepStanding,
  change: StepChange,
  given: {
    readonly definition: Definition;
    readonly by: ActorLink;
    readonly now: Date;
    /** What was named as evidence, as it was found on the record. */
    readonly evidenceOn?: EvidenceOn | null;
  },
): StepRecord | Refusal {
  const { step, record, state, isUnlocked } = standing;
  const { assignee = null, taskId = null } = record ?? {};
  const stamp = { at: given.now.toISOString(), by: given.by, assignee, taskId };
  if (change.state === 'open') {
    const isSet = record !== null && record.state !== 'open';
    if (!isSet) return refusal('playbook-runs.change-step.not-settled');
    // What is open again is in nobody's hands: its task is over.
    return { ...untouched, ...stamp, state: 'open', assignee: null, taskId: null };
  }
  const notOpen = refuseUnlessOpen(state);
  if (notOpen !== null) return notOpen;
  if (change.state === 'not-applicable') return { ...untouched, ...stamp, state: change.state, reason: change.reason };
  if (change.state === 'doing') return isUnlocked ? { ...untouched, ...stamp, state: 'doing' } : evidenceFirst();
  const { answer, note, evidence, waiver } = change;
  if (!isUnlocked && waiver === undefined) return evidenceFirst();
  const wrong = wrongAnswer(step, answer, given.definition);
  if (wrong !== null) return wrong;
  return {
    ...stamp,
    state: 'done',
    answer: step.asks === null ? null : (answer ?? null),
    note: note ?? null,
    reason: null,
    evidence: evidence ?? null,
    evidenceOn: given.evidenceOn ?? null,
    waiver: isUnlocked ? null : (waiver ?? null),
  };
}

/** A step that nobody has touched, with a task that stands for it. */
export function tasked(taskId: string | null, given: { readonly by: ActorLink; readonly now: Date }): StepRecord {
  return { ...untouched, state: 'open', assignee: null, taskId, at: given.now.toISOString(), by: given.by };
}

type WithTask = { readonly step: PlaybookStep; readonly record: StepRecord; readonly taskId: string };

/**
 * Which steps a task is made of, and whose task is over. A marked step gets one as soon as it is shown, and only while
 * nobody has touched it: what somebody took back is not brought again.
 */
export function tasksToKeep(standings: readonly StepStanding[]): {
  readonly made: readonly PlaybookStep[];
  readonly ended: readonly WithTask[];
} {
  const isShown = ({ state }: StepStanding) => state === 'open' || state === 'blocked';
  return {
    made: standings.flatMap((one) => (one.step.asTask && one.record === null && isShown(one) ? [one.step] : [])),
    ended: standings.flatMap(({ step, record, state }) =>
      state === 'hidden' && record !== null && record.taskId !== null ? [{ step, record, taskId: record.taskId }] : [],
    ),
  };
}

/** A step in somebody's hands, or in nobody's again, or why not. */
export function decideAssignee(
  { record, state, isUnlocked }: StepStanding,
  assignee: StepRecord['assignee'],
  given: { readonly by: ActorLink; readonly now: Date },
): StepRecord | Refusal {
  const notOpen = refuseUnlessOpen(state);
  if (notOpen !== null) return notOpen;
  const at = given.now.toISOString();
  const inHand = assignee === null || !isUnlocked ? 'open' : 'doing';
  return { ...untouched, ...record, state: inHand, assignee, taskId: null, at, by: given.by };
}

function refuseUnlessOpen(state: StepState): Refusal | null {
  if (state === 'hidden' || state === 'waiting') return refusal('playbook-runs.change-step.not-shown');
  if (state === 'done' || state === 'not-applicable') return refusal('playbook-runs.change-step.settled');
  return null;
}

function evidenceFirst(): Refusal {
  const code = 'playbook-runs.change-step.evidence-first';
  return refusal(code, {}, [{ path: 'body.waiver', code }]);
}

function wrongAnswer(step: PlaybookStep, answer: string | undefined, { questions }: Definition): Refusal | null {
  if (step.asks === null) return null;
  const refused = (code: string) => refusal(code, {}, [{ path: 'body.answer', code }]);
  if (answer === undefined) return refused('playbook-runs.change-step.answer-missing');
  const question = questions.find(({ id }) => id === step.asks);
  const isKnown = question?.options.some(({ id }) => id === answer) === true;
  return isKnown ? null : refused('playbook-runs.change-step.answer-unknown');
}

/**
 * What people have set, taken over to another version: by the ids of the steps. An answer that the other version does
 * not know is taken back, and its step is open again.
 */
export function moveProgress(
  progress: Progress,
  to: Definition,
): { readonly progress: Progress; readonly reopened: readonly PlaybookStep[] } {
  const isStale = (step: PlaybookStep) => {
    const record = progress[step.id];
    if (record?.state !== 'done' || step.asks === null) return false;
    const question = to.questions.find(({ id }) => id === step.asks);
    return question?.options.some(({ id }) => id === record.answer) !== true;
  };
  const reopened = to.steps.filter(isStale);
  const left = new Set(reopened.map(({ id }) => id));
  return { progress: Object.fromEntries(Object.entries(progress).filter(([id]) => !left.has(id))), reopened };
}
