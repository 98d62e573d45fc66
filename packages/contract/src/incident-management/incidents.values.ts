/** Phases of an incident that Matoi runs today; the moves between them are the table in `incident.rules.ts`. */
export const incidentPhases = ['triage', 'closed'] as const;
export const incidentOutcomes = ['resolved', 'not-an-incident'] as const;
export const incidentSorts = ['newest', 'oldest'] as const;

export type IncidentPhase = (typeof incidentPhases)[number];
export type IncidentOutcome = (typeof incidentOutcomes)[number];
