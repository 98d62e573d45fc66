import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Relations = ResponseOf<RouteOf<'GET /api/v1/relations'>>;
export type Relation = Relations['items'][number];
export type RelationKindView = Relations['kinds'][number];

/** The relations of one record, removed ones among them, and the kinds that there are. */
export const relationsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['relation', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/relations', { query: { subjectId }, signal }),
  });

/** Records found by number or words. */
export const recordsQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    enabled: q.length >= 2,
    queryFn: ({ signal }) => call('GET /api/v1/search', { query: { q, limit: 12 }, signal }),
  });
