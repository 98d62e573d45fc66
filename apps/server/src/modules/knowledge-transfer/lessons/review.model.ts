import type { ReviewState } from '@matoi/contract';

/** Who did something. */
export type Author = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

/** What was said when people looked back. */
export type ReviewTexts = {
  /** The day of the meeting, `2026-12-01`; null while it has not been held. */
  readonly heldOn: string | null;
  readonly participants: readonly string[];
  readonly happened: string;
  /** Why it happened; each answers the one before. */
  readonly whys: readonly string[];
  readonly rootCause: string;
  readonly wentWell: readonly string[];
  readonly wentBadly: readonly string[];
};

/** One edition of the review of a record. */
export type Review = {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly edition: number;
  readonly state: ReviewState;
  readonly texts: ReviewTexts;
  readonly startedAt: Date;
  readonly startedBy: Author;
  readonly finishedAt: Date | null;
  readonly finishedBy: Author | null;
  readonly sha256: Buffer | null;
};
