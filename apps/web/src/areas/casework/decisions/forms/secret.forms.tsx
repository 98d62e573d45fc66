import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { TextField } from '../../../../ui/field.tsx';
import type { Asked } from '../queries.ts';
import '../sections/decisions.css';

/** A PIN that is shown once, to be told by telephone. */
export function PinForm({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [pin, setPin] = useState<string | null>(null);
  const make = () =>
    submit.run(asked.id, async () => {
      const made = await call('POST /api/v1/decision-asked/{id}/pin', { params: { id: asked.id }, body: {} });
      setPin(made.pin);
      await queries.invalidateQueries({ queryKey: ['decision'] });
    });
  return (
    <div className="m-form">
      <p>{say('decisions.pin.explained')}</p>
      {pin !== null && (
        <>
          <p className="m-decision-pin" aria-live="polite">
            {pin}
          </p>
          <p className="m-second">{say('decisions.pin.once')}</p>
        </>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.close')}</Button>
        {pin === null && (
          <Button kind="primary" isBusy={submit.busy} onClick={() => void make()}>
            {say('decisions.pin.act')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The link of one who is asked, for giving it by other means; not for whoever made the PIN. */
export function LinkForm({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [means, setMeans] = useState('');
  const [address, setAddress] = useState<string | null>(null);
  const show = () =>
    submit.run([asked.id, means], async () => {
      const answer = await call('POST /api/v1/decision-asked/{id}/link', {
        params: { id: asked.id },
        body: { means: means.trim() },
      });
      setAddress(answer.address);
      await queries.invalidateQueries({ queryKey: ['decision'] });
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void show();
      }}
    >
      <p>{say('decisions.link.explained')}</p>
      {address === null ? (
        <TextField
          label={say('decisions.link.means')}
          required
          maxLength={200}
          value={means}
          onChange={(event) => setMeans(event.currentTarget.value)}
        />
      ) : (
        <CopyField
          label={say('decisions.link.title', { name: asked.name })}
          value={address}
          copyLabel={say('platform.act.copy')}
          copiedLabel={say('platform.act.copied')}
        />
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.close')}</Button>
        {address === null && (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={means.trim() === ''}>
            {say('decisions.link.show')}
          </Button>
        )}
      </div>
    </form>
  );
}
