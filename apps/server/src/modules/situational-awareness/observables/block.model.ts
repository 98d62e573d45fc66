import type { BlockableType, BlockListName, BlockWarning } from '@matoi/contract';
import type { ActorLink } from './observable.model.ts';
import type { BothLanguages } from './warning.model.ts';

/** A value that devices are told to refuse, or were. */
export type BlockEntry = {
  readonly id: string;
  readonly valueId: string;
  readonly type: BlockableType;
  readonly list: BlockListName;
  readonly value: string;
  readonly reason: string;
  readonly warning: BlockWarning | null;
  /** The warning lists that the value was on when it was added. */
  readonly listNames: readonly BothLanguages[];
  readonly overrideReason: string | null;
  readonly isReleased: boolean;
  readonly addedAt: Date;
  readonly addedBy: ActorLink;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: ActorLink | null;
  readonly endedReason: string | null;
};

/** A key of a device, without its secret. */
export type BlockToken = {
  readonly id: string;
  readonly name: string;
  readonly lists: readonly BlockListName[];
  readonly createdAt: Date;
  readonly createdBy: ActorLink;
};
