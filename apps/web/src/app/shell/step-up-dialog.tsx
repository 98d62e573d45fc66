import { useState } from 'react';
import { call } from '../../shared/api.client.ts';
import { useSay } from '../../shared/language.ts';
import { Refusal } from '../../shared/refusal.tsx';
import { useMe } from '../../shared/session.queries.ts';
import { useSubmit } from '../../shared/submit.hook.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

/** Asks who is at the keyboard before a sensitive act; the act goes on by itself afterwards. */
export function StepUpDialog({ answer }: { readonly answer: (isConfirmed: boolean) => void }) {
  const { say } = useSay();
  const { me } = useMe();
  const submit = useSubmit();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const confirm = async () => {
    const body = { password, ...(code === '' ? {} : { code }) };
    const isDone = await submit.run(null, async () => void (await call('POST /api/v1/session/step-up', { body })));
    if (isDone) answer(true);
  };
  return (
    <Dialog title={say('session.step-up.title')} isOpen isUrgent onClose={() => answer(false)} size={420}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <p>{say('session.step-up.text')}</p>
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <TextField
          label={say('session.field.password')}
          type="password"
          autoComplete="current-password"
          required
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {me.hasTotp && (
          <TextField
            label={say('session.field.code')}
            hint={say('session.field.code-hint')}
            autoComplete="one-time-code"
            inputMode="text"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={() => answer(false)}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('session.step-up.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
