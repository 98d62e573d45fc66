import type { ActorLink } from '@matoi/contract';
/** A text on a record, in Markdown, as it is now. */
export type Note = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  readonly title: string;
  readonly text: string;
  readonly madeAt: Date;
  readonly writtenAt: Date;
  readonly writtenBy: ActorLink;
  readonly withdrawn: { readonly at: Date; readonly by: ActorLink; readonly reason: string } | null;
};

/** A note as it was. */
export type NoteVersion = Pick<Note, 'version' | 'title' | 'text' | 'writtenAt' | 'writtenBy'> & {
  /** The version that was brought back, or null where it was typed. */
  readonly restoredFrom: number | null;
};
