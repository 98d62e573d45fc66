import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { MemberChecks } from './member-checks.tsx';

type CompartmentFormProps = { readonly onCancel: () => void; readonly onDone: () => void };

/** A new compartment with its members. */
export function CompartmentForm({ onCancel, onDone }: CompartmentFormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [name, setName] = useState('');
  const [memberIds, setMemberIds] = useState<string[]>([]);
  const create = () => {
    const body = { name, memberIds };
    return submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/compartments', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['compartment'] });
      onDone();
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField
        label={say('compartments.field.name')}
        hint={say('compartments.field.name-hint')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        problem={fieldProblem('name')}
      />
      <MemberChecks value={memberIds} onChange={setMemberIds} />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('compartments.create.submit')}
        </Button>
      </div>
    </form>
  );
}
