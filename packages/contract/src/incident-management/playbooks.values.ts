/** Phases of a response that steps belong to, in their order; the same as those of an incident before it is closed. */
export const playbookPhases = ['triage', 'analysis', 'containment', 'eradication', 'recovery', 'review'] as const;
/** Who carries out a step. */
export const playbookRoles = [
  'handler',
  'commander',
  'scribe',
  'liaison',
  'system-owner',
  'reporter',
  'management',
  'legal',
  'public-relations',
] as const;
/** What a condition of a step may look at. */
export const conditionSubjects = ['answer', 'class', 'severity'] as const;
/** Degrees of severity (重大度) that a condition may name, the worst first. */
export const playbookSeverities = ['critical', 'high', 'medium', 'low'] as const;
/**
 * How a step of a run stands. `hidden`: its condition does not hold. `waiting`: its condition asks for an answer that is
 * not there yet. `blocked`: it destroys, and the evidence is not taken.
 */
/** What of the record can be the evidence of a step. */
export const evidenceKinds = ['file', 'note'] as const;
/** How far the task is that stands for a step; the states of tasks. */
export const stepTaskStates = ['open', 'in-progress', 'done', 'cancelled', 'not-applicable'] as const;
export const stepStates = ['open', 'doing', 'done', 'not-applicable', 'hidden', 'waiting', 'blocked'] as const;
/** To what a person can set a step; `open` undoes. */
export const settableStates = ['open', 'doing', 'done', 'not-applicable'] as const;
export const playbookOrigins = ['program', 'team'] as const;
export const editionStates = ['in-force', 'planned', 'past'] as const;
/** What two versions differ by. */
export const differenceKinds = ['added', 'removed', 'changed', 'moved'] as const;
/** Why a draft cannot be published yet; each has its sentence. */
export const playbookProblems = [
  'text-missing',
  'no-steps',
  'step-twice',
  'question-twice',
  'question-unasked',
  'question-asked-twice',
  'question-unknown',
  'option-twice',
  'option-unknown',
  'options-few',
  'asked-too-late',
  'phase-order',
  'evidence-unknown',
  'evidence-missing',
  'evidence-destroys',
  'action-unknown',
] as const;

export type PlaybookPhase = (typeof playbookPhases)[number];
export type PlaybookRole = (typeof playbookRoles)[number];
export type PlaybookSeverity = (typeof playbookSeverities)[number];
export type StepState = (typeof stepStates)[number];
export type SettableState = (typeof settableStates)[number];
export type PlaybookOrigin = (typeof playbookOrigins)[number];
export type PlaybookProblem = (typeof playbookProblems)[number];
export type DifferenceKind = (typeof differenceKinds)[number];
export type EvidenceKind = (typeof evidenceKinds)[number];
