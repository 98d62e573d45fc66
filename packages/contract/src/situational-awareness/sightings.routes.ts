import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { pageSchema } from '../shapes.ts';
import * as schemas from './sightings.schemas.ts';

export const sightingsRefusals = {
  'sightings.list.value-or-record-needed': 422,
  'sightings.add.value-invalid': 422,
  'sightings.add.value-unknown': 422,
  'sightings.add.in-the-future': 422,
  'sightings.withdraw.withdrawn': 409,
} as const satisfies RefusalStatuses;

/** Sightings (観測報告): a value was seen, where and when. */
export const sightingsRoutes = [
  defineRoute({
    id: 'sightings.list',
    method: 'GET',
    path: '/api/v1/sightings',
    kind: 'page',
    summary: 'Lists when and where a value was seen, or the values of a record, the last time first.',
    query: schemas.sightingListQuery,
    response: pageSchema(schemas.sightingSchema),
    refusals: ['sightings.list.value-or-record-needed'],
  }),
  defineRoute({
    id: 'sightings.add',
    method: 'POST',
    path: '/api/v1/sightings',
    summary: 'Says that a value was seen, by a person or a machine.',
    body: schemas.addSightingSchema,
    status: 201,
    response: schemas.sightingSchema,
    refusals: [
      'sightings.add.value-invalid',
      'sightings.add.value-unknown',
      'sightings.add.in-the-future',
      'incidents.annotate.closed',
    ],
  }),
  defineRoute({
    id: 'sightings.report',
    method: 'POST',
    path: '/api/v1/sighting-reports',
    summary:
      'Takes a sighting from a machine that reads nothing. It is noted where the value was seen last; the answer is the same where nobody knows the value.',
    body: schemas.reportSightingSchema,
    status: 202,
    response: schemas.reportedSightingSchema,
    refusals: ['sightings.add.value-invalid', 'sightings.add.in-the-future'],
  }),
  defineRoute({
    id: 'sightings.withdraw',
    method: 'POST',
    path: '/api/v1/sightings/{id}/withdraw',
    summary: 'Withdraws a sighting that was said by mistake. It stays readable and counts no longer.',
    params: schemas.withdrawSightingParams,
    body: schemas.withdrawSightingSchema,
    response: schemas.sightingSchema,
    refusals: ['sightings.withdraw.withdrawn', 'incidents.annotate.closed'],
  }),
] as const;
