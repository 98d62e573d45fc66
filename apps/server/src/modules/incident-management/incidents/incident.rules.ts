import type { IncidentPhase } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

export type IncidentMove = 'close' | 'reopen';

/** The moves of an incident; buttons, the reference and the picture in the README come from this table. */
export const incidentMoves = {
  triage: { close: 'closed' },
  closed: { reopen: 'triage' },
} as const satisfies Record<IncidentPhase, Partial<Record<IncidentMove, IncidentPhase>>>;

const refusals = { close: 'incidents.close.not-open', reopen: 'incidents.reopen.not-closed' } as const;

/** The phase after a move, or the refusal that says why there is none. */
export function decideMove(phase: IncidentPhase, move: IncidentMove): IncidentPhase | Refusal {
  const moves: Partial<Record<IncidentMove, IncidentPhase>> = incidentMoves[phase];
  return moves[move] ?? refusal(refusals[move]);
}

/** The moves that are open in a phase. */
export function nextMoves(phase: IncidentPhase): readonly IncidentMove[] {
  return Object.keys(incidentMoves[phase]) as IncidentMove[];
}

/** True while the incident is worked on. */
export function isOpen(phase: IncidentPhase): boolean {
  return phase !== 'closed';
}

/** May something be attached? Only while it is open: what is closed was signed off as it is. */
export function mayAnnotateIn(phase: IncidentPhase): Refusal | null {
  return isOpen(phase) ? null : refusal('incidents.annotate.closed');
}
