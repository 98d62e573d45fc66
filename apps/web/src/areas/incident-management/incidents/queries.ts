import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type IncidentPhase, incidentPhases } from '@matoi/contract/values';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Incident = ResponseOf<RouteOf<'GET /api/v1/incidents/{id}'>>;
export type IncidentSummary = ResponseOf<RouteOf<'GET /api/v1/incidents'>>['items'][number];

export type IncidentFilter = {
  readonly phase: 'running' | IncidentPhase | 'all';
  readonly sort: 'newest' | 'oldest';
  readonly q: string;
};

/** The phases in which somebody still works on it. */
const runningPhases = incidentPhases.filter((phase) => phase !== 'closed');

/** The filter that an address asks for; unknown values take the usual one: what still runs. */
export function readIncidentFilter(search: URLSearchParams): IncidentFilter {
  const phase = search.get('phase');
  return {
    phase: phase === 'all' || phase === 'closed' ? phase : 'running',
    sort: search.get('sort') === 'oldest' ? 'oldest' : 'newest',
    q: (search.get('q') ?? '').slice(0, 200),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function incidentSearch({ phase, sort, q }: IncidentFilter): Record<string, string | undefined> {
  return { phase: phase === 'running' ? undefined : phase, sort: sort === 'newest' ? undefined : sort, q };
}

/** Incidents, page by page. */
export const incidentsQuery = ({ phase, sort, q }: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ['incident', 'list', { phase, sort, q }],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/incidents', {
        query: {
          limit: 50,
          sort,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
          ...(phase === 'all' ? {} : { phase: phase === 'running' ? runningPhases.join(',') : phase }),
          ...(q === '' ? {} : { q }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** One incident by its number. */
export const incidentQuery = (number: string) =>
  queryOptions({
    queryKey: ['incident', 'one', number],
    queryFn: ({ signal }) => call('GET /api/v1/incidents/{id}', { params: { id: number }, signal }),
  });
