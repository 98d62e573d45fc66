import type { ActorLink, AttachmentOrigin } from '@matoi/contract';

/** A file that was put on a record. */
export type AttachedFile = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  /** The stored file behind it. */
  readonly fileId: string;
  readonly name: string;
  readonly description: string;
  /** By its content, not by its sender. */
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly origin: AttachmentOrigin;
  readonly addedAt: Date;
  readonly addedBy: ActorLink;
  readonly withdrawn: { readonly at: Date; readonly by: ActorLink; readonly reason: string } | null;
};
