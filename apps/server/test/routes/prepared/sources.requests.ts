import type { RouteWorld } from '../../support/route-world.ts';
import { anyName, type PreparedRequests } from './shapes.ts';

const webhook = () => ({
  name: anyName(),
  isActive: true,
  proof: 'header',
  definition: { source: 'edr', map: { title: '{/title}' }, dedupe: { minutes: 0 } },
});

/** A delivery that was refused as long as the webhook was paused. */
async function refusedDelivery(world: RouteWorld): Promise<string> {
  const made = await world.administrator.post('/api/v1/webhooks', { ...webhook(), isActive: false });
  const { id } = made.body.webhook as { id: string };
  await world.program.nobody().fetch(`/api/v1/webhooks/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-matoi-secret': String(made.body.secret) },
    body: '{"title":"x"}',
  });
  const kept = await world.administrator.get(`/api/v1/webhooks/${id}/deliveries`);
  return (kept.body.items as { id: string }[])[0]?.id ?? '';
}

const mailTemplate = () => ({
  name: anyName(),
  isActive: true,
  definition: { source: 'soc', from: ['@soc.example'], fields: [{ role: 'host', labels: ['端末名'] }] },
});

export const sourcesRequests = {
  'webhooks.list': () => ({}),
  'webhooks.create': () => ({ body: webhook() }),
  'webhooks.change': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) }, version: 1, body: webhook() };
  },
  'webhooks.rotate': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) }, body: {} };
  },
  'webhooks.list-deliveries': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) } };
  },
  'webhooks.list-ready-maps': () => ({}),
  'webhooks.receive': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return {
      params: { id: String((made.body.webhook as { id: string }).id) },
      body: { title: 'x' },
      otherwise: { status: 401, because: 'the secret of the webhook is not there' },
    };
  },
  'webhooks.replay': async (world) => ({
    params: { id: await refusedDelivery(world) },
    body: {},
  }),
  'webhooks.try': () => ({ body: { definition: webhook().definition, body: '{"title":"x"}' } }),
  'mail-templates.list': () => ({}),
  'mail-templates.create': () => ({ body: mailTemplate() }),
  'mail-templates.change': async (world) => {
    const made = await world.administrator.post('/api/v1/mail-templates', mailTemplate());
    return { params: { id: String(made.body.id) }, version: 1, body: mailTemplate() };
  },
  'mail-templates.try': () => ({ body: { definition: mailTemplate().definition, mail: '端末名：PC-1' } }),
} satisfies PreparedRequests;
