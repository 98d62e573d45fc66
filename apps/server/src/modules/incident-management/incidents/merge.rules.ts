import { openCompartment } from '@matoi/contract';
import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import type { Incident } from './incident.model.ts';
import { decideMove, standingOf } from './incident.rules.ts';

export type Pair<Record = Pick<Incident, 'id' | 'phase' | 'mergedInto' | 'compartmentId'>> = {
  readonly from: Record;
  readonly into: Record;
};

/**
 * What a merge does: the two end in the more restricted of their compartments, so that nobody sees more than before.
 * Two different restricted ones cannot meet.
 */
export function decideMerge({ from, into }: Pair): { readonly compartmentId: number } | Refusal {
  if (from.id === into.id) return refusal('incidents.merge.same');
  const moved = decideMove(standingOf(from), 'merge');
  if (isRefusal(moved)) return moved;
  if (standingOf(into) !== 'running') return refusal('incidents.merge.target-closed');
  if (from.compartmentId === into.compartmentId || from.compartmentId === openCompartment)
    return { compartmentId: into.compartmentId };
  return into.compartmentId === openCompartment
    ? { compartmentId: from.compartmentId }
    : refusal('incidents.merge.compartments-differ');
}
