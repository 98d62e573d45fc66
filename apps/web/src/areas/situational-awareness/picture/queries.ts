import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Board = ResponseOf<RouteOf<'GET /api/v1/board'>>;
export type Deadline = Board['deadlines']['items'][number];
export type Total = Board['deadlines']['totals'][number]['total'];

/** The board. It follows the facts of all modules that it tells of (`live.follow.ts`), and asks again every minute. */
export const boardQuery = queryOptions({
  queryKey: ['board'],
  refetchInterval: 60_000,
  queryFn: ({ signal }) => call('GET /api/v1/board', { signal }),
});
