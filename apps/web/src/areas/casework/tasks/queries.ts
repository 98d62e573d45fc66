import type { QueryInput, ResponseOf, RouteOf } from '@matoi/contract';
import type { InstructionFilter } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Task = ResponseOf<RouteOf<'GET /api/v1/tasks'>>['items'][number];
export type Instruction = ResponseOf<RouteOf<'GET /api/v1/instructions'>>['items'][number];
export type InstructionRecipient = Instruction['recipients'][number];
export type TaskQuery = Omit<QueryInput<RouteOf<'GET /api/v1/tasks'>>, 'cursor'>;

/** Tasks by their filters, page by page. */
export const tasksQuery = (query: TaskQuery) =>
  infiniteQueryOptions({
    queryKey: ['task', 'list', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/tasks', { query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.next,
  });

/** Instructions of a record, or of all records, page by page. */
export const instructionsQuery = (asked: {
  readonly subjectId?: string;
  readonly show?: InstructionFilter;
  /** A measure that was rolled out. */
  readonly sourceId?: string;
}) =>
  infiniteQueryOptions({
    queryKey: ['instruction', 'list', asked],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/instructions', {
        query: { ...asked, limit: 30, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** Who can be given a task of a record. */
export const takersQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['account', 'takers', subjectId],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('GET /api/v1/assignees', { query: { subjectId }, signal }),
  });

export const calendarFeedQuery = queryOptions({
  queryKey: ['calendar-feed'],
  queryFn: ({ signal }) => call('GET /api/v1/calendar-feed', { signal }),
});
