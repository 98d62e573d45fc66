import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Move, ScopeItem } from './item.model.ts';
import type { ScopeNumber } from './number.model.ts';

/** An item as the contract describes it. */
export function viewItem(
  item: ScopeItem,
  mergedFrom: SubjectLink | null = null,
): ResponseOf<RouteWith<'scope.change'>> {
  return {
    id: item.id,
    version: item.version,
    kind: item.kind,
    name: item.name,
    details: { ...item.details },
    state: item.state,
    stateAt: item.stateAt.toISOString(),
    stateReason: item.stateReason,
    certainty: item.certainty,
    tags: [...item.tags],
    note: item.note,
    measures: item.measures.map(({ measure, state, at, by }) => ({
      measure,
      state,
      at: at.toISOString(),
      by: by.name,
    })),
    addedAt: item.addedAt.toISOString(),
    changedAt: item.changedAt.toISOString(),
    mergedFrom,
  };
}

export function viewMove(move: Move): ResponseOf<RouteWith<'scope.show'>>['moves'][number] {
  return {
    from: move.from,
    to: move.to,
    since: move.since.toISOString(),
    reason: move.reason,
    at: move.at.toISOString(),
    by: move.by,
  };
}

/** A number as the contract describes it. */
export function viewNumber(
  entry: ScopeNumber,
  mergedFrom: SubjectLink | null = null,
): ResponseOf<RouteWith<'scope.record-number'>> {
  return {
    id: entry.id,
    category: entry.category,
    unit: entry.unit,
    known: entry.known,
    maximum: entry.maximum,
    source: entry.source,
    note: entry.note,
    asOf: entry.asOf.toISOString(),
    recordedAt: entry.recordedAt.toISOString(),
    recordedBy: entry.recordedBy,
    isCurrent: entry.isCurrent,
    mergedFrom,
  };
}
