import type { ActorLink, ObligationRuling } from '@matoi/contract';
import type { AnchorKind, FactState, FactValue, Precision } from './obligation.model.ts';

export type { ActorLink };

/** What somebody said about a field of a record. The newest of a code counts. */
export type FactEntry = {
  readonly id: string;
  readonly code: string;
  readonly state: FactState;
  /** In the shape that the field has; null where it is not known or does not apply. */
  readonly value: FactValue | null;
  readonly source: string;
  readonly note: string;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
};

/** A moment from which a clock may count. */
export type AnchorEntry = {
  readonly id: string;
  readonly kind: AnchorKind;
  /** For one regime only; null: for all. */
  readonly regimeId: string | null;
  readonly at: Date;
  readonly precision: Precision;
  readonly zone: string;
  readonly who: string;
  readonly evidence: string;
  readonly origin: 'person' | 'incident';
  readonly originId: string | null;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
};

/** Which candidate of a kind counts; null: none any more. */
export type AnchorChoice = {
  readonly kind: AnchorKind;
  readonly regimeId: string | null;
  readonly anchorId: string | null;
  readonly reason: string;
  readonly chosenAt: Date;
  readonly chosenBy: ActorLink;
};

/** Somebody's word about whether a regime applies, over what its rules say; `by-rule` takes an earlier one back. */
export type RulingEntry = {
  readonly regimeId: string;
  readonly ruling: ObligationRuling;
  readonly reason: string;
  readonly ruledAt: Date;
  readonly ruledBy: ActorLink;
};

/** What the module of a record says of it. */
export type Known = {
  readonly classCode: string | null;
  readonly severity: string | null;
  readonly isOpen: boolean;
  readonly changedAt: Date;
};
