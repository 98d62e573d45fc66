import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { toastDone } from '../../../../ui/toast.ts';

/** What each form of an act says: what is sent, when it is ready, and what to say afterwards. */
type Act = {
  /** What the act is about: a second try of the same is known by it. */
  readonly about: unknown;
  readonly send: (idempotencyKey: string) => Promise<unknown>;
  readonly done: string;
  readonly act: string;
  readonly isReady: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The form around an act. It looks again at the record whether the act went through or not. */
export function ActForm({ about, send, done, act, isReady, onClose, children }: Act) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const run = async () => {
    await submit.run(about, async (idempotencyKey) => {
      await send(idempotencyKey);
      toastDone(done, say('platform.act.close'));
      onClose();
    });
    await queries.invalidateQueries({ queryKey: ['decision'] });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {children}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {act}
        </Button>
      </div>
    </form>
  );
}
