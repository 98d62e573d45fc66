import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Note = ResponseOf<RouteOf<'GET /api/v1/notes'>>['items'][number];

/** The notes of one record, the one that was written last first. */
export const notesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['note', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/notes', { query: { subjectId }, signal }),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['note', 'versions', id],
    queryFn: ({ signal }) => call('GET /api/v1/notes/{id}/versions', { params: { id }, signal }),
  });

/** One version; it never changes. */
export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['note', 'version', id, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call('GET /api/v1/notes/{id}/versions/{version}', { params: { id, version }, signal }),
  });
