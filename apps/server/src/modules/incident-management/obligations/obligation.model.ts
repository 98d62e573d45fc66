/**
 * The plain data that the pure heart of obligations reads and answers. Everything is JSON: instants are ISO 8601 in UTC
 * with milliseconds and `Z`, days are `YYYY-MM-DD` in a named zone, so that an assessment can be stored as it is and
 * explained years later.
 */
export * from './assessment.model.ts';
export * from './draft.model.ts';
export * from './fact.model.ts';
export * from './regime.model.ts';

import type { AnchorCandidate, AssessInput, Assessment, DueReminder, Filing, ReminderRow } from './assessment.model.ts';
import type { Draft, FactConflict, FactDifference, FormView } from './draft.model.ts';
import type { FactField, Facts, InstantText, Phrases } from './fact.model.ts';

/** `assess` in `assess.rules.ts`: every regime with its verdict, stages and clocks. */
export type Assess = (input: AssessInput) => readonly Assessment[];
/** `nextLegalDue` in `assess.rules.ts`: the running stage of law or contract that ends first. */
export type NextLegalDue = (
  assessments: readonly Assessment[],
) => { readonly regimeId: string; readonly stage: string; readonly at: InstantText } | null;
/** `remindersBetween` in `reminder.rules.ts`: what is due after `from` and until `to`. */
export type RemindersBetween = (given: {
  readonly assessments: readonly Assessment[];
  readonly table: readonly ReminderRow[];
  readonly from: InstantText;
  readonly to: InstantText;
}) => readonly DueReminder[];
/** `composeDraft` in `draft.rules.ts`. */
export type ComposeDraft = (given: {
  readonly view: FormView;
  readonly fields: readonly FactField[];
  readonly facts: Facts;
  readonly anchors: readonly AnchorCandidate[];
  readonly phrases: Phrases;
  readonly locale: 'ja' | 'en';
  /** In which times are written; it is always named beside them. */
  readonly zone: string;
}) => Draft;
/** `draftText` in `draft.rules.ts`: the draft as text to copy. */
export type DraftText = (draft: Draft) => string;
/** `differencesBetween` in `draft.rules.ts`: what the later one says otherwise than the earlier one. */
export type DifferencesBetween = (earlier: Facts, later: Facts) => readonly FactDifference[];
/** `conflictsBetween` in `draft.rules.ts`: where the latest filings to different recipients disagree. */
export type ConflictsBetween = (filings: readonly Filing[]) => readonly FactConflict[];
