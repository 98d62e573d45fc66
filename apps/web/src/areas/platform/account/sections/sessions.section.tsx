import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Table } from '../../../../ui/table.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { browserName } from '../browser.format.ts';

/** Where I am signed in; each place can be ended. */
export function SessionsSection() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery({ queryKey: ['account-session', 'list'], queryFn: () => call('GET /api/v1/account/sessions') });
  const revoke = async (id: string) => {
    const isDone = await submit.run(id, async (idempotencyKey) => {
      await call('POST /api/v1/account/sessions/{id}/revoke', { params: { id }, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['account-session'] });
    });
    if (isDone) toastDone(say('account.sessions.revoked'), say('platform.act.close'));
  };
  return (
    <Card title={say('account.sessions.title')} isTight>
      {list.data === undefined ? (
        <Waiting query={list} />
      ) : (
        <Table
          heads={[say('account.sessions.browser'), say('account.sessions.address'), say('account.sessions.last-seen')]}
          acts={say('platform.table.acts')}
        >
          {list.data.items.map((session) => (
            <tr key={session.id}>
              <td data-main="true">
                <span className="m-strong" title={session.userAgent}>
                  {browserName(session.userAgent) ?? say('account.sessions.unknown')}
                </span>
              </td>
              <td className="m-mono">{session.address}</td>
              <td>
                <Moment at={session.lastSeenAt} />
              </td>
              <td data-end="true">
                {session.isCurrent ? (
                  <Chip tone="accent">{say('account.sessions.current')}</Chip>
                ) : (
                  <Button size="small" isBusy={submit.busy} onClick={() => void revoke(session.id)}>
                    {say('account.sessions.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Refusal problem={submit.problem} />
    </Card>
  );
}
