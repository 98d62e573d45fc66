import type { ActorLink } from '@matoi/contract';

export type { ActorLink };

import type { MeasureState, ScopeCertainty, ScopeField, ScopeKind, ScopeState } from '@matoi/contract';

export type Details = Partial<Readonly<Record<ScopeField, string>>>;

/** What an incident touches, or may touch. */
export type ScopeItem = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  readonly kind: ScopeKind;
  readonly name: string;
  readonly details: Details;
  readonly state: ScopeState;
  /** Since when it is in this state. */
  readonly stateAt: Date;
  readonly stateReason: string;
  readonly certainty: ScopeCertainty;
  readonly tags: readonly string[];
  readonly note: string;
  readonly measures: readonly Measure[];
  readonly addedAt: Date;
  readonly changedAt: Date;
};

/** Something that has to be done to an item. `measure` is a known code or words of the team. */
export type Measure = {
  readonly measure: string;
  readonly state: MeasureState;
  readonly at: Date;
  readonly by: ActorLink;
};

/** How an item came into a state. */
export type Move = {
  readonly from: ScopeState | null;
  readonly to: ScopeState;
  readonly since: Date;
  readonly reason: string;
  readonly at: Date;
  readonly by: ActorLink;
};

/** What a person wants to add. */
export type NewItem = {
  readonly kind: ScopeKind;
  readonly name: string;
  readonly details: Details;
  readonly note: string;
};
