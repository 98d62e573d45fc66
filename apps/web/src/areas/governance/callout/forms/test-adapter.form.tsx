import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import type { CallAdapter } from '../queries.ts';

/** Sends a test by a service to one address; the answer stands in the list afterwards. */
export function TestAdapterForm({ adapter, onClose }: { readonly adapter: CallAdapter; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const [address, setAddress] = useState('');
  const test = async () => {
    const isDone = await submit.run([adapter.id, address, Date.now()], async () => {
      await call('POST /api/v1/call-adapters/{id}/test', { params: { id: adapter.id }, body: { address } });
    });
    await queries.invalidateQueries({ queryKey: ['call-out-setting'] });
    if (isDone) onClose();
  };
  return (
    <Dialog title={say('call-outs.adapter.test-named', { name: adapter.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void test();
        }}
      >
        <TextField
          label={say('call-outs.adapter.address')}
          hint={say('call-outs.adapter.address-hint')}
          required
          maxLength={500}
          data-autofocus
          value={address}
          problem={problem('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('call-outs.adapter.test')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
