import type { Scope } from './obligation.model.ts';
import type { ActorLink } from './record.model.ts';

/** What the team has declared of itself; version 0 before anybody did. */
export type Declaration = {
  readonly version: number;
  readonly answers: Scope;
  readonly note: string;
  readonly declaredAt: Date | null;
  readonly declaredBy: ActorLink | null;
};

/** Somebody switched a regime on or off. The newest of a regime is right. */
export type Switch = {
  readonly regimeId: string;
  readonly isOn: boolean;
  readonly reason: string;
  readonly switchedAt: Date;
  readonly switchedBy: ActorLink;
};
