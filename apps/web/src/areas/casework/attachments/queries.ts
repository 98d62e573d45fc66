import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type AttachedFile = ResponseOf<RouteOf<'GET /api/v1/attachments'>>['items'][number];

/** The files of one record, the newest first. */
export const filesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['attachment', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/attachments', { query: { subjectId }, signal }),
  });

export const contentLink = (id: string) => `/api/v1/attachments/${id}/content`;
export const pictureLink = (id: string) => `/api/v1/attachments/${id}/picture`;
