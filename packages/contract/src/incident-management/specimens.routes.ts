import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams, shortListSchema } from '../shapes.ts';
import { judgeSpecimenSchema, specimenListQuery, specimenSchema } from './specimens.schemas.ts';

export const specimensRefusals = {} as const satisfies RefusalStatuses;

export const specimensRoutes = [
  defineRoute({
    id: 'specimens.list',
    method: 'GET',
    path: '/api/v1/specimens',
    summary: 'Lists the suspicious mails that were handed in with a record, taken apart.',
    query: specimenListQuery,
    response: shortListSchema(specimenSchema),
  }),
  defineRoute({
    id: 'specimens.analyse',
    method: 'POST',
    path: '/api/v1/specimens/{id}/analyse',
    summary: 'Takes a specimen apart again, with what the team knows now.',
    params: idParams,
    body: emptyBodySchema,
    response: specimenSchema,
    refusals: ['incidents.annotate.closed'],
  }),
  defineRoute({
    id: 'specimens.judge',
    method: 'POST',
    path: '/api/v1/specimens/{id}/judge',
    summary: 'Says what a suspicious mail is.',
    params: idParams,
    body: judgeSpecimenSchema,
    response: specimenSchema,
    versioned: true,
    refusals: ['incidents.annotate.closed'],
  }),
  defineRoute({
    id: 'specimens.download',
    method: 'GET',
    path: '/api/v1/specimens/{id}/download',
    kind: 'file',
    summary: 'Downloads the bytes in an archive with the password "infected". Entered in the audit log.',
    params: idParams,
  }),
] as const;
