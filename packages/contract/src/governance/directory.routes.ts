import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams } from '../shapes.ts';
import { directoryEntrySchema, directorySchema, saveDirectoryEntrySchema } from './directory.schemas.ts';
import { memberExportQuery } from './team.schemas.ts';

export const directoryRefusals = {
  'directory-entries.save.address-wrong': 422,
  'directory-entries.save.owner-unknown': 422,
  'directory-entries.add.too-many': 422,
} as const satisfies RefusalStatuses;

const saveRefusals = ['directory-entries.save.address-wrong', 'directory-entries.save.owner-unknown'] as const;

export const directoryRoutes = [
  defineRoute({
    id: 'directory-entries.list',
    method: 'GET',
    path: '/api/v1/directory-entries',
    summary: 'Lists departments, authorities, vendors, insurers and partner teams, with how long each can be trusted.',
    response: directorySchema,
  }),
  defineRoute({
    id: 'directory-entries.export',
    method: 'GET',
    path: '/api/v1/directory-entries/export',
    kind: 'file',
    summary: 'The directory as a table, a row for each contact.',
    query: memberExportQuery,
  }),
  defineRoute({
    id: 'directory-entries.add',
    method: 'POST',
    path: '/api/v1/directory-entries',
    summary: 'Adds an entry to the directory. It counts as confirmed.',
    body: saveDirectoryEntrySchema,
    status: 201,
    response: directoryEntrySchema,
    refusals: ['directory-entries.add.too-many', ...saveRefusals],
  }),
  defineRoute({
    id: 'directory-entries.change',
    method: 'POST',
    path: '/api/v1/directory-entries/{id}/change',
    summary: 'Saves an entry of the directory as a whole. It counts as confirmed.',
    params: idParams,
    body: saveDirectoryEntrySchema,
    response: directoryEntrySchema,
    versioned: true,
    refusals: saveRefusals,
  }),
  defineRoute({
    id: 'directory-entries.confirm',
    method: 'POST',
    path: '/api/v1/directory-entries/{id}/confirm',
    summary: 'Says that an entry of the directory is still right.',
    params: idParams,
    body: emptyBodySchema,
    response: directoryEntrySchema,
    versioned: true,
  }),
] as const;
