/** Degrees of impact (影響度) and urgency (緊急度), the worst first. */
export const triageLevels = ['high', 'medium', 'low'] as const;
/** Priorities (優先度); 1 is the most urgent. */
export const triagePriorities = [1, 2, 3, 4] as const;
/** `rsit` is the reference taxonomy of ENISA and TF-CSIRT, `own` what the team counts beside it. */
export const classSchemes = ['rsit', 'own'] as const;
/** What a proposal can propose. */
export const proposedParts = ['class', 'impact', 'urgency', 'priority', 'assignee', 'compartment', 'tag'] as const;
/** What of a report a reason refers to; `always` is a rule without a condition. */
export const reasonFields = [
  'channel',
  'sender-address',
  'sender-domain',
  'sender-internal',
  'recipient',
  'mailbox',
  'source',
  'title',
  'text',
  'attachment',
  'tag',
  'class-hint',
  'severity-hint',
  'impact',
  'urgency',
  'always',
] as const;
/** In reasons: what came with the report itself (class and severity given by its source) stands in place of a rule. */
export const hintRuleId = 'hint';
/** In reasons: the table of priorities stands in place of a rule, as `priorities:<version>`. */
export const prioritiesRulePrefix = 'priorities:';
/** Which clock a target runs by. */
export const serviceClocks = ['business-hours', 'around-the-clock'] as const;
/** The rows of the targets: the priorities, and what counts until there is one. */
export const serviceLevelRows = ['1', '2', '3', '4', 'none'] as const;
/** ISO 8601 weekdays: 1 is Monday. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

export type TriageLevel = (typeof triageLevels)[number];
export type TriagePriority = (typeof triagePriorities)[number];
export type ClassScheme = (typeof classSchemes)[number];
export type ProposedPart = (typeof proposedParts)[number];
export type ReasonField = (typeof reasonFields)[number];
export type ServiceClock = (typeof serviceClocks)[number];
export type ServiceLevelRow = (typeof serviceLevelRows)[number];
export type Weekday = (typeof weekdays)[number];
