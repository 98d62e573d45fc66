import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Charter = ResponseOf<RouteOf<'GET /api/v1/charter'>>;
export type CharterVersion = ResponseOf<RouteOf<'GET /api/v1/charter/versions/{number}'>>;
export type CharterDraft = ResponseOf<RouteOf<'GET /api/v1/charter/draft'>>;
export type Definition = CharterDraft['definition'];
export type Change = CharterVersion['changes'][number];
export type Part = CharterVersion['document']['ja'][number];

export const charterKey = ['charter', 'all'] as const;
/** Not below `charter`: what another one saves must not take away what is being typed; a save then says so. */
export const draftKey = ['charter-draft'] as const;

export const charterQuery = queryOptions({
  queryKey: charterKey,
  queryFn: ({ signal }) => call('GET /api/v1/charter', { signal }),
});

export const draftQuery = queryOptions({
  queryKey: draftKey,
  queryFn: ({ signal }) => call('GET /api/v1/charter/draft', { signal }),
});

export const versionQuery = (number: number) =>
  queryOptions({
    queryKey: ['charter', 'version', number],
    queryFn: ({ signal }) => call('GET /api/v1/charter/versions/{number}', { params: { number }, signal }),
  });
