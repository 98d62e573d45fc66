import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Message = ResponseOf<RouteOf<'GET /api/v1/messages'>>['items'][number];

/** The messages that were written from one record, newest first. */
export const messagesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['message', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/messages', { query: { subjectId, limit: 200 }, signal }),
  });
