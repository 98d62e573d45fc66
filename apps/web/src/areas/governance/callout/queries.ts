import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import type { CallFilter } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type CallOut = ResponseOf<RouteOf<'GET /api/v1/call-outs/{id}'>>;
export type CalledPerson = CallOut['people'][number];
export type CallTargets = ResponseOf<RouteOf<'GET /api/v1/call-outs/targets'>>;
export type CallPolicies = ResponseOf<RouteOf<'GET /api/v1/call-policies'>>;
export type CallPolicy = CallPolicies['policies'][number];
export type CallStep = CallPolicy['steps'][number];
export type CallTarget = CallStep['target'];
export type TriedPolicies = ResponseOf<RouteOf<'POST /api/v1/call-policies/try'>>;
export type CallAdapter = ResponseOf<RouteOf<'GET /api/v1/call-adapters'>>['items'][number];
export type SavedAdapter = BodyInput<RouteOf<'POST /api/v1/call-adapters'>>;

/** Calls of a record, or of all records, page by page. */
export const callOutsQuery = (asked: { readonly subjectId?: string; readonly show?: CallFilter }) =>
  infiniteQueryOptions({
    queryKey: ['call-out', 'list', asked],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/call-outs', {
        query: { ...asked, limit: 20, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** Calls that nobody has taken, and whether any rule is on. */
export const callBoardQuery = queryOptions({
  queryKey: ['call-out', 'board'],
  queryFn: ({ signal }) => call('GET /api/v1/call-outs/board', { signal }),
});

/** Who can be called now. */
export const callTargetsQuery = queryOptions({
  queryKey: ['call-out', 'targets'],
  queryFn: ({ signal }) => call('GET /api/v1/call-outs/targets', { signal }),
});

/** The time on duty of each person. */
export const callHoursQuery = (subjectId: string | undefined) =>
  queryOptions({
    queryKey: ['call-out', 'hours', subjectId ?? null],
    queryFn: ({ signal }) =>
      call('GET /api/v1/call-outs/hours', { query: subjectId === undefined ? {} : { subjectId }, signal }),
  });

export const callPoliciesQuery = queryOptions({
  queryKey: ['call-out-setting', 'policies'],
  queryFn: ({ signal }) => call('GET /api/v1/call-policies', { signal }),
});

export const callAdaptersQuery = queryOptions({
  queryKey: ['call-out-setting', 'adapters'],
  queryFn: ({ signal }) => call('GET /api/v1/call-adapters', { signal }),
});
