import { type ClosableOutcome, type IncidentPhase, lightOutcomes } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Incident } from './incident.model.ts';

/** Where an incident stands as a whole; its phases have states of their own. */
export type Standing = 'running' | 'closed' | 'merged';
export type IncidentMove = 'close' | 'reopen' | 'merge' | 'unmerge';

/** The moves of an incident; buttons, the reference and the picture in the README come from this table. */
export const incidentMoves = {
  running: { close: 'closed', merge: 'merged' },
  closed: { reopen: 'running' },
  merged: { unmerge: 'running' },
} as const satisfies Record<Standing, Partial<Record<IncidentMove, Standing>>>;

const refusals = {
  close: 'incidents.close.not-open',
  reopen: 'incidents.reopen.not-closed',
  merge: 'incidents.merge.not-open',
  unmerge: 'incidents.unmerge.not-merged',
} as const satisfies Record<IncidentMove, string>;

/** Where it stands. */
export function standingOf({ phase, mergedInto }: Pick<Incident, 'phase' | 'mergedInto'>): Standing {
  if (mergedInto !== null) return 'merged';
  return phase === 'closed' ? 'closed' : 'running';
}

/** Where it stands after a move, or the refusal that says why there is none. */
export function decideMove(standing: Standing, move: IncidentMove): Standing | Refusal {
  const moves: Partial<Record<IncidentMove, Standing>> = incidentMoves[standing];
  return moves[move] ?? refusal(refusals[move]);
}

/** The moves that are open where it stands. */
export function nextMoves(standing: Standing): readonly IncidentMove[] {
  return Object.keys(incidentMoves[standing]) as IncidentMove[];
}

/** True while the incident is worked on. */
export function isOpen(phase: IncidentPhase): boolean {
  return phase !== 'closed';
}

/** May something be attached? Only while it is open: what is closed was signed off as it is. */
export function mayAnnotateIn(phase: IncidentPhase): Refusal | null {
  return isOpen(phase) ? null : refusal('incidents.annotate.closed');
}

/** Whether less has to be on record before it is closed so. */
export function isLight(outcome: ClosableOutcome): boolean {
  return lightOutcomes.some((one) => one === outcome);
}
