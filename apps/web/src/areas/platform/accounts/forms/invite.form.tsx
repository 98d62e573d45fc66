import type { Role } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { RoleChecks } from './role-checks.tsx';

type InviteFormProps = {
  readonly onCancel: () => void;
  readonly onDone: (name: string, link: string) => void;
};

/** A new member: name, address, roles. The answer is a link that works once. */
export function InviteForm({ onCancel, onDone }: InviteFormProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['handler']);
  const invite = () =>
    submit.run(null, async () => {
      const { signUpLink } = await call('POST /api/v1/accounts', { body: { name, email, roles } });
      onDone(name, signUpLink);
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <TextField
        label={say('account.field.name')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        problem={fieldProblem('name')}
      />
      <TextField
        label={say('session.field.email')}
        type="email"
        required
        maxLength={320}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        problem={fieldProblem('email')}
      />
      <RoleChecks value={roles} onChange={setRoles} />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={roles.length === 0}>
          {say('accounts.invite.submit')}
        </Button>
      </div>
    </form>
  );
}
