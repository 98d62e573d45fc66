import {
  type HandlingPhase,
  handlingPhases,
  type IncidentPhase,
  type PhaseMove,
  type PhaseState,
  phaseMoves,
  reasonedPhaseMoves,
} from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { PhaseStanding, Phases } from './incident.model.ts';

/** The moves of one phase; buttons, the reference and the picture in the README come from this table. */
export const phaseMoveTable = {
  'not-started': { advance: 'active', start: 'active', back: 'active', skip: 'not-applicable' },
  active: { finish: 'done', skip: 'not-applicable' },
  done: { resume: 'active', back: 'active' },
  'not-applicable': { resume: 'active', back: 'active' },
} as const satisfies Record<PhaseState, Partial<Record<PhaseMove, PhaseState>>>;

/** Clocks of people and servers differ a little; beyond this a time in the future is a mistake. Milliseconds. */
export const clockTolerance = 5 * 60_000;

/** What became of one phase by one act. */
export type PhaseChange = {
  readonly phase: HandlingPhase;
  readonly from: PhaseState;
  readonly to: PhaseState;
  readonly at: Date;
  readonly reason: string | null;
};

export type PhaseMoveInput = {
  readonly phase: HandlingPhase;
  readonly move: PhaseMove;
  readonly keeps: readonly HandlingPhase[];
  readonly at: Date | null;
  readonly reason: string | null;
};

const notStarted: PhaseStanding = { state: 'not-started', startedAt: null, endedAt: null, reason: null };

/** How the phases stand when an incident is opened: it is being judged. */
export function firstPhases(openedAt: Date): Phases {
  return {
    triage: { ...notStarted, state: 'active', startedAt: openedAt },
    analysis: notStarted,
    containment: notStarted,
    eradication: notStarted,
    recovery: notStarted,
    review: notStarted,
  };
}

const placeOf = (phase: HandlingPhase) => handlingPhases.indexOf(phase);
const inState = (phases: Phases, state: PhaseState) => handlingPhases.filter((phase) => phases[phase].state === state);

/** The phases in which somebody works now. */
export function activePhases(phases: Phases): readonly HandlingPhase[] {
  return inState(phases, 'active');
}

/** The phase under which an incident is listed: the furthest active one, otherwise the furthest that was reached. */
export function currentPhase(phases: Phases): HandlingPhase {
  const reached = handlingPhases.filter((phase) => phases[phase].state !== 'not-started');
  return activePhases(phases).at(-1) ?? reached.at(-1) ?? 'triage';
}

/** The moves that one phase offers now. */
export function movesOf(phases: Phases, phase: HandlingPhase): readonly PhaseMove[] {
  const current = placeOf(currentPhase(phases));
  const offered: Partial<Record<PhaseMove, PhaseState>> = phaseMoveTable[phases[phase].state];
  return phaseMoves.filter((move) => {
    if (offered[move] === undefined) return false;
    if (move === 'advance') return placeOf(phase) > current;
    if (move === 'back') return placeOf(phase) < current;
    if (move === 'skip') return phase !== 'triage';
    return true;
  });
}

function refusedMove(phases: Phases, input: PhaseMoveInput, now: Date): Refusal | null {
  const { phase, move, at, reason } = input;
  const offered: Partial<Record<PhaseMove, PhaseState>> = phaseMoveTable[phases[phase].state];
  if (offered[move] === undefined) return refusal('incidents.move-phase.not-possible');
  const current = placeOf(currentPhase(phases));
  if (move === 'advance' && placeOf(phase) <= current) return refusal('incidents.move-phase.not-later');
  if (move === 'back' && placeOf(phase) >= current) return refusal('incidents.move-phase.not-earlier');
  if (move === 'skip' && phase === 'triage') return refusal('incidents.move-phase.not-skippable');
  if (reasonedPhaseMoves.some((one) => one === move) && reason === null)
    return atField('incidents.move-phase.needs-reason', 'reason');
  if (at !== null && at.getTime() > now.getTime() + clockTolerance)
    return atField('incidents.move-phase.in-the-future', 'at');
  return null;
}

const atField = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);

