/** Phases in the order of a response; `closed` is the end. What leads from one to another is the table in `phase.rules.ts`. */
export const incidentPhases = [
  'triage',
  'analysis',
  'containment',
  'eradication',
  'recovery',
  'review',
  'closed',
] as const;
/** The phases in which somebody works; each has a state of its own, and several may be active at once. */
export const handlingPhases = ['triage', 'analysis', 'containment', 'eradication', 'recovery', 'review'] as const;
export const phaseStates = ['not-started', 'active', 'done', 'not-applicable'] as const;
/**
 * `advance` begins a later phase and ends the active ones that are not kept; `start` begins one beside the others; `back`
 * returns to an earlier phase and sets later ones back; `resume` takes one up again beside the others.
 */
export const phaseMoves = ['advance', 'start', 'finish', 'skip', 'resume', 'back'] as const;
/** Moves that are made with a reason only. */
export const reasonedPhaseMoves = ['skip', 'resume', 'back'] as const;

/** How an incident can end. */
export const incidentOutcomes = [
  'resolved',
  'not-an-incident',
  'duplicate',
  'handed-over',
  'unresolved',
  'merged',
] as const;
/** The outcomes with which a person closes one; `merged` comes of a merge alone. */
export const closableOutcomes = ['resolved', 'not-an-incident', 'duplicate', 'handed-over', 'unresolved'] as const;
/** Outcomes after which less has to be on record: there was nothing to handle, or others have it. */
export const lightOutcomes = ['not-an-incident', 'duplicate', 'handed-over'] as const;

/** 重大・高・中・低, the worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
/** Permissible Actions Protocol: what may be done with what is known. */
export const papLabels = ['clear', 'green', 'amber', 'red'] as const;
/** What somebody is in one incident, whatever the role of the account. There is one commander at a time. */
export const incidentFunctions = ['commander', 'handler', 'scribe', 'liaison', 'observer'] as const;

/** Moments that are asserted of an incident. Names and what is needed at the end: `incident-times.v1.json`. */
export const incidentTimeKinds = [
  'occurred',
  'detected',
  'reported',
  'known',
  'acknowledged',
  'contained',
  'eradicated',
  'recovered',
] as const;
/** Where an asserted time comes from. */
export const timeSourceKinds = ['report', 'person', 'log', 'monitoring', 'external', 'estimate', 'other'] as const;

/** What can be missing when an incident is to be closed. */
export const closingGaps = [
  'phases-active',
  'monitoring-running',
  'class-missing',
  'severity-missing',
  'time-missing',
  'tasks-open',
  'reporter-unanswered',
  'children-open',
  'review-missing',
  'filings-open',
] as const;

/** What lies on an incident and is shown from the one that it is merged into. */
export const gatheredParts = [
  'tasks',
  'instructions',
  'scope',
  'observables',
  'timeline',
  'events',
  'files',
  'notes',
  'playbook-runs',
  'measures',
] as const;

export const incidentSorts = ['newest', 'oldest', 'severity', 'next-review'] as const;

export type IncidentPhase = (typeof incidentPhases)[number];
export type HandlingPhase = (typeof handlingPhases)[number];
export type PhaseState = (typeof phaseStates)[number];
export type PhaseMove = (typeof phaseMoves)[number];
export type IncidentOutcome = (typeof incidentOutcomes)[number];
export type ClosableOutcome = (typeof closableOutcomes)[number];
export type Severity = (typeof severities)[number];
export type Pap = (typeof papLabels)[number];
export type IncidentFunction = (typeof incidentFunctions)[number];
export type IncidentTimeKind = (typeof incidentTimeKinds)[number];
export type TimeSourceKind = (typeof timeSourceKinds)[number];
export type ClosingGap = (typeof closingGaps)[number];
export type GatheredPart = (typeof gatheredParts)[number];
export type IncidentSort = (typeof incidentSorts)[number];

/** What the table of severities proposes: the worst of the levels that were ticked; null when nothing was. */
export function proposedSeverity(ticked: readonly { readonly level: Severity }[]): Severity | null {
  return severities.find((level) => ticked.some((tick) => tick.level === level)) ?? null;
}
