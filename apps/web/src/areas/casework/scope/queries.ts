import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type ScopeItem = ResponseOf<RouteOf<'GET /api/v1/scope-items'>>['items'][number];
export type ScopeNumber = ResponseOf<RouteOf<'GET /api/v1/scope-numbers'>>['items'][number];
export type ScopeSummary = ResponseOf<RouteOf<'GET /api/v1/scope-summary'>>;
export type Previewed = ResponseOf<RouteOf<'POST /api/v1/scope-items/preview'>>['items'][number];

/** Everything that a record touches. */
export const scopeQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['scope-item', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/scope-items', { query: { subjectId }, signal }),
  });

/** Its counts. */
export const summaryQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['scope-item', 'summary', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/scope-summary', { query: { subjectId }, signal }),
  });

/** The numbers of persons and records, every entry. */
export const numbersQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['scope-number', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/scope-numbers', { query: { subjectId }, signal }),
  });

/** One item with the states that it was in. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['scope-item', 'history', id],
    queryFn: ({ signal }) => call('GET /api/v1/scope-items/{id}', { params: { id }, signal }),
  });
