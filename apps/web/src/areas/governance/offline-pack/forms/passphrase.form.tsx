import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { OfflinePacks } from '../queries.ts';

const shortest = 15;

/** Sets the passphrase of the packs, typed twice, and the time of the day. */
export function PassphraseForm(props: { readonly setting: OfflinePacks['setting']; readonly onClose: () => void }) {
  const { setting, onClose } = props;
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [runAt, setRunAt] = useState(setting?.runAt ?? '02:00');
  const isSame = passphrase === again;
  const save = async () => {
    await submit.run([setting?.version, runAt], async () => {
      await call('POST /api/v1/offline-packs/set', { body: { version: setting?.version ?? 0, passphrase, runAt } });
      toastDone(say('offline-pack.set.done'), say('platform.act.close'));
      onClose();
    });
    await queries.invalidateQueries({ queryKey: ['offline-pack'] });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{say('offline-pack.set.explained')}</p>
      <TextField
        label={say('offline-pack.set.passphrase')}
        type="password"
        autoComplete="new-password"
        required
        data-autofocus
        minLength={shortest}
        maxLength={200}
        value={passphrase}
        problem={problemOf('passphrase')}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <TextField
        label={say('offline-pack.set.again')}
        type="password"
        autoComplete="new-password"
        required
        maxLength={200}
        value={again}
        problem={isSame || again === '' ? null : say('offline-pack.set.differs')}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <TextField
        label={say('offline-pack.set.run-at')}
        type="time"
        required
        value={runAt}
        problem={problemOf('runAt')}
        onChange={(event) => setRunAt(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isSame || passphrase.length < shortest}>
          {say('offline-pack.set.act')}
        </Button>
      </div>
    </form>
  );
}
