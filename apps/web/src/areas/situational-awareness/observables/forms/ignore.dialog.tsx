import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Observable } from '../queries.ts';

type Props = { readonly observable: Observable | null; readonly onClose: () => void };

/** Asks before a value goes onto the list that everybody sees. */
export function IgnoreDialog({ observable, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const ignore = () =>
    submit.run(observable?.id, async (idempotencyKey) => {
      await call('POST /api/v1/known-values', {
        body: { kind: 'ignored', value: observable?.value ?? '' },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      await queries.invalidateQueries({ queryKey: ['known-value'] });
      toastDone(say('observables.ignore.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <Dialog title={say('observables.ignore.title')} isOpen={observable !== null} onClose={onClose}>
      <div className="m-stack">
        <p>{say('observables.ignore.explained', { value: observable?.defanged ?? '' })}</p>
        <Refusal problem={submit.problem} />
        <div className="m-row">
          <Button kind="primary" isBusy={submit.busy} onClick={() => void ignore()}>
            {say('observables.ignore.act')}
          </Button>
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
