import type { ResponseOf, RouteOf } from '@matoi/contract';
import type { OutgoingState } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Message = ResponseOf<RouteOf<'GET /api/v1/messages'>>['items'][number];
export type Prepared = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/correspondence'>>;
export type Preview = ResponseOf<RouteOf<'POST /api/v1/messages/preview'>>;
export type MessageTemplate = ResponseOf<RouteOf<'GET /api/v1/message-templates'>>['items'][number];
export type MessageSignature = ResponseOf<RouteOf<'GET /api/v1/message-signatures'>>['items'][number];

/** The conversation of one record, newest first. */
export const messagesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['message', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/messages', { query: { subjectId, limit: 200 }, signal }),
  });

/** The files that came and went with the mails of a record. */
export const messageFilesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['message', 'files', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/message-files', { query: { subjectId }, signal }),
  });

/** What writing from a record needs, with the prepared texts in one language and for one receiver. */
export const preparedQuery = (subjectId: string, given: { readonly locale?: 'ja' | 'en'; readonly to?: string } = {}) =>
  queryOptions({
    queryKey: ['message', 'prepared', subjectId, given],
    queryFn: ({ signal }) =>
      call('GET /api/v1/subjects/{id}/correspondence', { params: { id: subjectId }, query: given, signal }),
  });

/** Outgoing mail of all records, newest first. */
export const outgoingQuery = (state: OutgoingState | 'all') =>
  infiniteQueryOptions({
    queryKey: ['message', 'outgoing', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/outgoing-messages', {
        query: {
          ...(state === 'all' ? {} : { state }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
          limit: 50,
        },
        signal,
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const templatesQuery = queryOptions({
  queryKey: ['message-template', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/message-templates', { signal }),
});

export const signaturesQuery = queryOptions({
  queryKey: ['message-signature', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/message-signatures', { signal }),
});
