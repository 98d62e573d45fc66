/** What a duty rests on: only law and contract are ever overdue (期限超過), a guideline is past (目安超過). */
export const obligationForces = ['law', 'guideline', 'contract', 'company-rule'] as const;
/** How well the source of a rule is known; `unconfirmed` ships switched off. */
export const obligationConfidences = ['read', 'secondary', 'unconfirmed'] as const;
/** The moments on which clocks hang. */
export const obligationAnchorKinds = [
  'occurred',
  'detected',
  'known',
  'confirmed',
  'classified',
  'determined',
  'believed',
  'assessed',
  'paid',
  'measure-available',
  'told-by-processor',
] as const;
export const obligationPrecisions = ['instant', 'minute', 'hour', 'date', 'month'] as const;
/** How certain a field of a report is. */
export const obligationFactStates = ['unknown', 'estimated', 'confirmed', 'not-applicable'] as const;
export const obligationFactTypes = [
  'yes-no',
  'number',
  'line',
  'text',
  'choice',
  'choices',
  'codes',
  'date',
  'moment',
] as const;
export const obligationApplicabilities = [
  'applicable',
  'not-applicable',
  'needs-fact',
  'scope-undeclared',
  'switched-off',
  'not-in-force',
] as const;
export const obligationClockStates = [
  'switched-off',
  'not-in-force',
  'scope-undeclared',
  'not-applicable',
  'needs-fact',
  'anchor-missing',
  'not-started',
  'calendar-missing',
  'without-delay',
  'running',
  'due-soon',
  'overdue',
  'past-guideline',
  'past-target',
  'filed',
  'filed-late',
  'filed-after-guideline',
  'withdrawn',
] as const;
export const obligationTruths = ['yes', 'no', 'unknown'] as const;
/** `by-rule` takes an earlier word back: the rules decide again. */
export const obligationRulings = ['applicable', 'not-applicable', 'by-rule'] as const;
export const filingKinds = ['report', 'withdrawal'] as const;
export const filingStates = ['draft', 'approved', 'filed', 'discarded'] as const;
export const filingFormats = ['pdf', 'docx', 'txt'] as const;

/** Of what people are told; they are notifications as well. */
export const obligationReminders = [
  'obligation.due-soon',
  'obligation.overdue',
  'obligation.past-guideline',
  'obligation.anchor-missing',
] as const;

export type ObligationReminder = (typeof obligationReminders)[number];
export type ObligationForce = (typeof obligationForces)[number];
export type ObligationConfidence = (typeof obligationConfidences)[number];
export type ObligationAnchorKind = (typeof obligationAnchorKinds)[number];
export type ObligationPrecision = (typeof obligationPrecisions)[number];
export type ObligationFactState = (typeof obligationFactStates)[number];
export type ObligationFactType = (typeof obligationFactTypes)[number];
export type ObligationApplicability = (typeof obligationApplicabilities)[number];
export type ObligationClockState = (typeof obligationClockStates)[number];
export type ObligationRuling = (typeof obligationRulings)[number];
export type FilingKind = (typeof filingKinds)[number];
export type FilingState = (typeof filingStates)[number];
export type FilingFormat = (typeof filingFormats)[number];

/**
 * What can be wrong with a line of a mapping. `outside`: beyond the last cell that the form uses, which may be meant; the
 * others are refused.
 */
export const mappingProblems = ['unknown-field', 'unknown-sheet', 'formula', 'twice', 'beyond', 'outside'] as const;
export type MappingProblem = (typeof mappingProblems)[number];
