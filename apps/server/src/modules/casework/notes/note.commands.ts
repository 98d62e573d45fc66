import { asId, type Refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import type { Note, NoteVersion } from './note.model.ts';
import { showNote } from './note.queries.ts';
import { decideRestoring, decideWithdrawal, decideWriting } from './note.rules.ts';
import { findNote, findVersion, insertNote, withdrawNote, writeNote } from './note.store.ts';

type Words = Pick<Note, 'title' | 'text'>;

const index = (work: Work, subjectId: SubjectId, id: string, texts: readonly string[]) =>
  indexText(work, { subjectId, part: `note ${id}`, texts });

type Target = { readonly subject: Subject; readonly refused: Refusal | null };

/** A person writes a new note on a record. */
export const addNote = defineCommand({
  id: 'notes.add',
  async load(work: Work, input: Words & { readonly subjectId: string }): Promise<Target> {
    const subject = await findSubject(work, input.subjectId);
    return { subject, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, { title, text }) => ({ title, text }),
  async record(work, { loaded: { subject }, change: words }) {
    const id = await insertNote(work, subject.id, words);
    await index(work, subject.id, id, [words.title, words.text]);
    await recordAct(work, subject.id, { code: 'note.made', params: { name: words.title } });
    return {
      subjectId: subject.id,
      audit: { noteId: id, title: words.title, length: words.text.length },
      facts: [{ kind: 'note.written' as const, noteId: id }],
      result: id,
    };
  },
  show: (work, id) => showNote(work, id),
});

type LoadedNote = { readonly note: Note; readonly refused: Refusal | null };

async function loadNote(work: Work, input: { readonly id: string }): Promise<LoadedNote> {
  const note = await findNote(work, input.id, { forUpdate: true });
  const subject = await findSubject(work, note.subjectId);
  return { note, refused: await mayAnnotate(work, subject) };
}

/** Keeps a version and says so; the runner writes the audit entry from it. */
async function keep(work: Work, note: Note, words: Words & Pick<NoteVersion, 'restoredFrom'>) {
  const subjectId = asId<'Subject'>(note.subjectId);
  await writeNote(work, note, words);
  await index(work, subjectId, note.id, [words.title, words.text]);
  return {
    subjectId,
    audit: {
      noteId: note.id,
      version: note.version + 1,
      before: { title: note.title, length: note.text.length },
      after: { title: words.title, length: words.text.length },
      restoredFrom: words.restoredFrom,
    },
    facts: [{ kind: 'note.written' as const, noteId: note.id }],
    result: note.id,
  };
}

/** A person writes a new version. Who has read an older one gets the note as it is now. */
export const writeNoteAgain = defineCommand({
  id: 'notes.write',
  load: (work: Work, input: Words & { readonly id: string }) => loadNote(work, input),
  versioned: { of: ({ note }: LoadedNote) => note.version, show: (work: Work, { note }) => showNote(work, note.id) },
  permit: (_actor, { refused }) => refused,
  decide: ({ note }, input) => decideWriting(note, input),
  record: (work, { loaded: { note }, change: words }) => keep(work, note, { ...words, restoredFrom: null }),
  show: (work, id) => showNote(work, id),
});

type LoadedOld = LoadedNote & { readonly old: NoteVersion };

/** A person brings an old version back; what stood there meanwhile stays a version too. */
export const restoreNote = defineCommand({
  id: 'notes.restore',
  async load(work: Work, input: { readonly id: string; readonly version: number }): Promise<LoadedOld> {
    const loaded = await loadNote(work, input);
    return { ...loaded, old: await findVersion(work, input.id, input.version) };
  },
  versioned: { of: ({ note }: LoadedOld) => note.version, show: (work: Work, { note }) => showNote(work, note.id) },
  permit: (_actor, { refused }) => refused,
  decide: ({ note, old }) => decideRestoring(note, old),
  record: (work, { loaded: { note, old }, change: words }) => keep(work, note, { ...words, restoredFrom: old.version }),
  show: (work, id) => showNote(work, id),
});

/** A person withdraws a note. Its text stays, with the reason; search finds it no more. */
export const withdrawNoteOf = defineCommand({
  id: 'notes.withdraw',
  load: (work: Work, input: { readonly id: string; readonly reason: string }) => loadNote(work, input),
  versioned: { of: ({ note }: LoadedNote) => note.version, show: (work: Work, { note }) => showNote(work, note.id) },
  permit: (_actor, { refused }) => refused,
  decide: ({ note }) => decideWithdrawal(note),
  async record(work, { loaded: { note }, input: { reason } }) {
    const subjectId = asId<'Subject'>(note.subjectId);
    await withdrawNote(work, note.id, reason);
    await index(work, subjectId, note.id, []);
    await recordAct(work, subjectId, { code: 'note.withdrawn', params: { name: note.title, reason } });
    return {
      subjectId,
      audit: { noteId: note.id, title: note.title, reason },
      facts: [{ kind: 'note.withdrawn' as const, noteId: note.id }],
      result: note.id,
    };
  },
  show: (work, id) => showNote(work, id),
});
