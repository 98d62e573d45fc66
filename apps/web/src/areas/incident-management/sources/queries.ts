import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Webhook = ResponseOf<RouteOf<'GET /api/v1/webhooks'>>['items'][number];
export type WebhookDefinition = Webhook['definition'];
export type ReadyMap = ResponseOf<RouteOf<'GET /api/v1/webhook-maps'>>['items'][number];
export type WebhookTrial = ResponseOf<RouteOf<'POST /api/v1/webhook-trials'>>;
export type Delivery = ResponseOf<RouteOf<'GET /api/v1/webhooks/{id}/deliveries'>>['items'][number];
export type MailTemplate = ResponseOf<RouteOf<'GET /api/v1/mail-templates'>>['items'][number];
export type MailFinding = ResponseOf<RouteOf<'POST /api/v1/mail-template-trials'>>;

export const webhooksQuery = queryOptions({
  queryKey: ['source', 'webhooks'],
  queryFn: () => call('GET /api/v1/webhooks'),
});

export const readyMapsQuery = queryOptions({
  queryKey: ['source', 'ready-maps'],
  queryFn: () => call('GET /api/v1/webhook-maps'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['source', 'deliveries', id],
    queryFn: () => call('GET /api/v1/webhooks/{id}/deliveries', { params: { id } }),
    refetchInterval: 10_000,
  });

export const mailTemplatesQuery = queryOptions({
  queryKey: ['source', 'mail-templates'],
  queryFn: () => call('GET /api/v1/mail-templates'),
});
