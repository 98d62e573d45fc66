import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Note, NoteVersion } from './note.model.ts';

/** A note as the contract describes it. */
export function viewNote(
  note: Note,
  canAnnotate: boolean,
  mergedFrom: SubjectLink | null = null,
): ResponseOf<RouteWith<'notes.add'>> {
  const { withdrawn } = note;
  return {
    id: note.id,
    version: note.version,
    title: note.title,
    text: note.text,
    madeAt: note.madeAt.toISOString(),
    writtenAt: note.writtenAt.toISOString(),
    writtenBy: note.writtenBy,
    withdrawn:
      withdrawn === null ? null : { at: withdrawn.at.toISOString(), by: withdrawn.by, reason: withdrawn.reason },
    mergedFrom,
    can: { change: canAnnotate && withdrawn === null },
  };
}

export function viewVersion(version: NoteVersion): ResponseOf<RouteWith<'notes.version'>> {
  return {
    version: version.version,
    title: version.title,
    text: version.text,
    writtenAt: version.writtenAt.toISOString(),
    writtenBy: version.writtenBy,
    restoredFrom: version.restoredFrom,
  };
}
