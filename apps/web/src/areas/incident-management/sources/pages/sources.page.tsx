import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { mailTemplateLink, webhookLink } from '../links.ts';
import { type MailTemplate, mailTemplatesQuery, type Webhook, webhooksQuery } from '../queries.ts';

/** Machines and outsourced teams that send to us. */
export function SourcesPage() {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const webhooks = useQuery(webhooksQuery);
  const templates = useQuery(mailTemplatesQuery);
  const addWebhook = may('webhooks.create') && (
    <Button kind="primary" icon={IconPlus} onClick={() => go(webhookLink('new'))}>
      {say('sources.webhook.add')}
    </Button>
  );
  const addTemplate = may('mail-templates.create') && (
    <Button icon={IconPlus} onClick={() => go(mailTemplateLink('new'))}>
      {say('sources.mail.add')}
    </Button>
  );
  return (
    <Page title={say('sources.page.title')}>
      <div className="m-stack">
        <p className="m-second">{say('sources.page.text')}</p>
        <Card title={say('sources.webhook.list')} actions={(webhooks.data?.items.length ?? 0) > 0 && addWebhook}>
          {webhooks.data === undefined && <Waiting query={webhooks} />}
          {webhooks.data?.items.length === 0 && <Empty action={addWebhook}>{say('sources.webhook.empty')}</Empty>}
          {(webhooks.data?.items.length ?? 0) > 0 && <WebhookTable webhooks={webhooks.data?.items ?? []} />}
        </Card>
        <Card title={say('sources.mail.list')} actions={(templates.data?.items.length ?? 0) > 0 && addTemplate}>
          {templates.data === undefined && <Waiting query={templates} />}
          {templates.data?.items.length === 0 && <Empty action={addTemplate}>{say('sources.mail.empty')}</Empty>}
          {(templates.data?.items.length ?? 0) > 0 && <TemplateTable templates={templates.data?.items ?? []} />}
        </Card>
      </div>
    </Page>
  );
}

function StateChip({ isActive }: { readonly isActive: boolean }) {
  const { say } = useSay();
  return isActive ? (
    <Chip tone="green">{say('sources.state.active')}</Chip>
  ) : (
    <Chip tone="amber">{say('sources.state.paused')}</Chip>
  );
}

function WebhookTable({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { say } = useSay();
  return (
    <Table
      heads={[
        say('sources.field.name'),
        say('sources.field.source'),
        say('sources.field.state'),
        say('sources.webhook.last'),
      ]}
    >
      {webhooks.map((webhook) => (
        <tr key={webhook.id}>
          <td data-main="true" className="m-strong">
            <Link to={webhookLink(webhook.id)}>{webhook.name}</Link>
          </td>
          <td>{webhook.definition.source}</td>
          <td>
            <StateChip isActive={webhook.isActive} />
          </td>
          <td>
            {webhook.lastDelivery === null ? (
              say('sources.webhook.none-yet')
            ) : (
              <>
                <Moment at={webhook.lastDelivery.receivedAt} />{' '}
                <Chip tone={webhook.lastDelivery.result === 'accepted' ? 'green' : 'red'}>
                  {say(`sources.delivery.${webhook.lastDelivery.result}`)}
                </Chip>
              </>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function TemplateTable({ templates }: { readonly templates: readonly MailTemplate[] }) {
  const { say } = useSay();
  return (
    <Table
      heads={[
        say('sources.field.name'),
        say('sources.field.source'),
        say('sources.mail.from'),
        say('sources.field.state'),
        say('sources.field.changed'),
      ]}
    >
      {templates.map((template) => (
        <tr key={template.id}>
          <td data-main="true" className="m-strong">
            <Link to={mailTemplateLink(template.id)}>{template.name}</Link>
          </td>
          <td>{template.definition.source}</td>
          <td className="m-mono">{template.definition.from.join(', ')}</td>
          <td>
            <StateChip isActive={template.isActive} />
          </td>
          <td>
            <Moment at={template.changedAt} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
