import type { Facts } from './obligation.model.ts';
import type { ActorLink } from './record.model.ts';

/** By the communication plan somebody was told. One that was wrong is taken back and stays. */
export type Telling = {
  readonly id: string;
  readonly regimeId: string;
  readonly regimeVersion: number;
  readonly stage: string;
  readonly recipient: string;
  readonly toldAt: Date;
  readonly channel: string;
  /** Who took it, where that was not the recipient. */
  readonly toldTo: string;
  readonly note: string;
  /** The numbers and answers that were said. */
  readonly told: Facts;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
  readonly takenBack: { readonly at: Date; readonly by: ActorLink; readonly reason: string } | null;
};
