import type {
  ClosingGap,
  HandlingPhase,
  IncidentFunction,
  IncidentOutcome,
  IncidentPhase,
  IncidentTimeKind,
  Pap,
  PhaseState,
  Precision,
  Severity,
  TimeSourceKind,
  Tlp,
} from '@matoi/contract';

/** Who did something, as it is kept with the record. */
export type Doer = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

/** How one phase stands: since when, until when, and why it was skipped or taken up again. */
export type PhaseStanding = {
  readonly state: PhaseState;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
};

export type Phases = Readonly<Record<HandlingPhase, PhaseStanding>>;

export type Override = { readonly code: ClosingGap; readonly reason: string };

export type Incident = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly title: string;
  readonly phase: IncidentPhase;
  readonly phases: Phases;
  /** How the phases stood before it was closed or merged; null while it runs. */
  readonly phasesBefore: Phases | null;
  readonly severity: Severity | null;
  readonly classCode: string | null;
  readonly tlp: Tlp | null;
  readonly pap: Pap | null;
  readonly nextReviewAt: Date | null;
  readonly monitoringUntil: Date | null;
  readonly monitoringNote: string | null;
  readonly knownAt: Date | null;
  readonly summaryVersion: number;
  readonly mergedInto: string | null;
  readonly severityRank: number;
  readonly openedAt: Date;
  readonly openedBy: Doer;
  readonly compartmentId: number;
  readonly closing: {
    readonly outcome: IncidentOutcome;
    readonly reason: string;
    readonly closedAt: Date;
    readonly closedBy: Doer;
    readonly overrides: readonly Override[];
  } | null;
};

type Words = { readonly ja: string; readonly en: string };

export type TimeKind = {
  readonly code: IncidentTimeKind;
  readonly name: Words;
  readonly description: Words;
  /** Asked for before an incident is closed as resolved. */
  readonly isNeeded: boolean;
};

export type TimeSource = { readonly code: TimeSourceKind; readonly name: Words };

/** One assertion of when something happened. It is never reworded; a correction is another that supersedes it. */
export type AssertedTime = {
  readonly id: string;
  readonly kind: IncidentTimeKind;
  /** Null: said to be unknown. */
  readonly at: Date | null;
  readonly precision: Precision;
  readonly zone: string;
  readonly source: { readonly kind: TimeSourceKind; readonly text: string };
  readonly note: string | null;
  readonly reason: string | null;
  readonly supersedes: string | null;
  readonly recordedAt: Date;
  readonly assertedBy: Doer;
};

/** What counts: for each kind the assertion that was chosen last. */
export type ChosenTimes = ReadonlyMap<IncidentTimeKind, string>;

export type Tick = { readonly criterion: string; readonly level: Severity };

export type SeverityDecision = {
  readonly severity: Severity;
  readonly proposed: Severity | null;
  readonly tableVersion: number;
  readonly ticks: readonly Tick[];
  readonly reason: string | null;
  readonly decidedAt: Date;
  readonly decidedBy: Doer;
};

/** Who is what in an incident, and since when. */
export type Member = {
  readonly id: string;
  readonly accountId: string;
  readonly function: IncidentFunction;
  readonly from: Date;
  readonly until: Date | null;
  readonly givenBy: Doer;
};

export type Texts = {
  readonly technical: string;
  readonly plain: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly assumed: readonly string[];
};

/** One version of what is known of an incident, in words. */
export type Summary = Texts & {
  readonly version: number;
  readonly writtenAt: Date;
  readonly writtenBy: Doer;
};
