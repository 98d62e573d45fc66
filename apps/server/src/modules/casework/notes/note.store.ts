import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Note, NoteVersion } from './note.model.ts';

type Db = Tables<'notes.note' | 'notes.version'>;

const mostNotes = 200;
const mostVersions = 500;

type Words = Pick<Note, 'title' | 'text'>;

/** Writes a new note with its first version. */
export async function insertNote(work: Work, subjectId: SubjectId, words: Words): Promise<string> {
  const id = work.newId<'Note'>();
  await (work.db as Db)
    .insertInto('notes.note')
    .values({
      id,
      subject_id: subjectId,
      title: words.title,
      text: words.text,
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
      made_at: work.now,
    })
    .execute();
  await insertVersion(work, { id, subjectId }, { ...words, version: 1, restoredFrom: null });
  return id;
}

async function insertVersion(
  work: Work,
  note: Pick<Note, 'id' | 'subjectId'>,
  version: Words & Pick<NoteVersion, 'version' | 'restoredFrom'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('notes.version')
    .values({
      id: work.newId<'NoteVersion'>(),
      note_id: note.id,
      subject_id: note.subjectId,
      version: version.version,
      title: version.title,
      text: version.text,
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
      restored_from: version.restoredFrom,
    })
    .execute();
}

/** Writes the next version of a note. */
export async function writeNote(
  work: Work,
  note: Pick<Note, 'id' | 'subjectId' | 'version'>,
  words: Words & Pick<NoteVersion, 'restoredFrom'>,
): Promise<void> {
  await (work.db as Db)
    .updateTable('notes.note')
    .set((eb) => ({
      title: words.title,
      text: words.text,
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', note.id)
    .where(visibleTo(work.actor, 'notes.note.compartment_id'))
    .execute();
  await insertVersion(work, note, { ...words, version: note.version + 1 });
}

/** Marks a note as withdrawn; its text stays. */
export async function withdrawNote(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('notes.note')
    .set({
      withdrawn_at: work.now,
      withdrawn_by: JSON.stringify(actorLink(work.actor)),
      withdrawn_reason: reason,
    })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'notes.note.compartment_id'))
    .execute();
}

/** The notes of records, the one that was written last first. */
export async function listNotes(reading: Reading, subjectIds: readonly SubjectId[]): Promise<readonly Note[]> {
  const rows = await (reading.db as Db)
    .selectFrom('notes.note')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'notes.note.compartment_id'))
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostNotes)
    .execute();
  return rows.map(toNote);
}

/** One note that the actor sees; refuses with `record.find.not-found`. */
export async function findNote(reading: Reading, id: string, options: { forUpdate?: boolean } = {}): Promise<Note> {
  const query = (reading.db as Db)
    .selectFrom('notes.note')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'notes.note.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toNote(row);
}

/** The versions of a note, the newest first. */
export async function listVersions(reading: Reading, noteId: string): Promise<readonly NoteVersion[]> {
  const rows = await (reading.db as Db)
    .selectFrom('notes.version')
    .selectAll()
    .where('note_id', '=', noteId)
    .where(visibleTo(reading.actor, 'notes.version.compartment_id'))
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute();
  return rows.map(toVersion);
}

/** One version of a note; refuses with `record.find.not-found`. */
export async function findVersion(reading: Reading, noteId: string, version: number): Promise<NoteVersion> {
  const row = await (reading.db as Db)
    .selectFrom('notes.version')
    .selectAll()
    .where('note_id', '=', noteId)
    .where('version', '=', version)
    .where(visibleTo(reading.actor, 'notes.version.compartment_id'))
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toVersion(row);
}

type VersionRow = {
  version: number;
  title: string;
  text: string;
  written_at: Date;
  written_by: unknown;
  restored_from: number | null;
};

function toVersion(row: VersionRow): NoteVersion {
  return {
    version: row.version,
    title: row.title,
    text: row.text,
    writtenAt: row.written_at,
    writtenBy: row.written_by as ActorLink,
    restoredFrom: row.restored_from,
  };
}

type Row = Omit<VersionRow, 'restored_from'> & {
  id: string;
  subject_id: string;
  made_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: unknown;
  withdrawn_reason: string | null;
};

function toNote(row: Row): Note {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    title: row.title,
    text: row.text,
    madeAt: row.made_at,
    writtenAt: row.written_at,
    writtenBy: row.written_by as ActorLink,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at, by: row.withdrawn_by as ActorLink, reason: row.withdrawn_reason ?? '' },
  };
}
