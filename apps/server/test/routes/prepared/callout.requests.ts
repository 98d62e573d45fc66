import type { RouteWorld } from '../../support/route-world.ts';
import { ask, browserOf } from '../../support/sessions.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';
const policyId = '0193a000-0000-7000-8000-0000000ca112';
const targets = [{ kind: 'everyone' }];
const call = (subjectId: string) => ({ subjectId, targets, reason: 'x' });

const policy = {
  id: policyId,
  name: 'x',
  isOn: false,
  priorities: [1],
  severities: [],
  classCodes: [],
  sources: [],
  mailboxIds: [],
  onlyOffHours: false,
  steps: [{ target: { kind: 'everyone' }, ways: [], waitMinutes: 5 }],
  repeat: 0,
};

const adapter = {
  kind: 'sms',
  name: 'x',
  isOn: false,
  method: 'POST',
  url: 'https://127.0.0.1:9/',
  body: '{{text}}',
  contentType: 'text/plain',
  expectedStatus: [200],
  isPrivateAllowed: false,
};

/** Somebody who can be called; on no way, so that nothing leaves. Made once for all requests of a run. */
let made: Promise<unknown> | undefined;
function somebody(world: RouteWorld): Promise<unknown> {
  made ??= world.insider.post('/api/v1/members', {
    ...{ name: 'somebody', reading: '', nameEn: '', department: '', title: '', note: '', language: 'en' },
    ...{ employment: 'full-time', share: 100, contract: 'employee', superior: null, deputyIds: [], roles: [] },
    ...{ accountId: null, isActive: true, channels: [] },
  });
  return made;
}

async function callOn(world: RouteWorld, subjectId: string) {
  await somebody(world);
  const { body } = await world.insider.post('/api/v1/call-outs', call(subjectId));
  const people = (body.people ?? []) as { id: string }[];
  return { id: String(body.id ?? neverId), personId: people[0]?.id ?? neverId };
}

/** A call that waits: the one person of it can still answer. Nobody can be reached here, so the end is silence. */
const openCall = (world: RouteWorld) => callOn(world, world.incidents.open);

async function adapterOf(world: RouteWorld): Promise<string> {
  const leading = await browserOf(world.program, 'administrator');
  const answer = await ask(world.program, 'POST', '/api/v1/call-adapters', { body: adapter, headers: leading.headers });
  return String((answer.body as { id?: string }).id ?? neverId);
}

async function takenBy(world: RouteWorld): Promise<string> {
  const { personId } = await openCall(world);
  await world.insider.post(`/api/v1/call-out-people/${personId}/answer`, { answer: 'acknowledged' });
  return personId;
}

export const calloutRequests = {
  'call-outs.list': () => ({}),
  'call-outs.board': () => ({}),
  'call-outs.targets': () => ({}),
  'call-outs.hours': () => ({}),
  'call-outs.hours-table': () => ({}),
  'call-outs.start': async (world) => {
    await somebody(world);
    return { body: call(world.incidents.open) };
  },
  'call-outs.drill': async (world) => {
    await somebody(world);
    return { body: { targets, reason: 'x' } };
  },
  'call-outs.show': async (world) => ({ params: { id: (await openCall(world)).id } }),
  'call-outs.stop': async (world) => ({ params: { id: (await openCall(world)).id }, body: { reason: 'x' } }),
  'call-outs.next': async (world) => ({
    params: { id: (await openCall(world)).id },
    body: {},
    otherwise: { status: 409, because: 'nobody can be reached here, so every call is at its end at once' },
  }),
  'call-out-people.answer': async (world) => ({
    params: { id: (await openCall(world)).personId },
    body: { answer: 'acknowledged' },
  }),
  'call-out-people.phone': async (world) => ({
    params: { id: (await openCall(world)).personId },
    body: { isAnswered: false },
  }),
  'call-out-people.book': async (world) => ({
    params: { id: await takenBy(world) },
    body: { arrivedAt: new Date(Date.now() - 60_000).toISOString(), releasedAt: null },
  }),
  'call-out-people.link': async (world) => ({ params: { id: (await openCall(world)).personId }, body: {} }),
  'call-policies.show': () => ({}),
  'call-policies.set': async (world) => {
    const { body } = await world.insider.get('/api/v1/call-policies');
    return { body: { version: body.version, policies: [policy] } };
  },
  'call-policies.try': () => ({ body: { policies: [policy] } }),
  'call-adapters.list': () => ({}),
  'call-adapters.create': () => ({ body: adapter }),
  'call-adapters.change': async (world) => ({
    params: { id: await adapterOf(world) },
    version: 1,
    body: { ...adapter, name: 'y' },
  }),
  'call-adapters.renew-receipt': async (world) => ({
    params: { id: await adapterOf(world) },
    body: {},
    otherwise: { status: 409, because: 'this service is not set to report' },
  }),
  'call-receipts.take': () => ({
    params: { id: `s.${neverId}.x` },
    body: {},
    otherwise: { status: 404, because: 'there is no such address' },
  }),
  'call-adapters.test': async (world) => ({ params: { id: await adapterOf(world) }, body: { address: '+81' } }),
} satisfies PreparedRequests;

async function hiddenCall(world: RouteWorld, incident: string) {
  return incident === world.incidents.hidden ? callOn(world, incident) : { id: incident, personId: incident };
}

/** The same about records that the caller cannot see. */
export const hiddenCalloutRequests = {
  'call-outs.start': (_world, { incident }) => ({ body: call(incident) }),
  'call-outs.show': async (world, { incident }) => ({ params: { id: (await hiddenCall(world, incident)).id } }),
  'call-outs.stop': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).id },
    body: { reason: 'x' },
  }),
  'call-outs.next': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).id },
    body: {},
  }),
  'call-out-people.answer': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).personId },
    body: { answer: 'acknowledged' },
  }),
  'call-out-people.phone': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).personId },
    body: { isAnswered: false },
  }),
  'call-out-people.link': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).personId },
    body: {},
  }),
  'call-out-people.book': async (world, { incident }) => ({
    params: { id: (await hiddenCall(world, incident)).personId },
    body: { arrivedAt: new Date(Date.now() - 60_000).toISOString(), releasedAt: null },
  }),
} satisfies HiddenRequests;
