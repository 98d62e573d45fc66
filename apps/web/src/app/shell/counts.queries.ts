import { handlingPhases } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api.client.ts';
import { useMe, useReading } from '../../shared/session.queries.ts';
import { totalText } from '../../shared/sizes.format.ts';

type Count = { readonly text: string; readonly waits: boolean };

/** The figures beside entries of the menu: bold where something waits for a person. */
export function useCounts(): Readonly<Record<string, Count>> {
  const { may } = useMe();
  const { locale } = useReading();
  const inbox = useQuery({
    queryKey: ['report', 'counts'],
    enabled: may('reports.counts'),
    queryFn: ({ signal }) => call('GET /api/v1/report-counts', { signal }),
    select: ({ lists }) => lists.open,
  });
  const incidents = useQuery({
    queryKey: ['incident', 'count'],
    enabled: may('incidents.list'),
    queryFn: async () =>
      (await call('GET /api/v1/incidents', { query: { phase: handlingPhases.join(','), limit: 1 } })).total,
  });
  const tasks = useQuery({
    queryKey: ['task', 'counts'],
    enabled: may('tasks.counts'),
    queryFn: ({ signal }) => call('GET /api/v1/tasks/counts', { signal }),
  });
  const silent = useQuery({
    queryKey: ['instruction', 'counts'],
    enabled: may('tasks.counts'),
    queryFn: async ({ signal }) => (await call('GET /api/v1/tasks/counts', { signal })).silent,
  });
  const figure = (count: number) => totalText({ count, isMore: count >= 1_000 }, locale);
  return {
    ...(inbox.data && { inbox: { text: totalText(inbox.data, locale), waits: true } }),
    ...(tasks.data && { 'my-tasks': { text: figure(tasks.data.mine), waits: tasks.data.overdue > 0 } }),
    ...(silent.data && { instructions: { text: figure(silent.data), waits: true } }),
    ...(incidents.data && { incidents: { text: totalText(incidents.data, locale), waits: false } }),
  };
}
