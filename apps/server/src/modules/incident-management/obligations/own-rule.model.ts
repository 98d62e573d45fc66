import type { Regime } from './obligation.model.ts';
import type { ActorLink } from './record.model.ts';

/** One version of a rule of the team's own, as it was written. */
export type OwnVersion = {
  readonly regimeId: string;
  readonly version: number;
  readonly definition: Regime;
  /** Why it was written or changed. */
  readonly reason: string;
  readonly writtenAt: Date;
  readonly writtenBy: ActorLink;
};
