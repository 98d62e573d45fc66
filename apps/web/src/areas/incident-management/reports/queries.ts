import type { ResponseOf, RouteOf } from '@matoi/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { type InboxFilter, requestOf } from './filter.rules.ts';

export type Report = ResponseOf<RouteOf<'GET /api/v1/reports/{id}'>>;
export type ReportSummary = ResponseOf<RouteOf<'GET /api/v1/reports'>>['items'][number];
export type SavedView = ResponseOf<RouteOf<'GET /api/v1/saved-views'>>['items'][number];
export type Related = ResponseOf<RouteOf<'GET /api/v1/reports/{id}/related'>>;
export type RelatedReport = Related['duplicates'][number];

/** Reports of the inbox, page by page. */
export const reportsQuery = (filter: InboxFilter) => {
  const request = requestOf(filter);
  return infiniteQueryOptions({
    queryKey: ['report', 'list', request],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/reports', {
        query: { limit: 50, ...request, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
};

/** One report by its number. */
export const reportQuery = (number: string) =>
  queryOptions({
    queryKey: ['report', 'one', number],
    queryFn: ({ signal }) => call('GET /api/v1/reports/{id}', { params: { id: number }, signal }),
  });

/** The files that came with the reports of a record. */
export const reportFilesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['report', 'files', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/report-files', { query: { subjectId }, signal }),
  });

/** How many reports each list of the inbox holds. */
export const countsQuery = queryOptions({
  queryKey: ['report', 'counts'],
  queryFn: ({ signal }) => call('GET /api/v1/report-counts', { signal }),
});

/** Likely duplicates of a report, and what was similar. */
export const relatedQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', 'related', id],
    queryFn: ({ signal }) => call('GET /api/v1/reports/{id}/related', { params: { id }, signal }),
  });

/** The header fields of the mail; they never change. */
export const headersQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', 'headers', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call('GET /api/v1/reports/{id}/headers', { params: { id }, signal }),
  });

/** Who can be given this report, or any report of the open compartment. */
export const assigneesQuery = (reportId?: string) =>
  queryOptions({
    queryKey: ['account', 'assignees', reportId ?? null],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      call('GET /api/v1/assignees', { query: reportId === undefined ? {} : { reportId }, signal }),
  });

/** The saved lists of the person and the shared ones. */
export const savedViewsQuery = queryOptions({
  queryKey: ['saved-view'],
  queryFn: ({ signal }) => call('GET /api/v1/saved-views', { signal }),
});

/** Reports found by words, for choosing one. */
export const foundReportsQuery = (q: string) =>
  queryOptions({
    queryKey: ['report', 'found', q],
    enabled: q !== '',
    queryFn: ({ signal }) => call('GET /api/v1/reports', { query: { q, limit: 10 }, signal }),
  });

/** What writing to the reporter needs: people, prepared texts, and what stands against it. */
export const preparedMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', 'prepared', id],
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/correspondence', { params: { id }, signal }),
  });
