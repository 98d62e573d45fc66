import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { idParams } from '../shapes.ts';
import {
  addNoteSchema,
  noteListQuery,
  noteListSchema,
  noteSchema,
  noteVersionParams,
  noteVersionSchema,
  noteVersionsSchema,
  restoreNoteSchema,
  withdrawNoteSchema,
  writeNoteSchema,
} from './notes.schemas.ts';

export const notesRefusals = {
  'notes.change.withdrawn': 409,
  'notes.change.same': 409,
  'notes.restore.newest': 409,
} as const satisfies RefusalStatuses;

const closed = 'incidents.annotate.closed';

export const notesRoutes = [
  defineRoute({
    id: 'notes.list',
    method: 'GET',
    path: '/api/v1/notes',
    summary: 'Lists the notes on a record, the one that was written last first.',
    query: noteListQuery,
    response: noteListSchema,
  }),
  defineRoute({
    id: 'notes.add',
    method: 'POST',
    path: '/api/v1/notes',
    summary: 'Writes a new note on a record, in Markdown.',
    body: addNoteSchema,
    status: 201,
    response: noteSchema,
    refusals: [closed],
  }),
  defineRoute({
    id: 'notes.write',
    method: 'PATCH',
    path: '/api/v1/notes/{id}',
    summary: 'Writes a new version of a note. Refused with the note as it is when somebody else was faster.',
    params: idParams,
    body: writeNoteSchema,
    response: noteSchema,
    versioned: true,
    refusals: ['notes.change.withdrawn', 'notes.change.same', closed],
  }),
  defineRoute({
    id: 'notes.restore',
    method: 'POST',
    path: '/api/v1/notes/{id}/restore',
    summary: 'Brings an old version of a note back as its newest one.',
    params: idParams,
    body: restoreNoteSchema,
    response: noteSchema,
    versioned: true,
    refusals: ['notes.change.withdrawn', 'notes.change.same', 'notes.restore.newest', closed],
  }),
  defineRoute({
    id: 'notes.withdraw',
    method: 'POST',
    path: '/api/v1/notes/{id}/withdraw',
    summary: 'Withdraws a note. It stays in the record, with the reason.',
    params: idParams,
    body: withdrawNoteSchema,
    response: noteSchema,
    versioned: true,
    refusals: ['notes.change.withdrawn', closed],
  }),
  defineRoute({
    id: 'notes.versions',
    method: 'GET',
    path: '/api/v1/notes/{id}/versions',
    summary: 'Lists the versions of a note.',
    params: idParams,
    response: noteVersionsSchema,
  }),
  defineRoute({
    id: 'notes.version',
    method: 'GET',
    path: '/api/v1/notes/{id}/versions/{version}',
    summary: 'Shows one version of a note.',
    params: noteVersionParams,
    response: noteVersionSchema,
  }),
] as const;
