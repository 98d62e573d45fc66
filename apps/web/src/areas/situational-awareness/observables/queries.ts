import type { ResponseOf, RouteOf } from '@matoi/contract';
import {
  type ObservableRole,
  type ObservableType,
  observableRoles,
  observableTypes,
  type Tlp,
  tlpLabels,
} from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Observable = ResponseOf<RouteOf<'GET /api/v1/observables'>>['items'][number];
export type KnownValue = ResponseOf<RouteOf<'GET /api/v1/known-values'>>['items'][number];
export type Previewed = ResponseOf<RouteOf<'POST /api/v1/observables/preview'>>['items'][number];

export type Sighting = ResponseOf<RouteOf<'GET /api/v1/sightings'>>['items'][number];
export type TableRead = ResponseOf<RouteOf<'POST /api/v1/observables/read-table'>>;

/** TLP of a value, its own or that of its record; `none`: neither is marked. */
export const tlpChoices = [...tlpLabels, 'none'] as const;

export type ObservableFilter = {
  readonly type: ObservableType | 'any';
  readonly role: ObservableRole | 'any';
  readonly state: 'current' | 'dismissed' | 'any';
  readonly sort: 'newest' | 'oldest';
  readonly tag: string;
  readonly tlp: Tlp | 'none' | 'any';
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
    tag: (search.get('tag') ?? '').slice(0, 60),
    tlp: tlpChoices.find((one) => one === search.get('tlp')) ?? 'any',
    q: (search.get('q') ?? '').slice(0, 300),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function observableSearch(filter: ObservableFilter): Record<string, string | undefined> {
  const { type, role, state, sort, tag, tlp, q } = filter;
  return {
    tag: tag === '' ? undefined : tag,
    tlp: tlp === 'any' ? undefined : tlp,
    type: type === 'any' ? undefined : type,
    role: role === 'any' ? undefined : role,
    state: state === 'current' ? undefined : state,
    sort: sort === 'newest' ? undefined : sort,
    q,
  };
}

/** The filter as the routes take it. */
export function filterQuery({
  type,
  role,
  state,
  tag,
  tlp,
  q,
}: Omit<ObservableFilter, 'sort'>): Record<string, string> {
  return {
    ...(tag === '' ? {} : { tag }),
    ...(tlp === 'any' ? {} : { tlp }),
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

/** What narrows the list of one record. */
export type RecordFilter = Omit<ObservableFilter, 'sort'>;

/** All that counts. */
export const wholeRecord: RecordFilter = { state: 'current', type: 'any', role: 'any', tag: '', tlp: 'any', q: '' };

/** The values of a record by how much they say. */
export const tellingQuery = (subjectId: string, filter: RecordFilter, limit: number) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'telling', subjectId, filter, limit],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/observables', {
        query: {
          ...filterQuery(filter),
          subjectId,
          sort: 'telling',
          limit,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** The tags in use. */
export const tagsQuery = queryOptions({
  queryKey: ['observable', 'tags'],
  queryFn: ({ signal }) => call('GET /api/v1/observables/tags', { signal }),
});

/** What people added and changed on a record last. */
export const changesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['observable', 'changes', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/observable-changes', { query: { subjectId }, signal }),
  });

/** Sightings of a value, or on a record. */
export const sightingsQuery = (of: { readonly valueId: string } | { readonly subjectId: string }) =>
  infiniteQueryOptions({
    queryKey: ['observable', 'sightings', of],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/sightings', {
        query: { ...of, limit: 20, ...(pageParam === '' ? {} : { cursor: pageParam }) },
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
