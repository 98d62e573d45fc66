import type { ActorLink } from '@matoi/contract';

/** A paper of the team that was approved; never changed again. */
export type ApprovedVersion<Definition> = {
  readonly number: number;
  readonly definition: Definition;
  readonly effectiveAt: Date;
  readonly note: string;
  readonly authors: readonly ActorLink[];
  readonly approvedAt: Date;
  readonly approvedBy: ActorLink;
  readonly sha256: string;
};

/** The next version while it is written; without a definition none is begun. */
export type VersionDraft<Definition> = {
  readonly definition: Definition | null;
  readonly basedOn: number | null;
  readonly authors: readonly ActorLink[];
  /** Counts every change of the draft, also approving and throwing away. */
  readonly version: number;
};
