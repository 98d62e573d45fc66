import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Avatar, Card } from '../../../../ui/card.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { CompartmentForm } from '../forms/compartment.form.tsx';
import { accountsQuery, type Compartment, compartmentsQuery } from '../queries.ts';
import '../compartments.css';

/** Who may see what: the compartments that I may see into, and their members. */
export function CompartmentsPage() {
  const { say } = useSay();
  const { may } = useMe();
  const list = useQuery(compartmentsQuery);
  const [isCreating, setCreating] = useState(false);
  const closed = list.data?.items.filter(({ isOpen }) => !isOpen) ?? [];
  const create = may('compartments.create') ? (
    <Button kind="primary" icon={IconPlus} onClick={() => setCreating(true)}>
      {say('compartments.create.act')}
    </Button>
  ) : undefined;
  return (
    <Page
      title={say('compartments.list.title')}
      note={list.data && say('platform.list.count', { count: closed.length })}
      actions={closed.length > 0 && create}
      isNarrow
    >
      <p className="m-second">{say('compartments.list.text')}</p>
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && closed.length === 0 && (
        <Card>
          <Empty action={create}>{say('compartments.list.empty')}</Empty>
        </Card>
      )}
      {closed.map((compartment) => (
        <CompartmentCard key={compartment.id} compartment={compartment} />
      ))}
      <Dialog title={say('compartments.create.title')} isOpen={isCreating} onClose={() => setCreating(false)}>
        <CompartmentForm onCancel={() => setCreating(false)} onDone={() => setCreating(false)} />
      </Dialog>
    </Page>
  );
}

function CompartmentCard({ compartment }: { readonly compartment: Compartment }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const mayGrant = compartment.can.grant && may('compartments.grant');
  const accounts = useQuery({ ...accountsQuery, enabled: mayGrant && may('accounts.list') });
  const params = { id: compartment.id };
  const refresh = () => queries.invalidateQueries({ queryKey: ['compartment'] });

  const grant = (accountId: string) =>
    submit.run({ grant: accountId }, async (idempotencyKey) => {
      await call('POST /api/v1/compartments/{id}/members', { params, body: { accountId }, idempotencyKey });
      await refresh();
    });
  const withdraw = (accountId: string) =>
    submit.run({ withdraw: accountId }, async (idempotencyKey) => {
      await call('POST /api/v1/compartments/{id}/members/withdraw', { params, body: { accountId }, idempotencyKey });
      await refresh();
    });
  const others =
    accounts.data?.items.filter(
      ({ id, state }) => state !== 'disabled' && !compartment.members.some((member) => member.id === id),
    ) ?? [];

  return (
    <Card
      title={compartment.name}
      note={say('compartments.list.members', { count: compartment.members.length })}
      isTight
    >
      <ul className="m-members">
        {compartment.members.map((member) => (
          <li key={member.id} className="m-member">
            <Avatar name={member.name} />
            <span className="m-member-name">{member.name}</span>
            {mayGrant && (
              <Button
                size="small"
                isBusy={submit.busy}
                aria-label={say('compartments.withdraw.label', { name: member.name })}
                onClick={() => void withdraw(member.id)}
              >
                {say('compartments.withdraw.act')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayGrant && others.length > 0 && (
        <div className="m-member-add">
          <SearchSelect
            label={say('compartments.grant.label')}
            value={null}
            options={others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
            nothing={say('platform.select.nothing')}
            onChoose={(id) => id !== null && void grant(id)}
          />
        </div>
      )}
      <Refusal problem={submit.problem} />
    </Card>
  );
}
