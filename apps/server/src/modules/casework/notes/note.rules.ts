import { type Refusal, refusal } from '@matoi/kernel';
import type { Note, NoteVersion } from './note.model.ts';

type Words = Pick<Note, 'title' | 'text'>;

/** A new version says something new, of a note that still counts. */
export function decideWriting(note: Words & Pick<Note, 'withdrawn'>, words: Words): Words | Refusal {
  if (note.withdrawn !== null) return refusal('notes.change.withdrawn');
  if (note.title === words.title && note.text === words.text) return refusal('notes.change.same');
  return { title: words.title, text: words.text };
}

/** An old version is brought back; the newest one is there already. */
export function decideRestoring(
  note: Words & Pick<Note, 'withdrawn' | 'version'>,
  old: Pick<NoteVersion, 'version' | 'title' | 'text'>,
): Words | Refusal {
  if (note.withdrawn !== null) return refusal('notes.change.withdrawn');
  if (old.version === note.version) return refusal('notes.restore.newest');
  return decideWriting(note, old);
}

export function decideWithdrawal({ withdrawn }: Pick<Note, 'withdrawn'>): null | Refusal {
  return withdrawn === null ? null : refusal('notes.change.withdrawn');
}
