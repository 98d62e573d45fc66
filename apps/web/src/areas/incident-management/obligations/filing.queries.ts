import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Filing = ResponseOf<RouteOf<'GET /api/v1/filings/{id}'>>;
export type FilingSection = Filing['sections'][number];
export type FilingItem = FilingSection['items'][number];

export const filingKey = (id: string) => ['obligation-filing', 'one', id] as const;

/** One filing. A draft is composed from the record each time. */
export const filingQuery = (id: string) =>
  queryOptions({
    queryKey: filingKey(id),
    queryFn: ({ signal }) => call('GET /api/v1/filings/{id}', { params: { id }, signal }),
  });

/** The files of the record, one of which may prove a filing. */
export const proofsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['attachment', 'proofs', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/attachments', { query: { subjectId }, signal }),
  });

export const documentLink = (id: string, format: 'pdf' | 'docx' | 'txt') =>
  `/api/v1/filings/${id}/document?format=${format}`;
