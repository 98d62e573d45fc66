import { useQueryClient } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { type Duties, dutiesKey, keepDuties } from '../queries.ts';

/** One act on the duties of a record: shows what it answered, and asks again after a refusal. */
export function useDutyAct(subjectId: string) {
  const queries = useQueryClient();
  const submit = useSubmit();
  const { say } = useSay();
  const run = async (
    content: unknown,
    act: (idempotencyKey: string) => Promise<Duties>,
    after: { readonly said: string; readonly onDone?: () => void },
  ): Promise<void> => {
    const went = await submit.run(content, async (idempotencyKey) => {
      await keepDuties(queries, subjectId, await act(idempotencyKey));
      toastDone(after.said, say('platform.act.close'));
      after.onDone?.();
    });
    if (!went) await queries.invalidateQueries({ queryKey: dutiesKey(subjectId) });
  };
  return { ...submit, act: run };
}
