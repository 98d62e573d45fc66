import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import type { CallAdapter } from '../queries.ts';

/** Makes the address at which a service reports for all its words. It is shown once; a new one ends the one before. */
export function ReceiptAddressForm({
  adapter,
  onClose,
}: {
  readonly adapter: CallAdapter;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [address, setAddress] = useState<string | null>(null);
  const renew = async () => {
    await submit.run([adapter.id, Date.now()], async () => {
      const made = await call('POST /api/v1/call-adapters/{id}/receipt-address', {
        params: { id: adapter.id },
        body: {},
      });
      setAddress(made.address);
    });
    await queries.invalidateQueries({ queryKey: ['call-out-setting'] });
  };
  return (
    <Dialog title={say('call-outs.receipt.renew-named', { name: adapter.name })} isOpen onClose={onClose} size={640}>
      <div className="m-form">
        {address === null ? (
          <>
            <p>{say('call-outs.receipt.fixed')}</p>
            {adapter.hasReceiptAddress && <Notice tone="amber">{say('call-outs.receipt.renew-warning')}</Notice>}
          </>
        ) : (
          <>
            <Notice tone="amber">{say('call-outs.receipt.address-once')}</Notice>
            <CopyField
              label={say('call-outs.receipt.address')}
              value={address}
              copyLabel={say('platform.act.copy')}
              copiedLabel={say('platform.act.copied')}
            />
          </>
        )}
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say(address === null ? 'platform.act.cancel' : 'platform.act.close')}</Button>
          {address === null && (
            <Button kind="primary" isBusy={submit.busy} onClick={() => void renew()}>
              {say(adapter.hasReceiptAddress ? 'call-outs.receipt.renew-again' : 'call-outs.receipt.renew')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
