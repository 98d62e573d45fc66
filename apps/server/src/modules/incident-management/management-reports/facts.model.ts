import type {
  HandlingPhase,
  IncidentOutcome,
  IncidentPhase,
  JournalLane,
  Precision,
  ScopeKind,
  ScopeState,
  Severity,
  Tlp,
} from '@matoi/contract';

export type Bilingual = { readonly ja: string; readonly en: string };

/** When something happened, as far as somebody said so. */
export type TimeFact = {
  readonly code: string;
  readonly name: Bilingual;
  /** Null: nobody said, or somebody said that it is unknown. */
  readonly at: Date | null;
  readonly precision: Precision;
  readonly zone: string;
  readonly isEstimate: boolean;
  readonly source: Bilingual | null;
  readonly note: string | null;
  readonly assertedBy: string | null;
  /** Asked for before an incident is closed; its absence is then said. */
  readonly isNeeded: boolean;
};

export type TimelineFact = {
  readonly at: Date;
  readonly until: Date | null;
  readonly lane: JournalLane;
  readonly text: string;
  readonly isAssumed: boolean;
};

export type ScopeFacts = {
  readonly items: readonly {
    readonly kind: ScopeKind;
    readonly name: string;
    readonly state: ScopeState;
    readonly isAssumed: boolean;
  }[];
  readonly persons: { readonly known: number | null; readonly maximum: number | null; readonly hasUnknown: boolean };
  /** True where somebody has recorded a number of persons, be it that it is unknown. */
  readonly hasNumbers: boolean;
};

export type TaskFact = {
  readonly title: string;
  readonly state: 'done' | 'open';
  readonly assignee: string | null;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
};

export type InstructionFact = {
  readonly number: string;
  readonly title: string;
  readonly sentAt: Date;
  readonly dueAt: Date | null;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly waiting: number;
};

export type ReviewFacts = {
  readonly isFinished: boolean;
  readonly heldOn: string | null;
  readonly participants: readonly string[];
  readonly happened: string;
  readonly whys: readonly string[];
  readonly rootCause: string;
  readonly wentWell: readonly string[];
  readonly wentBadly: readonly string[];
};

export type MeasureFact = {
  readonly title: string;
  readonly isPermanent: boolean;
  readonly owner: string;
  readonly dueOn: string;
  readonly state: 'open' | 'done' | 'dropped';
  readonly isOverdue: boolean;
};

/** Everything that a report is composed from, read in one transaction with the sight of its author. */
export type RecordFacts = {
  readonly team: { readonly name: string; readonly zone: string };
  readonly number: string;
  readonly title: string;
  readonly phase: IncidentPhase;
  readonly activePhases: readonly HandlingPhase[];
  readonly severity: Severity | null;
  readonly className: Bilingual | null;
  readonly tlp: Tlp | null;
  readonly openedAt: Date;
  readonly closing: { readonly outcome: IncidentOutcome; readonly reason: string; readonly closedAt: Date } | null;
  readonly monitoringUntil: Date | null;
  readonly commander: string | null;
  readonly plain: string;
  readonly technical: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly assumed: readonly string[];
  readonly times: readonly TimeFact[];
  readonly timeline: readonly TimelineFact[];
  readonly scope: ScopeFacts;
  readonly tasks: readonly TaskFact[];
  readonly instructions: readonly InstructionFact[];
  readonly review: ReviewFacts | null;
  readonly measures: readonly MeasureFact[];
  readonly messages: { readonly received: number; readonly sent: number };
};
