import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { idParams } from '../shapes.ts';
import {
  addRelationSchema,
  relationSchema,
  relationsQuery,
  relationsSchema,
  removeRelationSchema,
} from './relations.schemas.ts';

export const relationsRefusals = {
  'relations.add.same': 422,
  'relations.add.exists': 409,
  'relations.add.circle': 409,
  'relations.add.second-parent': 409,
  'relations.remove.removed': 409,
} as const satisfies RefusalStatuses;

export const relationsRoutes = [
  defineRoute({
    id: 'relations.list',
    method: 'GET',
    path: '/api/v1/relations',
    summary: 'Lists the relations of one record to others that the caller sees, with the kinds that there are.',
    query: relationsQuery,
    response: relationsSchema,
  }),
  defineRoute({
    id: 'relations.add',
    method: 'POST',
    path: '/api/v1/relations',
    summary: 'Relates two records to each other.',
    body: addRelationSchema,
    status: 201,
    response: relationSchema,
    refusals: [
      'relations.add.same',
      'relations.add.exists',
      'relations.add.circle',
      'relations.add.second-parent',
      'incidents.annotate.closed',
    ],
  }),
  defineRoute({
    id: 'relations.remove',
    method: 'POST',
    path: '/api/v1/relations/{id}/remove',
    summary: 'Takes a relation back, with a reason; that it was there stays on record.',
    params: idParams,
    body: removeRelationSchema,
    response: relationSchema,
    refusals: ['relations.remove.removed'],
  }),
] as const;
