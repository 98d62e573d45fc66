import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { NewPasswordFields, useNewPassword } from '../../new-password.tsx';

/** Changes the password; all other sessions end. */
export function PasswordSection() {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [current, setCurrent] = useState('');
  const typed = useNewPassword();

  const change = async () => {
    if (!typed.isReady()) return;
    const isDone = await submit.run(null, async () => {
      await call('POST /api/v1/account/password', { body: { current, next: typed.password } });
      await queries.invalidateQueries({ queryKey: ['session'] });
      await queries.invalidateQueries({ queryKey: ['account-session'] });
    });
    if (!isDone) return;
    setCurrent('');
    typed.clear();
    toastDone(say('account.password.changed'), say('platform.act.close'));
  };

  return (
    <Card title={say('account.password.title')}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <TextField
          label={say('account.password.current')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          problem={fieldProblem('current')}
        />
        <NewPasswordFields label={say('account.password.next')} typed={typed} problem={fieldProblem('next')} />
        <Refusal problem={submit.problem} />
        <div>
          <Button type="submit" isBusy={submit.busy}>
            {say('account.password.act')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
