import type { ResponseOf, RouteOf } from '@matoi/contract';
import type { ClosableOutcome } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { type IncidentFilter, listQueryOf } from './list.filter.ts';

export type Incident = ResponseOf<RouteOf<'GET /api/v1/incidents/{id}'>>;
export type IncidentSummary = ResponseOf<RouteOf<'GET /api/v1/incidents'>>['items'][number];
export type AssertedTimes = Incident['times'][number];
export type AssertedTime = AssertedTimes['assertions'][number];
export type Phase = Incident['phases'][number];
export type SummaryVersion = NonNullable<Incident['summary']>;
export type ClosingGapFound = ResponseOf<RouteOf<'GET /api/v1/incidents/{id}/closing-check'>>['gaps'][number];

/** Incidents, page by page. */
export const incidentsQuery = (filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ['incident', 'list', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/incidents', {
        query: { limit: 50, ...listQueryOf(filter), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** One incident by its number. */
export const incidentQuery = (number: string) =>
  queryOptions({
    queryKey: ['incident', 'one', number],
    queryFn: ({ signal }) => call('GET /api/v1/incidents/{id}', { params: { id: number }, signal }),
  });

/** Every version of the summary, the newest first. */
export const summariesQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', 'summaries', id],
    queryFn: ({ signal }) => call('GET /api/v1/incidents/{id}/summaries', { params: { id }, signal }),
  });

/** What was changed of phases, severity, people and fields. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', 'history', id],
    queryFn: ({ signal }) => call('GET /api/v1/incidents/{id}/history', { params: { id }, signal }),
  });

/** What is missing before it can be closed with an outcome. */
export const closingCheckQuery = (id: string, outcome: ClosableOutcome) =>
  queryOptions({
    queryKey: ['incident', 'closing-check', id, outcome],
    queryFn: ({ signal }) =>
      call('GET /api/v1/incidents/{id}/closing-check', { params: { id }, query: { outcome }, signal }),
  });

/** What a merge would do. */
export const mergePreviewQuery = (id: string, intoId: string) =>
  queryOptions({
    queryKey: ['incident', 'merge-preview', id, intoId],
    queryFn: ({ signal }) =>
      call('GET /api/v1/incidents/{id}/merge-preview', { params: { id }, query: { intoId }, signal }),
  });

/** Kinds of times and where they may come from. They change with the program only. */
export const vocabularyQuery = queryOptions({
  queryKey: ['incident', 'vocabulary'],
  queryFn: () => call('GET /api/v1/incident-vocabulary'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The table by which a severity is proposed. */
export const severityTableQuery = queryOptions({
  queryKey: ['triage', 'severities'],
  queryFn: () => call('GET /api/v1/triage-severities'),
  staleTime: 5 * 60_000,
});

/** The people who can be given work. */
export const peopleQuery = queryOptions({
  queryKey: ['account', 'assignees'],
  queryFn: ({ signal }) => call('GET /api/v1/assignees', { query: {}, signal }),
  staleTime: 60_000,
});

/** Incidents found by number or words, to choose one. */
export const foundIncidentsQuery = (q: string) =>
  queryOptions({
    queryKey: ['incident', 'found', q],
    enabled: q !== '',
    queryFn: ({ signal }) => call('GET /api/v1/incidents', { query: { q, limit: 10 }, signal }),
  });
