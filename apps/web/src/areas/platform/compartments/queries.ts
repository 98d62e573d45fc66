import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Compartment = ResponseOf<RouteOf<'GET /api/v1/compartments'>>['items'][number];

/** The compartments that the reader may see into, with their members. */
export const compartmentsQuery = queryOptions({
  queryKey: ['compartment', 'list'],
  queryFn: () => call('GET /api/v1/compartments'),
});

/** The accounts, for choosing members; only administrators and commanders may ask. */
export const accountsQuery = queryOptions({
  queryKey: ['account', 'list'],
  queryFn: () => call('GET /api/v1/accounts'),
});
