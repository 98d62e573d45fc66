import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Delivery } from './delivery.model.ts';
import { deliveryAsSeen } from './delivery.rules.ts';
import type { MailTemplate } from './mail-template.store.ts';
import type { Webhook } from './webhook.store.ts';

type WebhookView = ResponseOf<RouteWith<'webhooks.change'>>;
type DeliveryView = ResponseOf<RouteWith<'webhooks.list-deliveries'>>['items'][number];
type MailTemplateView = ResponseOf<RouteWith<'mail-templates.change'>>;

/** A webhook with the address that senders are given. Its secret is never shown again. */
export function viewWebhook(
  webhook: Webhook,
  publicUrl: string,
  last: Pick<Delivery, 'receivedAt' | 'result'> | null = null,
): WebhookView {
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
    lastDelivery: last === null ? null : { receivedAt: last.receivedAt.toISOString(), result: last.result },
  };
}

/** A delivery, as if what became a report that the reader does not see had not been in it; null when nothing is left. */
export function viewDelivery(whole: Delivery, links: ReadonlyMap<string, SubjectLink>): DeliveryView | null {
  const delivery = deliveryAsSeen(whole, (reportId) => links.has(reportId));
  if (delivery === null) return null;
  return {
    id: delivery.id,
    receivedAt: delivery.receivedAt.toISOString(),
    remoteAddress: delivery.remoteAddress,
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
