import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type ReportState, reportStates } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Report = ResponseOf<RouteOf<'GET /api/v1/reports/{id}'>>;
export type ReportSummary = ResponseOf<RouteOf<'GET /api/v1/reports'>>['items'][number];

export type InboxFilter = {
  readonly state: ReportState | 'all';
  readonly sort: 'newest' | 'oldest';
  readonly q: string;
};

/** The filter that an address asks for; what it does not say, or says wrongly, takes the usual value. */
export function readInboxFilter(search: URLSearchParams): InboxFilter {
  const state = search.get('state');
  return {
    state: state === 'all' ? 'all' : (reportStates.find((each) => each === state) ?? 'new'),
    sort: search.get('sort') === 'oldest' ? 'oldest' : 'newest',
    q: (search.get('q') ?? '').slice(0, 200),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function inboxSearch({ state, sort, q }: InboxFilter): Record<string, string | undefined> {
  return { state: state === 'new' ? undefined : state, sort: sort === 'newest' ? undefined : sort, q };
}

/** Reports of the inbox, page by page. */
export const reportsQuery = ({ state, sort, q }: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ['report', 'list', { state, sort, q }],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/reports', {
        query: {
          limit: 50,
          sort,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
          ...(state === 'all' ? {} : { state }),
          ...(q === '' ? {} : { q }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** One report by its number. */
export const reportQuery = (number: string) =>
  queryOptions({
    queryKey: ['report', 'one', number],
    queryFn: ({ signal }) => call('GET /api/v1/reports/{id}', { params: { id: number }, signal }),
  });
