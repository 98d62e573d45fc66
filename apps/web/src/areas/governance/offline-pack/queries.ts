import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type OfflinePacks = ResponseOf<RouteOf<'GET /api/v1/offline-packs'>>;

/** A pack is made within seconds after it was asked for. */
const lookMs = 5_000;

/** When packs are made, and those that are kept. */
export const offlinePacksQuery = queryOptions({
  queryKey: ['offline-pack'],
  queryFn: () => call('GET /api/v1/offline-packs'),
  refetchInterval: lookMs,
});
