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

/** Everybody of the team and the roles there are. */
export const membersQuery = queryOptions({
  queryKey: ['member', 'list'],
  queryFn: () => call('GET /api/v1/members'),
});

/** Absences begin and end without anything happening, so the answer grows old by itself. Milliseconds. */
const longestLookMs = 5 * 60_000;

/** Who is on duty now; changes are told by the stream, a hand-over is looked at when it is due. */
export const dutyNowQuery = queryOptions({
  queryKey: ['duty', 'now'],
  queryFn: () => call('GET /api/v1/duty/now'),
  refetchInterval: ({ state: { data } }) => {
    const waits = (data?.next ?? []).map(({ from }) => Date.parse(from) - Date.now() + 1_000);
    return Math.max(1_000, Math.min(longestLookMs, ...waits));
  },
});

/** Days of one page of the roster. */
export const planDays = 28;

/** The roster of four weeks from a day (`2026-11-23`). */
export const dutyPlanQuery = (from: string) =>
  queryOptions({
    queryKey: ['duty', 'plan', from],
    queryFn: () => call('GET /api/v1/duty', { query: { from, days: planDays } }),
  });

/** The whole directory. */
export const directoryQuery = queryOptions({
  queryKey: ['directory', 'list'],
  queryFn: () => call('GET /api/v1/directory-entries'),
});

/** Whether the team holds its mail for compromised. */
export const mailCompromiseQuery = queryOptions({
  queryKey: ['mail-compromise'],
  queryFn: () => call('GET /api/v1/mail-compromise'),
});

/** Whether the calendar of duties has an address. */
export const dutyFeedQuery = queryOptions({
  queryKey: ['duty-feed'],
  queryFn: () => call('GET /api/v1/duty-feed'),
});
