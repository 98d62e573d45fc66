import { openTaskStates } from '@matoi/contract/values';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

/** The open task of an incident that is due first. */
export const nextTaskQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['task', 'next', subjectId],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/tasks', {
        query: { subjectId, state: openTaskStates.join(','), sort: 'due', limit: 1 },
        signal,
      });
      return items[0] ?? null;
    },
  });

/** The one step that a running playbook wants now. */
export const nextStepQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['playbook-run', 'next', subjectId],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/playbook-runs', { query: { subjectId }, signal });
      const run = items.find(({ endedAt, next }) => endedAt === null && next !== null);
      const step = run?.steps.find(({ id }) => id === run.next);
      return run === undefined || step === undefined ? null : { run, step };
    },
  });

/** The reports whose callers may have left a telephone number: enough for one screen. */
const mostReports = 3;

/** Who has reported it and left a telephone number. */
export const callersQuery = (reports: readonly { readonly id: string }[]) =>
  queryOptions({
    queryKey: ['report', 'callers', ...reports.slice(0, mostReports).map(({ id }) => id)],
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        reports.slice(0, mostReports).map(({ id }) => call('GET /api/v1/reports/{id}', { params: { id }, signal })),
      );
      return found.flatMap(({ id, number, reporter, caller }) =>
        caller?.phone == null
          ? []
          : [{ id, number, name: reporter.name ?? reporter.address ?? number, phone: caller.phone }],
      );
    },
  });
