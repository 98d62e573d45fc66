import { type Role, roles } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';

type TokenFormProps = { readonly onCancel: () => void; readonly onDone: (secret: string) => void };

/** A new key for a program: name, one role, and the day it ends. */
export function TokenForm({ onCancel, onDone }: TokenFormProps) {
  const { say } = useSay();
  const { me } = useMe();
  const { zone } = useReading();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('soc');
  const [day, setDay] = useState('');
  const offered = roles.filter((each) => each === 'soc' || me.roles.includes(each));
  const create = () =>
    submit.run(null, async () => {
      const end = day === '' ? null : instantOf(`${day}T23:59`, zone);
      const body = { name, role, ...(end === null ? {} : { expiresAt: end.toISOString() }) };
      const { token } = await call('POST /api/v1/tokens', { body });
      onDone(token);
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField
        label={say('tokens.field.name')}
        hint={say('tokens.field.name-hint')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        problem={fieldProblem('name')}
      />
      <SelectField
        label={say('tokens.field.role')}
        value={role}
        onChange={(event) => setRole(offered.find((each) => each === event.currentTarget.value) ?? 'soc')}
        problem={fieldProblem('role')}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {say(`terms.role.${each}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('tokens.field.expires')}
        hint={say('tokens.field.expires-hint', { zone })}
        type="date"
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        problem={fieldProblem('expiresAt')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('tokens.create.submit')}
        </Button>
      </div>
    </form>
  );
}
