import type { ResponseOf, RouteOf } from '@matoi/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type JournalEntry = ResponseOf<RouteOf<'GET /api/v1/journal-entries'>>['items'][number];

/** The journal of one record, newest first, so that a long one shows its present end. */
export const journalQuery = (subjectId: string) =>
  infiniteQueryOptions({
    queryKey: ['journal-entry', 'list', subjectId],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/journal-entries', {
        query: {
          subjectId,
          sort: 'occurred-newest',
          limit: 200,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
