import type { IncidentOutcome } from './incidents.values.ts';

/** What can have happened to an incident. */
export type IncidentFact =
  | { readonly kind: 'incident.opened'; readonly reportId: string | null }
  | { readonly kind: 'incident.changed' }
  | { readonly kind: 'incident.closed'; readonly outcome: IncidentOutcome }
  | { readonly kind: 'incident.reopened' };
