import type { Assessment, ClockState, RegimeKind, Text } from './obligation.model.ts';

/** What the rules said of a record when they were asked last. */
export type StoredAssessment = {
  readonly result: StoredResult;
  /** Hash of everything that was judged: the same basis needs no second look. */
  readonly basis: string;
  readonly changedAt: Date;
  readonly assessedAt: Date;
};

/** The part of an assessment that is read without counting again. */
export type StoredResult = {
  readonly assessments: readonly Assessment[];
  /** Facts that could start, stop or change a clock and are not known. */
  readonly asked: readonly string[];
};

/** One clock as lists show it. */
export type StoredClock = {
  readonly id: string;
  readonly subjectId: string;
  readonly regimeId: string;
  readonly regimeVersion: number;
  readonly stage: string;
  readonly force: RegimeKind;
  readonly name: Text;
  /** As of the last assessment; the ones that only time changes are read from `dueAt`. */
  readonly state: ClockState;
  readonly dueAt: Date | null;
  /** Where a whole day counts. */
  readonly dueOn: string | null;
  readonly isOpen: boolean;
};
