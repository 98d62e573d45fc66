import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type WarningList = ResponseOf<RouteOf<'GET /api/v1/warning-lists'>>['items'][number];
export type WarningListWithEntries = ResponseOf<RouteOf<'GET /api/v1/warning-lists/{id}'>>;

export const warningListsQuery = queryOptions({
  queryKey: ['warning-list', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/warning-lists', { signal }),
});

export const warningListQuery = (id: string) =>
  queryOptions({
    queryKey: ['warning-list', 'one', id],
    queryFn: ({ signal }) => call('GET /api/v1/warning-lists/{id}', { params: { id }, signal }),
  });

export const warningHitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['warning-list', 'hits', id],
    queryFn: ({ signal }) => call('GET /api/v1/warning-lists/{id}/hits', { params: { id }, signal }),
  });
