import { useState } from 'react';
import { useSay } from '../../shared/language.ts';
import { TextField } from '../../ui/field.tsx';
import { passwordProblem } from './password.rules.ts';

/** A new password, typed twice. `isReady` tells whether it can be sent, and from then on what is wrong is shown. */
export function useNewPassword() {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [wasTried, setTried] = useState(false);
  const tooShort = passwordProblem(password);
  const isRepeated = password === repeated;
  return {
    password,
    setPassword,
    repeated,
    setRepeated,
    tooShort: wasTried ? tooShort : null,
    isDifferent: wasTried && !isRepeated,
    isReady: () => {
      setTried(true);
      return tooShort === null && isRepeated;
    },
    clear: () => {
      setPassword('');
      setRepeated('');
      setTried(false);
    },
  };
}

/** The two fields of a new password. `problem` is what the server said of it. */
export function NewPasswordFields({
  label,
  typed,
  problem,
}: {
  readonly label: string;
  readonly typed: ReturnType<typeof useNewPassword>;
  readonly problem: string | null | undefined;
}) {
  const { say } = useSay();
  return (
    <>
      <TextField
        label={label}
        hint={say('account.password.hint')}
        type="password"
        required
        autoComplete="new-password"
        value={typed.password}
        onChange={(event) => typed.setPassword(event.currentTarget.value)}
        problem={typed.tooShort === null ? problem : say(typed.tooShort)}
      />
      <TextField
        label={say('account.password.repeat')}
        type="password"
        required
        autoComplete="new-password"
        value={typed.repeated}
        onChange={(event) => typed.setRepeated(event.currentTarget.value)}
        problem={typed.isDifferent ? say('account.password.differs') : null}
      />
    </>
  );
}
