import type { ResponseOf, RouteOf } from '@matoi/contract';
import type { LedgerRowFilter } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type LedgerImport = ResponseOf<RouteOf<'GET /api/v1/ledger-imports/{id}'>>;
export type LedgerImportSummary = ResponseOf<RouteOf<'GET /api/v1/ledger-imports'>>['items'][number];
export type LedgerOptions = LedgerImport['proposal'];
export type LedgerRow = ResponseOf<RouteOf<'GET /api/v1/ledger-imports/{id}/rows'>>['items'][number];

/** How often the progress of a running import is asked for. Milliseconds. */
const progressMs = 1_000;

/** Imports so far, the newest first. The first part of the keys is the noun of their facts. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ['ledger-import', 'list'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    call('GET /api/v1/ledger-imports', {
      query: { limit: 20, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      signal,
    }),
  getNextPageParam: (page) => page.next,
});

/** One import by its number; while it runs it is asked for again and again. */
export const importQuery = (number: string) =>
  queryOptions({
    queryKey: ['ledger-import', 'one', number],
    queryFn: ({ signal }) => call('GET /api/v1/ledger-imports/{id}', { params: { id: number }, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? progressMs : false),
  });

/** The judged rows of an import; `version` makes them new after each check. */
export const rowsQuery = (given: { readonly id: string; readonly version: number; readonly show: LedgerRowFilter }) =>
  infiniteQueryOptions({
    queryKey: ['ledger-import', 'rows', given],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/ledger-imports/{id}/rows', {
        params: { id: given.id },
        query: { limit: 50, show: given.show, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
