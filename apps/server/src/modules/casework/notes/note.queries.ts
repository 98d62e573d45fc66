import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import type { Note } from './note.model.ts';
import { findNote, findVersion, listNotes, listVersions } from './note.store.ts';
import { viewNote, viewVersion } from './note.views.ts';

/**
 * The notes of a record and of what was merged into it that count, the one that was written last first. `subjectId` is an id or a number. Refuses with
 * `record.find.not-found` what the actor does not see.
 */
export async function notesOn(reading: Reading, subjectId: string): Promise<readonly Note[]> {
  const subject = await findSubject(reading, subjectId);
  const { ids } = await wholeOf(reading, subject);
  return (await listNotes(reading, ids)).filter(({ withdrawn }) => withdrawn === null);
}

/** The notes of a record as the contract describes them, withdrawn ones included. */
export async function showNotes(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const canAdd = (await mayAnnotate(reading, subject)) === null;
  const { ids, mergedFrom } = await wholeOf(reading, subject);
  return {
    items: (await listNotes(reading, ids)).map((note) => viewNote(note, canAdd, mergedFrom(note.subjectId))),
    can: { add: canAdd },
  };
}

/** One note as the contract describes it. */
export async function showNote(reading: Reading, id: string) {
  const note = await findNote(reading, id);
  const subject = await findSubject(reading, note.subjectId);
  return viewNote(note, (await mayAnnotate(reading, subject)) === null);
}

/** The versions of a note without their texts. */
export async function showVersions(reading: Reading, id: string) {
  const note = await findNote(reading, id);
  await findSubject(reading, note.subjectId);
  const items = (await listVersions(reading, id)).map((version) => {
    const { text: _text, ...rest } = viewVersion(version);
    return rest;
  });
  return { items };
}

/** One version of a note. */
export async function showVersion(reading: Reading, id: string, version: number) {
  const note = await findNote(reading, id);
  await findSubject(reading, note.subjectId);
  return viewVersion(await findVersion(reading, id, version));
}
