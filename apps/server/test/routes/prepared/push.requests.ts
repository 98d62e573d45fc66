import { createECDH, randomBytes } from 'node:crypto';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Caller, PreparedRequests } from './shapes.ts';

/** A browser whose push service is this machine, which no message may go to. */
function subscription() {
  const curve = createECDH('prime256v1');
  return {
    name: 'x',
    endpoint: `https://127.0.0.1/${randomBytes(8).toString('hex')}`,
    p256dh: curve.generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
    hasNotices: false,
  };
}

async function deviceOf(world: RouteWorld, caller: Caller): Promise<string> {
  if (caller.kind !== 'session') return caller.id;
  const given = { body: subscription(), headers: caller.headers };
  const answer = await ask(world.program, 'POST', '/api/v1/account/push-devices', given);
  return String(answer.body.id);
}

export const pushRequests = {
  'push-devices.list': () => ({}),
  'push-devices.register': () => ({ body: subscription() }),
  'push-devices.change': async (world, caller) => ({
    params: { id: await deviceOf(world, caller) },
    body: { name: 'y', hasNotices: true },
  }),
  'push-devices.test': async (world, caller) => ({ params: { id: await deviceOf(world, caller) }, body: {} }),
  'push-devices.end': async (world, caller) => ({ params: { id: await deviceOf(world, caller) }, body: {} }),
} satisfies PreparedRequests;
