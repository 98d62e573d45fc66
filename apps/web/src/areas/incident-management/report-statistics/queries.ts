import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type StatisticsSpan, statisticsSpans } from '@matoi/contract/values';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Statistics = ResponseOf<RouteOf<'GET /api/v1/report-statistics'>>;

/** A period by its first and last day. */
export type Period = { readonly from: string; readonly until: string; readonly by: StatisticsSpan };

const dayMs = 86_400_000;
const usualDays = 30;

/** The last so many days up to and with today (`2026-11-21`). */
export function lastDays(today: string, days: number): Pick<Period, 'from' | 'until'> {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * dayMs).toISOString().slice(0, 10);
  return { from, until: today };
}

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The period that an address asks for; what it does not say, or says wrongly, takes the usual value. */
export function readPeriod(search: URLSearchParams, today: string): Period {
  const from = search.get('from');
  const until = search.get('until');
  const by = statisticsSpans.find((span) => span === search.get('by')) ?? 'day';
  if (isDay(from) && isDay(until) && from <= until) return { from, until, by };
  return { ...lastDays(today, usualDays), by };
}

/** Counts of a period; the old ones stay in view while others are fetched. */
export const statisticsQuery = (period: Period) =>
  queryOptions({
    queryKey: ['report', 'statistics', period],
    queryFn: ({ signal }) => call('GET /api/v1/report-statistics', { query: period, signal }),
    placeholderData: keepPreviousData,
  });
