import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { statisticsDownloadQuery, statisticsQuery, statisticsSchema } from './report-statistics.schemas.ts';

export const reportStatisticsRefusals = {
  'report-statistics.show.period': 422,
} as const satisfies RefusalStatuses;

export const reportStatisticsRoutes = [
  defineRoute({
    id: 'report-statistics.show',
    method: 'GET',
    path: '/api/v1/report-statistics',
    summary:
      'Counts the reports that the caller may see: by time, channel, class, age, and how fast they were dealt with.',
    query: statisticsQuery,
    response: statisticsSchema,
    refusals: ['report-statistics.show.period'],
  }),
  defineRoute({
    id: 'report-statistics.download',
    method: 'GET',
    path: '/api/v1/report-statistics/download',
    kind: 'file',
    summary: 'Downloads one of the tables of the statistics as CSV.',
    query: statisticsDownloadQuery,
    refusals: ['report-statistics.show.period'],
  }),
] as const;
