import type { QueryInput, ResponseOf, RouteOf } from '@matoi/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type SubjectReview = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/review'>>;
export type Review = SubjectReview['reviews'][number];
export type Measure = SubjectReview['measures'][number];
export type MeasureQuery = Omit<QueryInput<RouteOf<'GET /api/v1/measures'>>, 'cursor'>;

/** The review of one record with its measures. */
export const reviewQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['review', 'of', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/review', { params: { id: subjectId }, signal }),
  });

/** Measures over all records, page by page. */
export const measuresQuery = (query: MeasureQuery) =>
  infiniteQueryOptions({
    queryKey: ['measure', 'list', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/measures', { query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.next,
  });

/** Files and notes of a record that can show that a measure was done. */
export const evidenceQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['attachment', 'evidence', subjectId],
    queryFn: async ({ signal }) => {
      const [files, notes] = await Promise.all([
        call('GET /api/v1/attachments', { query: { subjectId }, signal }),
        call('GET /api/v1/notes', { query: { subjectId }, signal }),
      ]);
      return [
        ...files.items.flatMap((one) =>
          one.withdrawn === null ? [{ kind: 'file' as const, id: one.id, name: one.name }] : [],
        ),
        ...notes.items.flatMap((one) =>
          one.withdrawn === null ? [{ kind: 'note' as const, id: one.id, name: one.title }] : [],
        ),
      ];
    },
  });

/** Who can be given a measure of a record. */
export const ownersQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['account', 'takers', subjectId],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('GET /api/v1/assignees', { query: { subjectId }, signal }),
  });
