import type { BodyInput, QueryInput, ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Authority = ResponseOf<RouteOf<'GET /api/v1/authority'>>;
export type Definition = ResponseOf<RouteOf<'GET /api/v1/authority/draft'>>['definition'];
export type Rule = Definition['rules'][number];
export type Holder = Rule['mayOrder'][number];
export type Scope = Rule['scope'];
export type AuthorityDraft = ResponseOf<RouteOf<'GET /api/v1/authority/draft'>>;
export type Difference = ResponseOf<RouteOf<'GET /api/v1/authority/difference'>>['items'][number];
export type Delegation = Authority['delegations'][number];
export type Judgement = ResponseOf<RouteOf<'GET /api/v1/authority/judge'>>;
export type JudgeAsked = QueryInput<RouteOf<'GET /api/v1/authority/judge'>>;
export type NewDelegation = BodyInput<RouteOf<'POST /api/v1/delegations'>>;

export const authorityKey = ['authority', 'all'] as const;
/** Not below `authority`: what another one saves must not take away what is being typed; a save then says so. */
export const draftKey = ['authority-draft'] as const;

export const authorityQuery = queryOptions({
  queryKey: authorityKey,
  queryFn: ({ signal }) => call('GET /api/v1/authority', { signal }),
});

export const draftQuery = queryOptions({
  queryKey: draftKey,
  queryFn: ({ signal }) => call('GET /api/v1/authority/draft', { signal }),
});

export const versionQuery = (number: number) =>
  queryOptions({
    queryKey: ['authority', 'version', number],
    queryFn: ({ signal }) => call('GET /api/v1/authority/versions/{number}', { params: { number }, signal }),
  });

export const differenceQuery = (from: number, to: number | 'draft') =>
  queryOptions({
    queryKey: ['authority', 'difference', from, to],
    queryFn: ({ signal }) => call('GET /api/v1/authority/difference', { query: { from, to }, signal }),
  });

/** Who may order an action. It is asked again when the matrix or a delegation changes. */
export const judgeQuery = (asked: JudgeAsked) =>
  queryOptions({
    queryKey: ['authority', 'judge', asked],
    queryFn: ({ signal }) => call('GET /api/v1/authority/judge', { query: asked, signal }),
  });
