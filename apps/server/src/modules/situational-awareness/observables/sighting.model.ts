import type { ActorLink, ObservableType, SightingPrecision } from '@matoi/contract';

/** A value was seen. */
export type Sighting = {
  readonly id: string;
  readonly subjectId: string;
  readonly valueId: string;
  readonly type: ObservableType;
  readonly value: string;
  readonly seenAt: Date;
  readonly precision: SightingPrecision;
  /** By whom or where. */
  readonly source: string;
  readonly count: number;
  readonly note: string;
  readonly saidAt: Date;
  readonly saidBy: ActorLink;
  readonly withdrawn: { readonly at: Date; readonly by: ActorLink; readonly reason: string } | null;
};

/** How often a value was seen, as far as the reader sees. */
export type SightingCount = { readonly count: number; readonly isMore: boolean; readonly lastAt: Date | null };
