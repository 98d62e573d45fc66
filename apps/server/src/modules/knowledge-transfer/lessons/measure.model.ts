import type { ImprovementKind, ImprovementState, MeasureEvidenceKind } from '@matoi/contract';
import type { Author } from './review.model.ts';

/** What is done so that it does not happen again, or does less harm. */
export type Measure = {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly kind: ImprovementKind;
  readonly title: string;
  readonly detail: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string;
  /** `2026-12-24`, in the team's zone. */
  readonly dueOn: string;
  readonly state: ImprovementState;
  readonly reason: string | null;
  readonly evidence: MeasureEvidence | null;
  readonly createdAt: Date;
  readonly createdBy: Author;
  readonly closedAt: Date | null;
  readonly closedBy: Author | null;
};

/** A file or a note of the record that shows that a measure was done, by the name that it had. */
export type MeasureEvidence = { readonly kind: MeasureEvidenceKind; readonly id: string; readonly name: string };

/** How far other sites are that were told to do the same (横展開): recipients by what they said. */
export type RollOut = {
  readonly instructions: number;
  readonly total: number;
  readonly done: number;
  readonly silent: number;
  readonly refused: number;
  readonly undelivered: number;
};

export type MeasureWords = Pick<Measure, 'kind' | 'title' | 'detail' | 'ownerId' | 'ownerName' | 'dueOn'>;
