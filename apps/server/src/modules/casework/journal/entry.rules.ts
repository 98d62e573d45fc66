import { type Refusal, refusal } from '@matoi/kernel';
import type { Note } from './entry.model.ts';

/** Clocks of people and servers differ a little; beyond this an entry about the future is a mistake. Milliseconds. */
export const clockTolerance = 5 * 60_000;

/** Checks a note against the moment of writing; without a time it happened now. */
export function decideNote(
  note: { readonly text: string; readonly lane: Note['lane']; readonly occurredAt: Date | null },
  now: Date,
): Note | Refusal {
  const occurredAt = note.occurredAt ?? now;
  if (occurredAt.getTime() > now.getTime() + clockTolerance) {
    return refusal('journal.add.in-the-future', {}, [{ path: 'body.occurredAt', code: 'journal.add.in-the-future' }]);
  }
  return { text: note.text, lane: note.lane, occurredAt };
}
