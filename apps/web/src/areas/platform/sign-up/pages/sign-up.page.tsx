import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Threshold } from '../../../../shared/threshold.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { readLinkToken } from '../../link-token.ts';
import { NewPasswordFields, useNewPassword } from '../../new-password.tsx';

/** Name and password of a new member, opened by the one-time link from an administrator. */
export function SignUpPage() {
  const { say, locale } = useSay();
  const go = useGo();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [token] = useState(() => readLinkToken(window.location.hash));
  const [name, setName] = useState('');
  const typed = useNewPassword();

  const finish = async () => {
    if (!typed.isReady() || token === null) return;
    const isDone = await submit.run(null, async () => {
      await call('POST /api/v1/sign-up', { body: { token, name, locale, password: typed.password } });
    });
    if (isDone) go('/sign-in', { replace: true });
  };

  if (token === null) {
    return (
      <Threshold note={say('sign-up.page.title')}>
        <div className="m-threshold-content">
          <h1>{say('sign-up.page.title')}</h1>
          <Notice tone="red">{say('sign-up.complete.link-invalid')}</Notice>
        </div>
      </Threshold>
    );
  }
  return (
    <Threshold note={say('sign-up.page.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void finish();
        }}
      >
        <div className="m-threshold-content">
          <h1>{say('sign-up.page.title')}</h1>
          <p className="m-lead">{say('sign-up.page.text')}</p>
          <TextField
            label={say('account.field.name')}
            required
            maxLength={100}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            problem={fieldProblem('name')}
          />
          <NewPasswordFields label={say('session.field.password')} typed={typed} problem={fieldProblem('password')} />
          <Refusal problem={submit.problem} />
          <div>
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('sign-up.page.act')}
            </Button>
          </div>
        </div>
      </form>
    </Threshold>
  );
}
