import type { Role } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { RoleChecks } from './role-checks.tsx';

type RolesFormProps = {
  readonly account: { readonly id: string; readonly roles: readonly Role[] };
  readonly onCancel: () => void;
  readonly onDone: () => void;
};

/** Changes what somebody may do. */
export function RolesForm({ account, onCancel, onDone }: RolesFormProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const [roles, setRoles] = useState<Role[]>([...account.roles]);
  const save = () =>
    submit.run(roles, async (idempotencyKey) => {
      await call('POST /api/v1/accounts/{id}/roles', { params: { id: account.id }, body: { roles }, idempotencyKey });
      onDone();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RoleChecks value={roles} onChange={setRoles} />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={roles.length === 0}>
          {say('accounts.roles.submit')}
        </Button>
      </div>
    </form>
  );
}
