import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type ManagementReport = ResponseOf<RouteOf<'GET /api/v1/management-reports/{id}'>>;
export type ManagementReportRow = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/management-reports'>>['items'][number];
export type PaperDocument = ManagementReport['document'];
export type PaperBlock = PaperDocument['sections'][number]['blocks'][number];

/** The reports on one record. */
export const managementReportsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['management-report', 'list', subjectId],
    queryFn: ({ signal }) =>
      call('GET /api/v1/subjects/{id}/management-reports', { params: { id: subjectId }, signal }),
  });

export const managementReportKey = (id: string) => ['management-report', 'one', id] as const;

/** One report. A draft is composed from the record each time. */
export const managementReportQuery = (id: string) =>
  queryOptions({
    queryKey: managementReportKey(id),
    queryFn: ({ signal }) => call('GET /api/v1/management-reports/{id}', { params: { id }, signal }),
  });

export const reportFileLink = (id: string, format: 'pdf' | 'docx') =>
  `/api/v1/management-reports/${id}/file?format=${format}`;
