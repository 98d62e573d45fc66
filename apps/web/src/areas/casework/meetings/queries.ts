import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type MeetingList = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/meetings'>>;
export type MeetingRow = MeetingList['items'][number];
export type Meeting = ResponseOf<RouteOf<'GET /api/v1/meetings/{id}'>>;
export type Attendee = Meeting['attendees'][number];
export type Line = Meeting['lines'][number];
export type PlanBody = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/meetings'>>;

/** The meetings of a record; asked again when one of them changes. */
export const meetingsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['meeting', 'on', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/meetings', { params: { id: subjectId }, signal }),
  });

export const meetingKey = (number: string) => ['meeting', 'one', number] as const;

/** One meeting by its number. */
export const meetingQuery = (number: string) =>
  queryOptions({
    queryKey: meetingKey(number),
    queryFn: ({ signal }) => call('GET /api/v1/meetings/{id}', { params: { id: number }, signal }),
  });

/** The meetings of today to which the reader is invited. */
export const todayQuery = queryOptions({
  queryKey: ['meeting', 'today'],
  queryFn: ({ signal }) => call('GET /api/v1/meetings/today', { signal }),
});

/** A file of a meeting: minutes, list of results, or date. */
export const meetingFileLink = (
  number: string,
  file: {
    readonly format: 'pdf' | 'docx' | 'csv' | 'ics';
    readonly language: 'ja' | 'en';
    readonly edition?: number;
  },
) =>
  `/api/v1/meetings/${number}/file?format=${file.format}&language=${file.language}${
    file.edition === undefined ? '' : `&edition=${file.edition}`
  }`;

/** How a state looks on a chip. */
export const stateTones = {
  planned: 'neutral',
  'in-session': 'red',
  closed: 'amber',
  confirmed: 'green',
  cancelled: 'neutral',
} as const satisfies Record<Meeting['state'], string>;
