import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Rules = ResponseOf<RouteOf<'GET /api/v1/obligation-rules'>>;
export type Rule = Rules['rules'][number];
export type Question = Rules['questions'][number];

export const rulesKey = ['obligation-rule', 'all'] as const;

/** What the team has declared of itself and which rules are on. */
export const rulesQuery = queryOptions({
  queryKey: rulesKey,
  queryFn: ({ signal }) => call('GET /api/v1/obligation-rules', { signal }),
});
