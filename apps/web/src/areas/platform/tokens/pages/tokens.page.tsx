import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { TokenForm } from '../forms/token.form.tsx';

type Token = ResponseOf<RouteOf<'GET /api/v1/tokens'>>['items'][number];

/** Keys for other programs. A secret is shown once, when it is made. */
export function TokensPage() {
  const { say } = useSay();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery({ queryKey: ['token', 'list'], queryFn: () => call('GET /api/v1/tokens') });
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['token'] });

  const create = (
    <Button kind="primary" icon={IconPlus} onClick={() => setCreating(true)}>
      {say('tokens.create.act')}
    </Button>
  );
  const revoke = (token: Token) =>
    submit.run(token.id, async (idempotencyKey) => {
      await call('POST /api/v1/tokens/{id}/revoke', { params: { id: token.id }, body: {}, idempotencyKey });
      setRevoking(null);
      await refresh();
    });
  const state = (token: Token) => {
    if (token.isRevoked) return <Chip>{say('tokens.state.revoked')}</Chip>;
    const isOver = token.expiresAt !== null && new Date(token.expiresAt) <= now;
    return isOver ? <Chip>{say('tokens.state.expired')}</Chip> : <Chip tone="green">{say('tokens.state.valid')}</Chip>;
  };

  return (
    <Page
      title={say('tokens.list.title')}
      note={list.data && say('platform.list.count', { count: list.data.items.length })}
      actions={(list.data?.items.length ?? 0) > 0 && create}
    >
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data?.items.length === 0 && <Empty action={create}>{say('tokens.list.empty')}</Empty>}
        {(list.data?.items.length ?? 0) > 0 && (
          <Table
            heads={[
              say('tokens.field.name'),
              say('tokens.field.role'),
              say('accounts.list.state'),
              say('tokens.field.expires'),
              say('tokens.field.last-used'),
            ]}
            acts={say('platform.table.acts')}
          >
            {list.data?.items.map((token) => (
              <tr key={token.id}>
                <td data-main="true" className="m-strong">
                  {token.name}
                </td>
                <td>{say(`terms.role.${token.role}`)}</td>
                <td>{state(token)}</td>
                <td>{token.expiresAt === null ? say('tokens.field.never') : <Moment at={token.expiresAt} />}</td>
                <td>{token.lastUsedAt === null ? '—' : <Moment at={token.lastUsedAt} />}</td>
                <td data-end="true">
                  {!token.isRevoked && (
                    <Button size="small" onClick={() => setRevoking(token)}>
                      {say('tokens.revoke.act')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <Dialog title={say('tokens.create.title')} isOpen={isCreating} onClose={() => setCreating(false)}>
        <TokenForm
          onCancel={() => setCreating(false)}
          onDone={(made) => {
            setCreating(false);
            setSecret(made);
            void refresh();
          }}
        />
      </Dialog>
      <Dialog title={say('tokens.secret.title')} isOpen={secret !== null} onClose={() => setSecret(null)} size={560}>
        <div className="m-form">
          <Notice tone="amber">{say('tokens.secret.text')}</Notice>
          <CopyField
            label={say('tokens.secret.label')}
            value={secret ?? ''}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
          <div className="m-dialog-end">
            <Button kind="primary" onClick={() => setSecret(null)}>
              {say('tokens.secret.kept')}
            </Button>
          </div>
        </div>
      </Dialog>
      {revoking !== null && (
        <Dialog title={say('tokens.revoke.title', { name: revoking.name })} isOpen onClose={() => setRevoking(null)}>
          <div className="m-form">
            <p>{say('tokens.revoke.text')}</p>
            <Refusal problem={submit.problem} />
            <div className="m-dialog-end">
              <Button onClick={() => setRevoking(null)}>{say('platform.act.cancel')}</Button>
              <Button kind="danger" isBusy={submit.busy} onClick={() => void revoke(revoking)}>
                {say('tokens.revoke.act')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Page>
  );
}
