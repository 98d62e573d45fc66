import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type ObservableRole, type ObservableType, observableRoles, observableTypes } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Observable = ResponseOf<RouteOf<'GET /api/v1/observables'>>['items'][number];
export type KnownValue = ResponseOf<RouteOf<'GET /api/v1/known-values'>>['items'][number];
export type Previewed = ResponseOf<RouteOf<'POST /api/v1/observables/preview'>>['items'][number];

export type ObservableFilter = {
  readonly type: ObservableType | 'any';
  readonly role: ObservableRole | 'any';
  readonly state: 'current' | 'dismissed' | 'any';
  readonly sort: 'newest' | 'oldest';
  readonly q: string;
};

/** The filter that an address asks for; unknown values take the usual one: what counts, newest first. */
export function readObservableFilter(search: URLSearchParams): ObservableFilter {
  const state = search.get('state');
  return {
    type: observableTypes.find((one) => one === search.get('type')) ?? 'any',
    role: observableRoles.find((one) => one === search.get('role')) ?? 'any',
    state: state === 'dismissed' || state === 'any' ? state : 'current',
    sort: search.get('sort') === 'oldest' ? 'oldest' : 'newest',
    q: (search.get('q') ?? '').slice(0, 300),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function observableSearch(filter: ObservableFilter): Record<string, string | undefined> {
  const { type, role, state, sort, q } = filter;
  return {
    type: type === 'any' ? undefined : type,
    role: role === 'any' ? undefined : role,
    state: state === 'current' ? undefined : state,
    sort: sort === 'newest' ? undefined : sort,
    q,
  };
}

/** The filter as the routes take it. */
export function filterQuery({ type, role, state, q }: ObservableFilter): Record<string, string> {
  return {
    ...(type === 'any' ? {} : { type }),
    ...(role === 'any' ? {} : { role }),
    ...(state === 'any' ? {} : { state }),
    ...(q === '' ? {} : { q }),
  };
}

/** Observables of everything, page by page. */
export const observablesQuery = (filter: ObservableFilter) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'list', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/observables', {
        query: {
          ...filterQuery(filter),
          sort: filter.sort,
          limit: 50,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** What stands on a record and its parts. */
export const observablesOfQuery = (subjectId: string) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'of', subjectId],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/observables', {
        query: { subjectId, limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** The values of a record by how much they say; `type` and `state` narrow them. */
export const tellingQuery = (
  subjectId: string,
  { state, type, limit }: Pick<ObservableFilter, 'state' | 'type'> & { readonly limit: number },
) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'telling', subjectId, state, type, limit],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/observables', {
        query: {
          subjectId,
          sort: 'telling',
          limit,
          ...(state === 'any' ? {} : { state }),
          ...(type === 'any' ? {} : { type }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

export const observableQuery = (id: string) =>
  queryOptions({
    queryKey: ['observable', 'one', id],
    queryFn: ({ signal }) => call('GET /api/v1/observables/{id}', { params: { id }, signal }),
  });

export const occurrencesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'occurrences', id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/observables/{id}/occurrences', {
        params: { id },
        query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

export const knownValuesQuery = queryOptions({
  queryKey: ['known-value', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/known-values', { signal }),
});
