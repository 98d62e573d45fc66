import type { JournalAct, JournalKind, JournalLane } from '@matoi/contract';

/** A dated entry. It is never reworded; a correction is another entry in its place, with the next version. */
export type JournalEntry = {
  readonly id: string;
  /** The record that it stands on. */
  readonly subjectId: string;
  readonly kind: JournalKind;
  readonly lane: JournalLane;
  readonly occurredAt: Date;
  readonly occurredUntil: Date | null;
  readonly isAssumed: boolean;
  readonly recordedAt: Date;
  readonly author: { readonly kind: 'user' | 'token' | 'guest' | 'system'; readonly id: string; readonly name: string };
  readonly version: number;
  readonly text: string | null;
  readonly act: { readonly code: JournalAct; readonly params: Readonly<Record<string, string>> } | null;
};

/** An entry with its place among its corrections. */
export type StoredEntry = JournalEntry & {
  /** The first version; itself where nothing was corrected. */
  readonly rootId: string;
  readonly isSuperseded: boolean;
};

/** What a person wants to note. */
export type Note = {
  readonly text: string;
  readonly lane: JournalLane;
  readonly occurredAt: Date;
  readonly occurredUntil: Date | null;
  readonly isAssumed: boolean;
};

/** Which entries of a record are meant. */
export type EntryFilter = {
  /** A record, or one with what was merged into it. */
  readonly subjectIds: readonly string[];
  readonly from?: Date | undefined;
  /** The first moment that is no longer meant. */
  readonly until?: Date | undefined;
  readonly lanes?: readonly JournalLane[] | undefined;
  readonly kinds?: readonly JournalKind[] | undefined;
  /** Part of what a person wrote. */
  readonly text?: string | undefined;
};
