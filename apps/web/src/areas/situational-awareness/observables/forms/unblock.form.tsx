import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { BlockEntry } from '../block.queries.ts';

/** Takes a value off the block list, with the reason. */
export function UnblockForm({ entry, onClose }: { readonly entry: BlockEntry; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [reason, setReason] = useState('');
  const withdraw = () =>
    submit.run([entry.id, reason], async (idempotencyKey) => {
      await call('POST /api/v1/block-entries/{id}/withdraw', {
        params: { id: entry.id },
        body: { reason },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['block-entry'] });
      toastDone(say('block-list.withdraw.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void withdraw();
      }}
    >
      <p>{say('block-list.withdraw.explained', { value: entry.defanged })}</p>
      <TextField
        label={say('block-list.withdraw.reason')}
        required
        maxLength={300}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={reason.trim() === ''}>
          {say('block-list.withdraw.act')}
        </Button>
      </div>
    </form>
  );
}
