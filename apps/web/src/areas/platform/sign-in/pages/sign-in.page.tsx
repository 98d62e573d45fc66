import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { sessionQuery } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Threshold } from '../../../../shared/threshold.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { safeNext } from '../next.rules.ts';

/** Address and password, and a code where the account has one. */
export function SignInPage() {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery);
  const submit = useSubmit();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  // Read once: while the next page is being fetched, the address is already its own.
  const [next] = useState(() => safeNext(new URLSearchParams(window.location.search).get('next')));

  const isSignedIn = session.data?.me != null;
  useEffect(() => {
    if (isSignedIn) go(next, { replace: true });
  }, [isSignedIn, go, next]);

  const signIn = () =>
    submit.run(null, async () => {
      const body = { email, password, ...(needsCode && code !== '' ? { code } : {}) };
      const { state } = await call('POST /api/v1/session/sign-in', { body });
      if (state === 'code-required') {
        setNeedsCode(true);
        return;
      }
      // What somebody else saw in this tab is not for the next person.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    });

  return (
    <Threshold note={session.data?.teamName || say('session.sign-in.rail')} hint={say('session.sign-in.hint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <div className="m-threshold-content">
          <h1>{say('session.sign-in.title')}</h1>
          {session.data?.needsSetUp === true && <Notice tone="amber">{say('session.sign-in.needs-set-up')}</Notice>}
          {session.error !== null && <Waiting query={session} />}
          <TextField
            label={say('session.field.email')}
            type="email"
            name="username"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextField
            label={say('session.field.password')}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {needsCode && (
            <TextField
              label={say('session.field.code')}
              hint={say('session.field.code-hint')}
              name="code"
              autoComplete="one-time-code"
              required
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Refusal problem={submit.problem} />
          <div>
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('session.sign-in.act')}
            </Button>
          </div>
          <p className="m-second">{say('session.sign-in.help')}</p>
        </div>
      </form>
    </Threshold>
  );
}
