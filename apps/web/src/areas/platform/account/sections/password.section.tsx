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
import { passwordProblem } from '../../password.rules.ts';

/** Changes the password; all other sessions end. */
export function PasswordSection() {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [wasTried, setTried] = useState(false);
  const tooShort = passwordProblem(next);

  const change = async () => {
    setTried(true);
    if (tooShort !== null || next !== repeated) return;
    const isDone = await submit.run(null, async () => {
      await call('POST /api/v1/account/password', { body: { current, next } });
      await queries.invalidateQueries({ queryKey: ['session'] });
      await queries.invalidateQueries({ queryKey: ['account-session'] });
    });
    if (!isDone) return;
    for (const clear of [setCurrent, setNext, setRepeated]) clear('');
    setTried(false);
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
        <TextField
          label={say('account.password.next')}
          hint={say('account.password.hint')}
          type="password"
          autoComplete="new-password"
          required
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          problem={wasTried && tooShort !== null ? say(tooShort) : fieldProblem('next')}
        />
        <TextField
          label={say('account.password.repeat')}
          type="password"
          autoComplete="new-password"
          required
          value={repeated}
          onChange={(event) => setRepeated(event.currentTarget.value)}
          problem={wasTried && next !== repeated ? say('account.password.differs') : null}
        />
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
