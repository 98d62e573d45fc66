import type { ObservableRole } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { sayNow } from '../../../shared/language.ts';
import { type Submit, useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import type { Observable } from './queries.ts';

type Change = { readonly state?: 'current' | 'dismissed'; readonly role?: ObservableRole };

/** Corrects values, each on its own record; says what was done. */
export function useCorrections(): Submit & {
  readonly correct: (rows: readonly Observable[], change: Change, subjectId?: string) => Promise<boolean>;
} {
  const submit = useSubmit();
  const queries = useQueryClient();
  const correct = (rows: readonly Observable[], change: Change, subjectId?: string) =>
    submit.run([rows.map(({ id }) => id), change, subjectId], async (idempotencyKey) => {
      const bySubject = new Map<string, string[]>();
      for (const { id, record } of rows) {
        const subject = subjectId ?? record.id;
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), id]);
      }
      let count = 0;
      for (const [subject, valueIds] of bySubject) {
        const { changed } = await call('POST /api/v1/observables/change', {
          body: { subjectId: subject, valueIds: valueIds.slice(0, 200), ...change },
          idempotencyKey: `${idempotencyKey}${subject}`,
        });
        count += changed;
      }
      await queries.invalidateQueries({ queryKey: ['observable'] });
      toastDone(doneSentence(count, change), sayNow('platform.act.close'));
    });
  return { ...submit, correct };
}

function doneSentence(count: number, { state, role }: Change): string {
  if (role !== undefined) return sayNow('observables.role.done', { count, role: sayNow(`observables.role.${role}`) });
  return sayNow(state === 'dismissed' ? 'observables.dismiss.done' : 'observables.restore.done', { count });
}
