import type { ResponseOf, RouteOf } from '@matoi/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Playbook = ResponseOf<RouteOf<'GET /api/v1/playbooks/{code}'>>;
export type PlaybookItem = ResponseOf<RouteOf<'GET /api/v1/playbooks'>>['items'][number];
export type Draft = ResponseOf<RouteOf<'GET /api/v1/playbooks/{code}/draft'>>;
export type Definition = Playbook['definition'];
export type PlaybookStep = Definition['steps'][number];
export type Question = Definition['questions'][number];
export type Clause = PlaybookStep['when'][number];
export type Edition = Playbook['versions'][number];
export type Difference = ResponseOf<RouteOf<'GET /api/v1/playbooks/{code}/difference'>>['items'][number];
export type RunList = ResponseOf<RouteOf<'GET /api/v1/playbook-runs'>>;
export type Run = RunList['items'][number];
export type RunStep = Run['steps'][number];

/** The playbooks of the program and of the team. */
export const playbooksQuery = (q = '') =>
  queryOptions({
    queryKey: ['playbook', 'list', q],
    queryFn: ({ signal }) => call('GET /api/v1/playbooks', { query: q === '' ? {} : { q }, signal }),
    placeholderData: keepPreviousData,
  });

/** Files and notes of a record that can be named as evidence. */
export const evidenceQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['attachment', 'evidence', subjectId],
    queryFn: async ({ signal }) => {
      const [files, notes] = await Promise.all([
        call('GET /api/v1/attachments', { query: { subjectId }, signal }),
        call('GET /api/v1/notes', { query: { subjectId }, signal }),
      ]);
      return [
        ...files.items.flatMap((one) =>
          one.withdrawn === null ? [{ kind: 'file' as const, id: one.id, name: one.name }] : [],
        ),
        ...notes.items.flatMap((one) =>
          one.withdrawn === null ? [{ kind: 'note' as const, id: one.id, name: one.title }] : [],
        ),
      ];
    },
  });

/** One version of a playbook, or the one in force. */
export const playbookQuery = (code: string, version: string | undefined) =>
  queryOptions({
    queryKey: ['playbook', 'show', code, version ?? null],
    queryFn: ({ signal }) =>
      call('GET /api/v1/playbooks/{code}', {
        params: { code },
        query: version === undefined ? {} : { version },
        signal,
      }),
  });

/** The draft of a playbook. It is not asked for again by itself: somebody is typing in it. */
export const draftQuery = (code: string) =>
  queryOptions({
    queryKey: ['playbook', 'draft', code],
    queryFn: ({ signal }) => call('GET /api/v1/playbooks/{code}/draft', { params: { code }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** By what two versions of a playbook differ. */
export const differenceQuery = (code: string, versions: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: ['playbook', 'difference', code, versions.from, versions.to],
    queryFn: ({ signal }) =>
      call('GET /api/v1/playbooks/{code}/difference', { params: { code }, query: versions, signal }),
    gcTime: 0,
  });

/** What runs on a record and what can be started. */
export const runsQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['playbook-run', 'list', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/playbook-runs', { query: { subjectId }, signal }),
  });

/** What would change if a run went on by another version. */
export const runDifferenceQuery = (id: string, to: string) =>
  queryOptions({
    queryKey: ['playbook-run', 'difference', id, to],
    queryFn: ({ signal }) =>
      call('GET /api/v1/playbook-runs/{id}/difference', { params: { id }, query: { to }, signal }),
    gcTime: 0,
  });

/** Who can be given a step. */
export const assigneesQuery = queryOptions({
  queryKey: ['account', 'assignees'],
  queryFn: ({ signal }) => call('GET /api/v1/assignees', { query: {}, signal }),
});
