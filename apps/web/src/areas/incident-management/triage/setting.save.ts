import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayNow } from '../../../shared/language.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';

/**
 * The draft of one setting and its saving. Nothing typed: the setting as it stands. A setting is replaced as a whole, so
 * whoever was too late is never merged: they see that, and read it again.
 */
export function useSettingDraft<Value>(current: Value, queryKey: readonly unknown[]) {
  const queries = useQueryClient();
  const submit = useSubmit();
  const [draft, setDraft] = useState<Value | null>(null);
  const isStale = submit.problem?.code === 'record.change.stale';
  return {
    value: draft ?? current,
    isChanged: draft !== null,
    isStale,
    submit,
    set: (value: Value) => setDraft(value),
    /** Lets go of what was typed and reads the setting again. */
    async reset() {
      setDraft(null);
      submit.clear();
      await queries.invalidateQueries({ queryKey });
    },
    async save(content: unknown, act: (idempotencyKey: string) => Promise<unknown>) {
      const isDone = await submit.run(content, async (key) => {
        await act(key);
        await queries.invalidateQueries({ queryKey });
      });
      if (!isDone) return false;
      setDraft(null);
      toastDone(sayNow('triage.save.done'), sayNow('platform.act.close'));
      return true;
    },
  };
}
