import type { JournalAct, JournalKind, JournalLane } from '@matoi/contract';

/** A dated entry. It is never reworded; a correction is another entry. */
export type JournalEntry = {
  readonly id: string;
  readonly kind: JournalKind;
  readonly lane: JournalLane;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly author: { readonly kind: 'user' | 'token' | 'guest' | 'system'; readonly id: string; readonly name: string };
  readonly text: string | null;
  readonly act: { readonly code: JournalAct; readonly params: Readonly<Record<string, string>> } | null;
};

/** What a person wants to note. */
export type Note = { readonly text: string; readonly lane: JournalLane; readonly occurredAt: Date };
