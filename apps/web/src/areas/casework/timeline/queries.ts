import type { ResponseOf, RouteOf } from '@matoi/contract';
import type { JournalLane, TimelineKind } from '@matoi/contract/values';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type TimelineItem = ResponseOf<RouteOf<'GET /api/v1/timeline'>>['items'][number];
export type TimelinePicture = ResponseOf<RouteOf<'GET /api/v1/timeline/picture'>>;
export type TimelineImport = ResponseOf<RouteOf<'GET /api/v1/timeline-imports/{id}'>>;
export type TimelinePreview = ResponseOf<RouteOf<'POST /api/v1/timeline-imports/{id}/preview'>>;
export type TimelineMapping = TimelineImport['mapping'];
export type TimelineEvent = ResponseOf<RouteOf<'GET /api/v1/timeline-events/{id}'>>;
export type JournalVersion = ResponseOf<RouteOf<'GET /api/v1/journal-entries/{id}/versions'>>['items'][number];

/** What of a timeline somebody wants to see. */
export type TimelineFilter = {
  readonly subjectId: string;
  readonly events: 'all' | 'starred';
  readonly lane?: JournalLane;
  readonly kind?: TimelineKind;
  readonly q?: string;
  /** Names of sources that are hidden, separated by commas. */
  readonly hide?: string;
  readonly from?: string;
  readonly until?: string;
};

/** How often the progress of a running import is asked for. Milliseconds. */
const progressMs = 1_000;

// The first part of the keys is the noun that every fact about a record makes old, because any may add to its timeline.
const root = 'journal-entry';

/** The timeline of a record, newest first, so that a long one shows its present end. */
export const timelineQuery = (filter: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: [root, 'timeline', filter],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/timeline', {
        query: {
          ...filter,
          sort: 'occurred-newest',
          limit: filter.events === 'starred' ? 200 : 100,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });

/** A window of the timeline; the one before stays until the next is there. */
export const pictureQuery = (filter: TimelineFilter) =>
  queryOptions({
    queryKey: [root, 'picture', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('GET /api/v1/timeline/picture', { query: filter, signal }),
  });

/** The files of a record. While one is running they are asked for again and again. */
export const importsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['timeline-import', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/timeline-imports', { query: { subjectId }, signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state === 'running') === true ? progressMs : false,
  });

/** How the first rows of a file are understood with these columns. */
export const previewQuery = (id: string, mapping: TimelineMapping) =>
  queryOptions({
    queryKey: ['timeline-import', 'preview', id, mapping],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('POST /api/v1/timeline-imports/{id}/preview', { params: { id }, body: mapping, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One imported event with its whole row. */
export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline-event', 'one', id],
    queryFn: ({ signal }) => call('GET /api/v1/timeline-events/{id}', { params: { id }, signal }),
  });

/** How an entry was worded before and now. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [root, 'versions', id],
    queryFn: ({ signal }) => call('GET /api/v1/journal-entries/{id}/versions', { params: { id }, signal }),
  });
