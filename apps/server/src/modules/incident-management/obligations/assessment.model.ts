import type {
  AnchorKind,
  Confidence,
  DayText,
  FactState,
  Facts,
  FactValue,
  InstantText,
  Phrases,
  Precision,
  RegimeKind,
  Scope,
  Sentence,
  Text,
  Zone,
} from './fact.model.ts';
import type { CountingStrategy, HolidayCalendar, Regime } from './regime.model.ts';

/** A moment that somebody proposes as anchor. It counts only with an assertion. */
export type AnchorCandidate = {
  readonly id: string;
  readonly kind: AnchorKind;
  /** For one regime only; null: for all. An assertion for a regime goes before one for all. */
  readonly regimeId: string | null;
  /** The beginning of what is known: with `date` the local midnight, with `month` that of the first day. */
  readonly at: InstantText;
  readonly precision: Precision;
  readonly zone: Zone;
  /** Whose knowledge: the department, person, log. */
  readonly source: string;
  readonly evidence: string | null;
  readonly assertion: { readonly by: string; readonly at: InstantText; readonly reason: string } | null;
};

export const filingKinds = ['report', 'withdrawal'] as const;
export type FilingKind = (typeof filingKinds)[number];
export type Filing = {
  readonly id: string;
  readonly regimeId: string;
  readonly stage: string;
  /** Code of the recipient of the regime (with `forEach`: `code:VALUE`). */
  readonly recipient: string;
  readonly kind: FilingKind;
  readonly filedAt: InstantText;
  /** What this recipient was told: the facts of the draft as they stood. */
  readonly told: Facts;
};

/** A human's word on whether a regime applies; it wins over what is computed, and is shown beside it. */
export type Ruling = {
  readonly regimeId: string;
  readonly applies: boolean;
  readonly by: string;
  readonly at: InstantText;
  readonly reason: string;
};

export type AssessInput = {
  /** May hold several versions of one id; the one in force at the anchor is taken (without anchor: at `now`). */
  readonly regimes: readonly Regime[];
  readonly calendars: readonly HolidayCalendar[];
  readonly scope: Scope;
  readonly facts: Facts;
  readonly anchors: readonly AnchorCandidate[];
  readonly filings: readonly Filing[];
  readonly rulings: readonly Ruling[];
  /** `shippedPhrases` of `shipped.queries.ts`: the wording of reasons and explanations. */
  readonly phrases: Phrases;
  /** When the record began, for what applies without any fact; left out: the moment of looking. */
  readonly openedAt?: InstantText;
  readonly now: InstantText;
};

