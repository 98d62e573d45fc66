import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type BlockEntryState, type BlockListName, blockEntryStates, blockListNames } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type BlockEntry = ResponseOf<RouteOf<'GET /api/v1/block-entries'>>['items'][number];
export type BlockCheck = ResponseOf<RouteOf<'POST /api/v1/block-entries/check'>>;
export type BlockToken = ResponseOf<RouteOf<'GET /api/v1/block-tokens'>>['items'][number];
export type CreatedBlockToken = ResponseOf<RouteOf<'POST /api/v1/block-tokens'>>;

export type BlockFilter = {
  readonly state: BlockEntryState;
  readonly list: BlockListName | 'any';
  readonly q: string;
};

/** The filter that an address asks for; unknown values take the usual one. */
export function readBlockFilter(search: URLSearchParams): BlockFilter {
  return {
    state: blockEntryStates.find((one) => one === search.get('state')) ?? 'open',
    list: blockListNames.find((one) => one === search.get('list')) ?? 'any',
    q: (search.get('q') ?? '').slice(0, 300),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function blockSearch({ state, list, q }: BlockFilter): Record<string, string | undefined> {
  return { state: state === 'open' ? undefined : state, list: list === 'any' ? undefined : list, q };
}

export const blockEntriesQuery = ({ state, list, q }: BlockFilter) =>
  infiniteQueryOptions({
    queryKey: ['block-entry', 'list', state, list, q],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/block-entries', {
        query: {
          state,
          limit: 50,
          ...(list === 'any' ? {} : { list }),
          ...(q === '' ? {} : { q }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

export const blockTokensQuery = queryOptions({
  queryKey: ['block-token', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/block-tokens', { signal }),
});

/** What stands against blocking a value. */
export const blockCheckQuery = (value: string, subjectId: string | undefined) =>
  queryOptions({
    queryKey: ['block-entry', 'check', value, subjectId],
    queryFn: ({ signal }) =>
      call('POST /api/v1/block-entries/check', {
        body: { value, ...(subjectId === undefined ? {} : { subjectId }) },
        signal,
      }),
  });
