import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../../shared/api.client.ts';
import { sayNow, useSay } from '../../../shared/language.ts';
import { useGo } from '../../../shared/link.tsx';
import { problemOf, problemSentence } from '../../../shared/problems.sentences.ts';
import { toastDone, toastProblem } from '../../../ui/toast.ts';
import { reportLink } from './links.ts';
import type { UndoStep } from './undo.rules.ts';
import { offerUndo, takeUndo, type Undo } from './undo.store.ts';

/** What a report or its conversation says is old after any act. */
export function refreshReports(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey }) => ['report', 'incident', 'message', 'journal-entry'].includes(String(queryKey[0])),
  });
}

/** Codes of the refusals that one step of an undo met; empty when all of it went through. */
async function takeBack(step: UndoStep): Promise<string[]> {
  switch (step.kind) {
    case 'bulk': {
      const { items } = await call('POST /api/v1/reports/bulk', { body: { items: [...step.items], act: step.act } });
      return items.flatMap(({ isDone, code }) => (isDone ? [] : [code ?? '']));
    }
    case 'triage':
      await call('PATCH /api/v1/reports/{id}', {
        params: { id: step.item.id },
        version: step.item.version,
        body: step.change,
      });
      return [];
    case 'detach':
      await call('POST /api/v1/reports/{id}/detach', {
        params: { id: step.item.id },
        version: step.item.version,
        body: { reason: step.reason },
      });
      return [];
  }
}

/** Takes back the last act, and tells the one who did it how it went. */
export function useTakeBack(): (expected?: Undo) => Promise<void> {
  const queries = useQueryClient();
  const go = useGo();
  const { has } = useSay();
  return useCallback(
    async (expected) => {
      const undo = takeUndo(expected);
      const close = sayNow('platform.act.close');
      if (undo === null) {
        if (expected !== undefined) toastProblem(sayNow('reports.undo.too-late'), close);
        return;
      }
      const refused: string[] = [];
      try {
        for (const step of undo.steps) refused.push(...(await takeBack(step)));
      } catch (error) {
        const problem = problemOf(error);
        if (problem === null) throw error;
        toastProblem(problemSentence(problem, sayNow as never, has), close);
        await refreshReports(queries);
        return;
      }
      await refreshReports(queries);
      const [code] = refused;
      if (code === undefined) {
        toastDone(sayNow(undo.isMailed === true ? 'reports.undo.done-mailed' : 'reports.undo.done'), close);
        if (undo.number !== null) go(reportLink(undo.number) + window.location.search);
      } else {
        const why = has(code) ? sayNow(code) : sayNow('platform.field.refused');
        toastProblem(sayNow('reports.undo.partly', { count: refused.length, why }), close);
      }
    },
    [queries, go, has],
  );
}

/** What follows every act: fresh lists, one sentence, and the way back if there is one. */
export function useActed(): (message: string, undo: Undo | null) => Promise<void> {
  const queries = useQueryClient();
  const takeBackLast = useTakeBack();
  return useCallback(
    async (message, undo) => {
      offerUndo(undo);
      const close = sayNow('platform.act.close');
      if (undo === null || undo.steps.length === 0) toastDone(message, close);
      else toastDone(message, close, { label: sayNow('reports.undo.act'), run: () => void takeBackLast(undo) });
      await refreshReports(queries);
    },
    [queries, takeBackLast],
  );
}
