import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Members = ResponseOf<RouteOf<'GET /api/v1/members'>>;
export type Member = Members['items'][number];
export type Channel = NonNullable<Member['channels']>[number];
export type DutyNow = ResponseOf<RouteOf<'GET /api/v1/duty/now'>>;
export type DutyPlan = ResponseOf<RouteOf<'GET /api/v1/duty'>>;
export type Rotation = DutyPlan['rotations'][number]['rotation'];
export type DutyChange = DutyPlan['changes'][number];
export type Directory = ResponseOf<RouteOf<'GET /api/v1/directory-entries'>>;
export type DirectoryEntry = Directory['items'][number];

/** Nobody is told of a change of the team by the stream of records, so what is shown is asked again by itself. */
const lookMs = 60_000;

/** Everybody of the team and the roles there are. */
export const membersQuery = queryOptions({
  queryKey: ['member', 'list'],
  queryFn: () => call('GET /api/v1/members'),
  refetchInterval: lookMs,
});

/** Who is on duty now. */
export const dutyNowQuery = queryOptions({
  queryKey: ['duty', 'now'],
  queryFn: () => call('GET /api/v1/duty/now'),
  refetchInterval: lookMs,
});

/** Days of one page of the roster. */
export const planDays = 28;

/** The roster of four weeks from a day (`2026-11-23`). */
export const dutyPlanQuery = (from: string) =>
  queryOptions({
    queryKey: ['duty', 'plan', from],
    queryFn: () => call('GET /api/v1/duty', { query: { from, days: planDays } }),
    refetchInterval: lookMs,
  });

/** The whole directory. */
export const directoryQuery = queryOptions({
  queryKey: ['directory', 'list'],
  queryFn: () => call('GET /api/v1/directory-entries'),
  refetchInterval: lookMs,
});

/** Whether the team holds its mail for compromised. */
export const mailCompromiseQuery = queryOptions({
  queryKey: ['mail-compromise'],
  queryFn: () => call('GET /api/v1/mail-compromise'),
  refetchInterval: lookMs,
});

/** Whether the calendar of duties has an address. */
export const dutyFeedQuery = queryOptions({
  queryKey: ['duty-feed'],
  queryFn: () => call('GET /api/v1/duty-feed'),
});
