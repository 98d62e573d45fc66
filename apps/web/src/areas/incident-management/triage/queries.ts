import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type TriageClass = ResponseOf<RouteOf<'GET /api/v1/triage-classes'>>['items'][number];
export type Priorities = ResponseOf<RouteOf<'GET /api/v1/triage-priorities'>>;
export type PriorityTable = Priorities['table'];
export type Severities = ResponseOf<RouteOf<'GET /api/v1/triage-severities'>>;
export type SeverityTable = Severities['table'];
export type TriageRules = ResponseOf<RouteOf<'GET /api/v1/triage-rules'>>;
export type RuleView = TriageRules['rules'][number];
export type Proposal = ResponseOf<RouteOf<'POST /api/v1/triage-rules/try'>>['before'];
export type ServiceLevels = ResponseOf<RouteOf<'GET /api/v1/service-levels'>>;
export type Calendar = ResponseOf<RouteOf<'GET /api/v1/business-calendar'>>;
export type Edition = TriageRules['versions'][number];

// Settings change seldom: they are asked for again only when somebody changed them here, or after minutes.
const staleTime = 5 * 60_000;

/** The classes of reports, retired ones among them. */
export const classesQuery = queryOptions({
  queryKey: ['triage', 'classes'],
  queryFn: () => call('GET /api/v1/triage-classes'),
  staleTime,
});

/** The table of priorities with its versions. */
export const prioritiesQuery = queryOptions({
  queryKey: ['triage', 'priorities'],
  queryFn: () => call('GET /api/v1/triage-priorities'),
  staleTime,
});

/** The table of severities with its versions. */
export const severitiesQuery = queryOptions({
  queryKey: ['triage', 'severities'],
  queryFn: () => call('GET /api/v1/triage-severities'),
  staleTime,
});

/** The rules as they were kept last. */
export const rulesQuery = queryOptions({
  queryKey: ['triage', 'rules'],
  queryFn: () => call('GET /api/v1/triage-rules', {}),
});

/** The targets by priority. */
export const serviceLevelsQuery = queryOptions({
  queryKey: ['triage', 'service-levels'],
  queryFn: () => call('GET /api/v1/service-levels'),
  staleTime,
});

/** Business hours and closed days. */
export const calendarQuery = queryOptions({
  queryKey: ['triage', 'calendar'],
  queryFn: () => call('GET /api/v1/business-calendar'),
});

/** The compartments that the reader sees, for rules that name one. */
export const compartmentsQuery = queryOptions({
  queryKey: ['compartment', 'list'],
  queryFn: () => call('GET /api/v1/compartments'),
});

/** The accounts, for rules that name an assignee; only administrators and commanders may ask. */
export const accountsQuery = queryOptions({
  queryKey: ['account', 'list'],
  queryFn: () => call('GET /api/v1/accounts'),
});
