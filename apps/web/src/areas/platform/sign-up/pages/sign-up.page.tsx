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
import { passwordProblem } from '../../password.rules.ts';

/** Name and password of a new member, opened by the one-time link from an administrator. */
export function SignUpPage() {
  const { say, locale } = useSay();
  const go = useGo();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [token] = useState(() => readLinkToken(window.location.hash));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [wasTried, setTried] = useState(false);
  const tooShort = passwordProblem(password);
  const isRepeated = password === repeated;

  const finish = async () => {
    setTried(true);
    if (token === null || tooShort !== null || !isRepeated) return;
    const isDone = await submit.run(null, async () => {
      await call('POST /api/v1/sign-up', { body: { token, name, locale, password } });
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
          <TextField
            label={say('session.field.password')}
            hint={say('account.password.hint')}
            type="password"
            required
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            problem={wasTried && tooShort !== null ? say(tooShort) : fieldProblem('password')}
          />
          <TextField
            label={say('account.password.repeat')}
            type="password"
            required
            autoComplete="new-password"
            value={repeated}
            onChange={(event) => setRepeated(event.currentTarget.value)}
            problem={wasTried && !isRepeated ? say('account.password.differs') : null}
          />
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
