import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Avatar, Card, Chip } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconCircleX, IconDots, IconLink, IconPencil, IconShieldCheck, IconUserPlus } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { Page } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { InviteForm } from '../forms/invite.form.tsx';
import { RolesForm } from '../forms/roles.form.tsx';

type Account = ResponseOf<RouteOf<'GET /api/v1/accounts'>>['items'][number];
type Asked = { readonly kind: 'roles' | 'link' | 'disable'; readonly account: Account };

/** Who may sign in, with which roles. */
export function AccountsPage() {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const list = useQuery({ queryKey: ['account', 'list'], queryFn: () => call('GET /api/v1/accounts') });
  const [isInviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [link, setLink] = useState<{ readonly name: string; readonly address: string } | null>(null);
  const refresh = () => void queries.invalidateQueries({ queryKey: ['account'] });

  const entries = (account: Account) => [
    ...(may('accounts.change-roles')
      ? [
          {
            id: 'roles',
            label: say('accounts.roles.act'),
            icon: IconPencil,
            onChoose: () => setAsked({ kind: 'roles', account }),
          },
        ]
      : []),
    ...(may('accounts.renew-link')
      ? [
          {
            id: 'link',
            label: say('accounts.link.act'),
            icon: IconLink,
            onChoose: () => setAsked({ kind: 'link', account }),
          },
        ]
      : []),
    ...(may('accounts.disable') && account.state !== 'disabled'
      ? [
          {
            id: 'disable',
            label: say('accounts.disable.act'),
            icon: IconCircleX,
            onChoose: () => setAsked({ kind: 'disable', account }),
          },
        ]
      : []),
  ];

  return (
    <Page
      title={say('accounts.list.title')}
      note={list.data && say('platform.list.count', { count: list.data.items.length })}
      actions={
        may('accounts.invite') && (
          <Button kind="primary" icon={IconUserPlus} onClick={() => setInviting(true)}>
            {say('accounts.invite.act')}
          </Button>
        )
      }
    >
      <Card>
        {list.data === undefined ? (
          <Waiting query={list} />
        ) : (
          <Table
            heads={[
              say('account.field.name'),
              say('account.field.roles'),
              say('accounts.list.state'),
              say('accounts.list.last-sign-in'),
            ]}
            acts={say('platform.table.acts')}
          >
            {list.data.items.map((account) => (
              <tr key={account.id}>
                <td data-main="true">
                  <span className="m-row">
                    <Avatar name={account.name} />
                    <span>
                      <span className="m-strong">{account.name}</span>
                      <br />
                      <span className="m-second">{account.email}</span>
                    </span>
                  </span>
                </td>
                <td data-wide="true">{account.roles.map((role) => say(`terms.role.${role}`)).join(' ・ ')}</td>
                <td>
                  <span className="m-row">
                    <Chip
                      tone={account.state === 'active' ? 'green' : account.state === 'invited' ? 'accent' : 'neutral'}
                    >
                      {say(`accounts.state.${account.state}`)}
                    </Chip>
                    {account.hasTotp && <Chip icon={IconShieldCheck}>{say('accounts.list.totp')}</Chip>}
                    {account.isBreakGlass && <Chip tone="amber">{say('accounts.list.break-glass')}</Chip>}
                  </span>
                </td>
                <td>{account.lastSignInAt === null ? '—' : <Moment at={account.lastSignInAt} />}</td>
                <td data-end="true">
                  {entries(account).length > 0 && (
                    <Menu
                      label={say('accounts.list.acts', { name: account.name })}
                      groups={[{ entries: entries(account) }]}
                    >
                      <IconButton icon={IconDots} label={say('accounts.list.acts', { name: account.name })} />
                    </Menu>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <Dialog title={say('accounts.invite.title')} isOpen={isInviting} onClose={() => setInviting(false)}>
        <InviteForm
          onCancel={() => setInviting(false)}
          onDone={(name, address) => {
            setInviting(false);
            setLink({ name, address });
            refresh();
          }}
        />
      </Dialog>
      {asked?.kind === 'roles' && (
        <Dialog title={say('accounts.roles.title', { name: asked.account.name })} isOpen onClose={() => setAsked(null)}>
          <RolesForm
            account={asked.account}
            onCancel={() => setAsked(null)}
            onDone={() => {
              setAsked(null);
              refresh();
            }}
          />
        </Dialog>
      )}
      {(asked?.kind === 'link' || asked?.kind === 'disable') && (
        <Confirm
          asked={asked}
          onClose={() => setAsked(null)}
          onDone={(address) => {
            setAsked(null);
            if (address !== null) setLink({ name: asked.account.name, address });
            refresh();
          }}
        />
      )}
      <Dialog title={say('accounts.link.title')} isOpen={link !== null} onClose={() => setLink(null)} size={560}>
        {link !== null && (
          <div className="m-form">
            <p>{say('accounts.link.text', { name: link.name })}</p>
            <CopyField
              label={say('accounts.link.label')}
              value={link.address}
              copyLabel={say('platform.act.copy')}
              copiedLabel={say('platform.act.copied')}
            />
            <div className="m-dialog-end">
              <Button kind="primary" onClick={() => setLink(null)}>
                {say('accounts.link.kept')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </Page>
  );
}

type ConfirmProps = {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onDone: (link: string | null) => void;
};

function Confirm({ asked: { kind, account }, onClose, onDone }: ConfirmProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const params = { id: account.id };
  const act = () =>
    submit.run(params, async (idempotencyKey) => {
      if (kind === 'link') {
        const answer = await call('POST /api/v1/accounts/{id}/link', { params, body: {} });
        onDone(answer.signUpLink);
        return;
      }
      await call('POST /api/v1/accounts/{id}/disable', { params, body: {}, idempotencyKey });
      onDone(null);
    });
  const isLink = kind === 'link';
  return (
    <Dialog
      title={say(isLink ? 'accounts.link.ask-title' : 'accounts.disable.title', { name: account.name })}
      isOpen
      onClose={onClose}
    >
      <div className="m-form">
        <p>{say(isLink ? 'accounts.link.ask-text' : 'accounts.disable.text')}</p>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" isBusy={submit.busy} onClick={() => void act()}>
            {say(isLink ? 'accounts.link.act' : 'accounts.disable.act')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