/** Carries changes out one after the other; each leaves its trace. */
function applying(start: Phases) {
  let phases = start;
  const changes: PhaseChange[] = [];
  return {
    get phases() {
      return phases;
    },
    changes,
    set(phase: HandlingPhase, to: PhaseState, by: { readonly at: Date; readonly reason: string | null }) {
      const before = phases[phase];
      changes.push({ phase, from: before.state, to, at: by.at, reason: by.reason });
      phases = { ...phases, [phase]: standingAfter(before, to, by) };
    },
  };
}

function standingAfter(
  before: PhaseStanding,
  to: PhaseState,
  { at, reason }: { readonly at: Date; readonly reason: string | null },
): PhaseStanding {
  switch (to) {
    case 'active':
      return { state: to, startedAt: before.startedAt ?? at, endedAt: null, reason };
    case 'done':
      return { ...before, state: to, endedAt: at };
    case 'not-applicable':
      return { state: to, startedAt: before.startedAt, endedAt: before.startedAt === null ? null : at, reason };
    case 'not-started':
      return notStarted;
    default:
      return to satisfies never;
  }
}

/**
 * Whether recovery begins while somebody is still looking at what happened: then evidence is lost. Where nobody began an
 * analysis there may be nothing to analyse (a mail to the wrong person, a lost paper).
 */
export function restoresBeforeAnalysis(before: Phases, after: Phases): boolean {
  if (before.recovery.state === 'active' || after.recovery.state !== 'active') return false;
  return after.analysis.state === 'active';
}

export type Moved = { readonly phases: Phases; readonly changes: readonly PhaseChange[] };

/**
 * How the phases stand after a move, with a trace of each phase that changed. While an incident runs and a phase is left
 * to begin, one is always active: the end of the last active one begins the next.
 */
export function decidePhaseMove(phases: Phases, input: PhaseMoveInput, now: Date): Moved | Refusal {
  const refused = refusedMove(phases, input, now);
  if (refused !== null) return refused;
  const { phase, move, keeps, reason } = input;
  const at = input.at ?? now;
  const moved = applying(phases);
  const others = activePhases(phases).filter((one) => one !== phase && !keeps.includes(one));
  const ending = move === 'advance' ? others : move === 'finish' || move === 'skip' ? [phase] : [];
  for (const one of ending) {
    const { startedAt } = phases[one];
    if (startedAt !== null && at.getTime() < startedAt.getTime())
      return atField('incidents.move-phase.before-start', 'at');
  }
  switch (move) {
    case 'advance':
      for (const one of others) moved.set(one, 'done', { at, reason: null });
      moved.set(phase, 'active', { at, reason });
      break;
    case 'start':
    case 'resume':
      moved.set(phase, 'active', { at, reason });
      break;
    case 'back':
      for (const one of others)
        moved.set(one, placeOf(one) > placeOf(phase) ? 'not-started' : 'done', { at, reason: null });
      moved.set(phase, 'active', { at, reason });
      break;
    case 'finish':
      moved.set(phase, 'done', { at, reason: null });
      break;
    case 'skip':
      moved.set(phase, 'not-applicable', { at, reason });
      break;
    default:
      return move satisfies never;
  }
  if (activePhases(moved.phases).length === 0) {
    const next =
      handlingPhases.find((one) => placeOf(one) > placeOf(phase) && moved.phases[one].state === 'not-started') ??
      handlingPhases.find((one) => moved.phases[one].state === 'not-started');
    if (next !== undefined) moved.set(next, 'active', { at, reason: null });
  }
  return { phases: moved.phases, changes: moved.changes };
}

/** Ends every active phase, when the incident is closed or merged. */
export function endedPhases(phases: Phases, now: Date): Moved {
  const moved = applying(phases);
  for (const phase of activePhases(phases)) moved.set(phase, 'done', { at: now, reason: null });
  return { phases: moved.phases, changes: moved.changes };
}

/** The traces of the phases that become again what they were. */
export function restoredPhases(phases: Phases, before: Phases, now: Date): Moved {
  const changes = handlingPhases
    .filter((phase) => phases[phase].state !== before[phase].state)
    .map((phase) => ({ phase, from: phases[phase].state, to: before[phase].state, at: now, reason: null }));
  return { phases: before, changes };
}

/** The phase that lists show: closed, or the current one. */
export function listedPhase(phases: Phases, isClosed: boolean): IncidentPhase {
  return isClosed ? 'closed' : currentPhase(phases);
}
