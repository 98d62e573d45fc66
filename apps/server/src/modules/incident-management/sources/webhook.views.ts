import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Delivery } from './delivery.store.ts';
import type { MailTemplate } from './mail-template.store.ts';
import type { Webhook } from './webhook.store.ts';

type WebhookView = ResponseOf<RouteWith<'webhooks.change'>>;
type DeliveryView = ResponseOf<RouteWith<'webhooks.list-deliveries'>>['items'][number];
type MailTemplateView = ResponseOf<RouteWith<'mail-templates.change'>>;

/** A webhook with the address that senders are given. Its secret is never shown again. */
export function viewWebhook(webhook: Webhook, publicUrl: string): WebhookView {
  return {
    id: webhook.id,
    address: `${publicUrl}/api/v1/webhooks/${webhook.id}`,
    name: webhook.name,
    isActive: webhook.isActive,
    version: webhook.version,
    proof: webhook.proof,
    headerName: webhook.headerName,
    secretSetAt: webhook.secretSetAt.toISOString(),
    definition: webhook.definition,
    changedAt: webhook.changedAt.toISOString(),
    changedBy: webhook.changedBy,
    lastDelivery:
      webhook.lastDelivery === null
        ? null
        : { receivedAt: webhook.lastDelivery.receivedAt.toISOString(), result: webhook.lastDelivery.result },
  };
}

/** A delivery. Reports that the reader cannot see are not named. */
export function viewDelivery(delivery: Delivery, links: ReadonlyMap<string, SubjectLink>): DeliveryView {
  return {
    id: delivery.id,
    receivedAt: delivery.receivedAt.toISOString(),
    remoteAddress: delivery.remoteAddress,
    size: delivery.size,
    result: delivery.result,
    code: delivery.code,
    items: delivery.items.map((item) => ({
      index: item.index,
      result: item.result,
      report: item.reportId === null ? null : (links.get(item.reportId) ?? null),
      code: item.code,
      fields: item.fields.map(({ path, code }) => ({ path, code })),
    })),
    canReplay: delivery.body !== null && delivery.replayedAt === null,
    replayedAt: delivery.replayedAt?.toISOString() ?? null,
    isReplay: delivery.replayOf !== null,
  };
}

export function viewMailTemplate(template: MailTemplate): MailTemplateView {
  return {
    id: template.id,
    name: template.name,
    isActive: template.isActive,
    version: template.version,
    definition: template.definition,
    changedAt: template.changedAt.toISOString(),
    changedBy: template.changedBy,
  };
}
