import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type DecisionList = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/decisions'>>;
export type Decision = DecisionList['items'][number];
export type Asked = Decision['asked'][number];
export type WaitingItem = ResponseOf<RouteOf<'GET /api/v1/decisions/waiting'>>['items'][number];
export type AskBody = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/decisions'>>;

/** The decisions of a record; asked again when one of them changes. */
export const decisionsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['decision', 'on', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/decisions', { params: { id: subjectId }, signal }),
  });

/** What waits for somebody, on one record or on all. */
export const waitingQuery = (subjectId: string | null) =>
  queryOptions({
    queryKey: ['decision', 'waiting', subjectId],
    queryFn: ({ signal }) =>
      call('GET /api/v1/decisions/waiting', { query: subjectId === null ? {} : { subjectId }, signal }),
  });
