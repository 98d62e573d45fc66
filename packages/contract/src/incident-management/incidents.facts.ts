import type {
  HandlingPhase,
  IncidentFunction,
  IncidentOutcome,
  IncidentTimeKind,
  PhaseMove,
  Severity,
} from './incidents.values.ts';

/** What can have happened to an incident. Payloads hold references and closed values, never content. */
export type IncidentFact =
  | { readonly kind: 'incident.opened'; readonly reportId: string | null }
  | { readonly kind: 'incident.changed' }
  | { readonly kind: 'incident.phase-changed'; readonly phase: HandlingPhase; readonly move: PhaseMove }
  | { readonly kind: 'incident.monitoring-set'; readonly until: string | null }
  | { readonly kind: 'incident.review-set'; readonly at: string | null }
  | { readonly kind: 'incident.time-asserted'; readonly timeKind: IncidentTimeKind }
  | { readonly kind: 'incident.severity-changed'; readonly severity: Severity }
  | { readonly kind: 'incident.function-given'; readonly function: IncidentFunction; readonly accountId: string }
  | { readonly kind: 'incident.function-ended'; readonly function: IncidentFunction; readonly accountId: string }
  | { readonly kind: 'incident.summary-written'; readonly version: number }
  | { readonly kind: 'incident.merged'; readonly intoId: string }
  | { readonly kind: 'incident.unmerged'; readonly fromId: string }
  | { readonly kind: 'incident.sight-lost'; readonly accountIds: readonly string[] }
  | { readonly kind: 'incident.closed'; readonly outcome: IncidentOutcome }
  | { readonly kind: 'incident.reopened' };
