import { type Refusal, refusal } from '@matoi/kernel';
import type { Note, StoredEntry } from './entry.model.ts';

/** Clocks of people and servers differ a little; beyond this an entry about the future is a mistake. Milliseconds. */
export const clockTolerance = 5 * 60_000;

export type Written = Omit<Note, 'occurredAt'> & { readonly occurredAt: Date | null };

/** Checks a note against the moment of writing; without a time it happened now. */
export function decideNote(note: Written, now: Date): Note | Refusal {
  const { text, lane, isAssumed, occurredUntil } = note;
  const occurredAt = note.occurredAt ?? now;
  const latest = now.getTime() + clockTolerance;
  if (occurredAt.getTime() > latest) return wrongField('occurredAt', 'journal.add.in-the-future');
  if (occurredUntil !== null && occurredUntil.getTime() > latest)
    return wrongField('occurredUntil', 'journal.add.in-the-future');
  if (occurredUntil !== null && occurredUntil <= occurredAt)
    return wrongField('occurredUntil', 'journal.add.ends-before');
  return { text, lane, occurredAt, occurredUntil, isAssumed };
}

/** Whether an entry may be corrected: one that a person wrote, and its last version. */
export function decideCorrection(entry: StoredEntry, note: Written, now: Date): Note | Refusal {
  if (entry.kind !== 'note') return refusal('journal.correct.not-a-note');
  if (entry.isSuperseded) return refusal('journal.correct.superseded');
  return decideNote(note, now);
}

function wrongField(field: string, code: 'journal.add.in-the-future' | 'journal.add.ends-before'): Refusal {
  return refusal(code, {}, [{ path: `body.${field}`, code }]);
}
