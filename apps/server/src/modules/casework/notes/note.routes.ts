import { type Binding, bind } from '../../../platform/http/index.ts';
import { addNote, restoreNote, withdrawNoteOf, writeNoteAgain } from './note.commands.ts';
import { showNotes, showVersion, showVersions } from './note.queries.ts';

/** Binds the routes of notes. */
export function notesBindings(): readonly Binding[] {
  return [
    bind('notes.list', (call) => call.read((reading) => showNotes(reading, call.query.subjectId))),
    bind('notes.add', (call) => call.run(addNote, call.body)),
    bind('notes.write', (call) => call.run(writeNoteAgain, { ...call.params, ...call.body })),
    bind('notes.restore', (call) => call.run(restoreNote, { ...call.params, ...call.body })),
    bind('notes.withdraw', (call) => call.run(withdrawNoteOf, { ...call.params, ...call.body })),
    bind('notes.versions', (call) => call.read((reading) => showVersions(reading, call.params.id))),
    bind('notes.version', (call) => call.read((reading) => showVersion(reading, call.params.id, call.params.version))),
  ];
}