export const clockStates = [
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
/**
 * `not-started`: the stage hangs on a filing that has not been made. `without-delay`: it runs and no figure is given.
 * `overdue` is law and contract (期限超過), `past-guideline` a guideline (目安超過), `past-target` a rule of the company.
 */
export type ClockState = (typeof clockStates)[number];

export const truths = ['yes', 'no', 'unknown'] as const;
export type Truth = (typeof truths)[number];

/** A fact that a verdict rests on. */
export type FactUse = {
  readonly from: 'fact' | 'scope';
  readonly key: string;
  readonly state: FactState;
  readonly value: FactValue | null;
};
export type TriggerVerdict = {
  readonly code: string;
  readonly name: Text;
  readonly clause: Text | null;
  readonly holds: Truth;
  /** It holds because something has not been excluded, not because it is known. */
  readonly isPrecaution: boolean;
  readonly uses: readonly FactUse[];
  /** Keys whose knowledge (or confirmation) could change the answer. */
  readonly missing: readonly string[];
};

export const applicabilities = [
  'applicable',
  'not-applicable',
  'needs-fact',
  'scope-undeclared',
  'switched-off',
  'not-in-force',
] as const;
export type Applicability = (typeof applicabilities)[number];
export type Verdict = {
  readonly applicability: Applicability;
  /** What the rules say by themselves; differs from `applicability` only under a ruling. */
  readonly computed: Applicability;
  readonly reason: Sentence;
  readonly triggers: readonly TriggerVerdict[];
  /** Facts that are asked for; for `scope-undeclared` keys of scope questions. */
  readonly missing: readonly string[];
  readonly ruling: Ruling | null;
  /** A human said it does not apply, and a fact that came later says it does. */
  readonly isRulingContradicted: boolean;
};

export type AnchorStatus = {
  readonly on: 'anchor' | 'filing';
  readonly kind: AnchorKind | null;
  readonly stage: string | null;
  /** What counts: the asserted candidate, or the filing; null when there is none. */
  readonly candidateId: string | null;
  readonly filingId: string | null;
  readonly at: InstantText | null;
  readonly precision: Precision | null;
  /** All candidates of this kind, the earliest first. */
  readonly candidates: readonly string[];
  /** The earliest candidate, proposed while nobody has asserted one. */
  readonly proposedId: string | null;
};

export type Due =
  | { readonly kind: 'instant'; readonly at: InstantText; readonly zone: Zone }
  /** The whole day counts: `at` is its end, or the hour at which the recipient closes. */
  | { readonly kind: 'day'; readonly on: DayText; readonly at: InstantText; readonly zone: Zone };

export type Basis = {
  readonly regimeId: string;
  readonly regimeVersion: number;
  readonly stage: string;
  readonly strategy: CountingStrategy;
  readonly anchorAt: InstantText;
  readonly anchorPrecision: Precision;
  readonly anchorOn: DayText;
  readonly zone: Zone;
  readonly calendar: { readonly code: string; readonly version: number; readonly isVerified: boolean } | null;
  /** Trigger that chose a variant of the counting. */
  readonly variantOf: string | null;
};

export type Clock = {
  /** Null for `without-delay` and where the calendar is missing. */
  readonly due: Due | null;
  /** Guideline: the days in which it is expected, and the last open day in it (at most `through`), which is recommended. */
  readonly window: { readonly from: DayText; readonly through: DayText; readonly recommendedOn: DayText | null } | null;
  /** Where the reading of the law is not settled: every reading with its day, the earliest is `due`. */
  readonly readings: readonly { readonly name: Text; readonly on: DayText }[];
  /** The day before any moving, where the calendar does not know the year or has not been verified: on the safe side. */
  readonly safeOn: DayText | null;
  readonly missingCalendar: {
    readonly code: string | null;
    readonly year: number | null;
    readonly scopeKey: string | null;
  } | null;
  readonly basis: Basis;
  /** 「11月24日(火) に知ったので、この日を1日目と数えます。…」 */
  readonly explanation: Sentence;
};

export type RecipientStatus = {
  readonly code: string;
  readonly name: Text;
  readonly channel: Text;
  readonly url: string | null;
  readonly view: string | null;
  /** Whether it is certain that this recipient is one. */
  readonly isCertain: boolean;
  readonly filingId: string | null;
  readonly filedAt: InstantText | null;
};

export type StageAssessment = {
  readonly regimeId: string;
  readonly stage: string;
  readonly name: Text;
  readonly force: RegimeKind;
  readonly isMandatory: boolean;
  readonly state: ClockState;
  readonly anchor: AnchorStatus;
  /** Since when it waits for an anchor: what it rests on was said then; null where it waits for none. */
  readonly waitingSince: InstantText | null;
  readonly clock: Clock | null;
  /** While the anchor is only proposed: what the clock would be. Shown as "if", never as the deadline. */
  readonly provisional: Clock | null;
  /** For days counted: the number of today. */
  readonly dayNumber: number | null;
  readonly filedAt: InstantText | null;
  readonly filedBy: string | null;
  readonly recipients: readonly RecipientStatus[];
  /** Facts that could still change the length. */
  readonly missing: readonly string[];
  readonly note: Text | null;
};

export type Assessment = {
  readonly regimeId: string;
  readonly version: number;
  readonly name: Text;
  readonly shortName: Text;
  readonly kind: RegimeKind;
  readonly confidence: Confidence;
  readonly verdict: Verdict;
  readonly stages: readonly StageAssessment[];
};

export const reminderMoments = ['before', 'due', 'after', 'anchor-missing'] as const;
export type ReminderMoment = (typeof reminderMoments)[number];
export type ReminderRow = {
  readonly code: string;
  readonly moment: ReminderMoment;
  readonly forces: readonly RegimeKind[];
  /** Which clocks: those whose whole length is in this range, minutes. */
  readonly lengthFrom: number;
  readonly lengthThrough: number | null;
  /** Minutes before or after. */
  readonly minutes: number;
  /**
   * For `anchor-missing`: minutes after the stage began to wait, ever further apart. The hours of GDPR and the days of the
   * 速報 pass within five days, so they are densest there; after that the line in the list and on the board stays, and an
   * alarm every few hours would only teach people to look away.
   */
  readonly series?: readonly number[];
  /** At this local time of the day instead of the exact minute (`09:00`). */
  readonly atTime: string | null;
  readonly repeats: number;
  readonly to: readonly ('handler' | 'commander' | 'approver')[];
};
export type DueReminder = {
  readonly regimeId: string;
  readonly stage: string;
  readonly code: string;
  readonly moment: ReminderMoment;
  readonly at: InstantText;
  /** Which one of the repetitions, from 1. */
  readonly turn: number;
  readonly to: readonly ('handler' | 'commander' | 'approver')[];
};
