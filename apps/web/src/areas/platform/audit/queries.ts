import type { ResponseOf, RouteOf } from '@matoi/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type AuditEntry = ResponseOf<RouteOf<'GET /api/v1/audit-entries'>>['items'][number];
export type AuditFilter = {
  readonly actorId: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** The audit log, newest first, page by page. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/audit-entries', {
        query: {
          limit: 50,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
          ...(filter.actorId === '' ? {} : { actorId: filter.actorId }),
          ...(filter.action === '' ? {} : { action: filter.action }),
          ...(filter.from === null ? {} : { 'at.gte': filter.from }),
          ...(filter.to === null ? {} : { 'at.lt': filter.to }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
