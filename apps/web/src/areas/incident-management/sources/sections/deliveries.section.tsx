import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { reportLink } from '../../reports/links.ts';
import { type Delivery, deliveriesQuery } from '../queries.ts';

/** What arrived at a webhook lately, and what waits to be taken in again. */
export function DeliveriesSection({ webhookId }: { readonly webhookId: string }) {
  const { say, has } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const deliveries = useQuery(deliveriesQuery(webhookId));
  const replay = (delivery: Delivery) =>
    submit.run(delivery.id, async (idempotencyKey) => {
      await call('POST /api/v1/webhook-deliveries/{id}/replay', {
        params: { id: delivery.id },
        body: {},
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['source'] });
    });
  const items = deliveries.data?.items ?? [];
  return (
    <Card title={say('sources.delivery.title')} note={say('sources.delivery.note')}>
      <Refusal problem={submit.problem} />
      {deliveries.data === undefined && <Waiting query={deliveries} />}
      {deliveries.data !== undefined && items.length === 0 && <Empty>{say('sources.delivery.empty')}</Empty>}
      {items.length > 0 && (
        <Table
          heads={[say('sources.delivery.received'), say('sources.delivery.result'), say('sources.delivery.reports')]}
          acts={say('platform.table.acts')}
        >
          {items.map((delivery) => (
            <tr key={delivery.id}>
              <td data-main="true">
                <Moment at={delivery.receivedAt} />
                {delivery.isReplay && <Chip>{say('sources.delivery.is-replay')}</Chip>}
              </td>
              <td>
                <Chip tone={delivery.result === 'accepted' ? 'green' : delivery.result === 'partly' ? 'amber' : 'red'}>
                  {say(`sources.delivery.${delivery.result}`)}
                </Chip>
                {delivery.code !== null && has(delivery.code) && (
                  <div className="m-second">{say(delivery.code, { limit: '1,000' })}</div>
                )}
              </td>
              <td>
                {reportsOf(delivery).map((report) => (
                  <span key={report.id}>
                    <Link to={reportLink(report.number ?? report.id)}>{report.number ?? report.title}</Link>{' '}
                  </span>
                ))}
              </td>
              <td data-end="true">
                {delivery.canReplay && delivery.result !== 'accepted' && may('webhooks.replay') && (
                  <Button size="small" isBusy={submit.busy} onClick={() => void replay(delivery)}>
                    {say('sources.delivery.replay')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

/** Each report once; several alerts may have been counted on one. */
function reportsOf(delivery: Delivery) {
  const reports = new Map(
    delivery.items.flatMap((item) => (item.report === null ? [] : [[item.report.id, item.report]])),
  );
  return [...reports.values()].slice(0, 8);
}
