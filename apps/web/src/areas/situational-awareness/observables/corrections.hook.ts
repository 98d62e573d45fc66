import type { BodyOf, RouteOf } from '@matoi/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { sayNow, useSay } from '../../../shared/language.ts';
import { problemOf, problemSentence } from '../../../shared/problems.sentences.ts';
import { type Submit, useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone, toastProblem } from '../../../ui/toast.ts';
import type { Observable } from './queries.ts';

/** What a person says of values. */
export type Correction = Omit<BodyOf<RouteOf<'POST /api/v1/observables/change'>>, 'subjectId' | 'valueIds' | 'type'>;

const mostAtOnce = 200;

/** Takes back what was done at once, and says how it went. */
export async function takeBack(queries: QueryClient, changeIds: readonly string[]): Promise<void> {
  let restored = 0;
  let left = 0;
  for (const id of changeIds) {
    const undone = await call('POST /api/v1/observable-changes/{id}/undo', { params: { id }, body: {} });
    restored += undone.restored;
    left += undone.left;
  }
  await queries.invalidateQueries({ queryKey: ['observable'] });
  const close = sayNow('platform.act.close');
  if (left === 0) toastDone(sayNow('observables.undo.done'), close);
  else toastProblem(sayNow('observables.undo.partly', { restored, left }), close);
}

/** Says that something was done, with the way back. */
export function useDoneWithUndo(): (message: string, changeIds: readonly string[]) => Promise<void> {
  const queries = useQueryClient();
  const { has } = useSay();
  return async (message, changeIds) => {
    await queries.invalidateQueries({ queryKey: ['observable'] });
    const undo = async () => {
      try {
        await takeBack(queries, changeIds);
      } catch (error) {
        const problem = problemOf(error);
        if (problem === null) throw error;
        toastProblem(problemSentence(problem, sayNow as never, has), sayNow('platform.act.close'));
      }
    };
    toastDone(message, sayNow('platform.act.close'), {
      label: sayNow('observables.undo.act'),
      run: () => void undo(),
    });
  };
}

/** Corrects values, each on its own record; says what was done, and offers the way back. */
export function useCorrections(): Submit & {
  readonly correct: (rows: readonly Observable[], change: Correction, subjectId?: string) => Promise<boolean>;
} {
  const submit = useSubmit();
  const done = useDoneWithUndo();
  const correct = (rows: readonly Observable[], change: Correction, subjectId?: string) =>
    submit.run([rows.map(({ id }) => id), change, subjectId], async (idempotencyKey) => {
      const bySubject = new Map<string, string[]>();
      for (const { id, record } of rows) {
        const subject = subjectId ?? record.id;
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), id]);
      }
      const changeIds: string[] = [];
      let count = 0;
      for (const [subject, ids] of bySubject) {
        for (let from = 0; from < ids.length; from += mostAtOnce) {
          const answer = await call('POST /api/v1/observables/change', {
            body: { subjectId: subject, valueIds: ids.slice(from, from + mostAtOnce), ...change },
            idempotencyKey: `${idempotencyKey}${subject}${from}`,
          });
          count += answer.changed;
          changeIds.push(...answer.changeIds);
        }
      }
      await done(doneSentence(count, change), changeIds);
    });
  return { ...submit, correct };
}

function doneSentence(count: number, change: Correction): string {
  const { state, role } = change;
  const isOne = Object.values(change).filter((wish) => wish !== undefined).length === 1;
  if (isOne && role !== undefined)
    return sayNow('observables.role.done', { count, role: sayNow(`observables.role.${role}`) });
  if (isOne && state !== undefined)
    return sayNow(state === 'dismissed' ? 'observables.dismiss.done' : 'observables.restore.done', { count });
  return sayNow('observables.edit.done', { count });
}
