import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import { until } from '../../support/test-program.ts';
import { anyName, type Caller, type Prepared, type PreparedRequests } from './shapes.ts';

const memberBody = (more: object = {}) => ({
  ...{ name: anyName(), reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
  ...{ contract: 'employee', superior: null, deputyIds: [], roles: [], channels: [], language: 'ja', note: '' },
  ...{ accountId: null, isActive: true, ...more },
});

const entryBody = () => ({
  ...{ kind: 'vendor', name: anyName(), nameEn: '', isActive: true, region: '', capabilities: [], arrivalHours: null },
  ...{ contractNumber: '', hours: '', retainerLeft: '', validUntil: null, website: '', note: '', ownerId: null },
  ...{ confirmEveryMonths: 6, contacts: [] },
});

const rotationBody = (memberIds: readonly string[]) => ({
  ...{ name: anyName(), isActive: true, zone: 'Asia/Tokyo', startsOn: '2020-01-06', handoverAt: '09:00', everyDays: 7 },
  levels: [{ memberIds }],
  cover: { kind: 'always', days: [], from: '09:00', until: '17:30', hasHolidays: false },
});

type Made = { readonly id: string; readonly version: number };

async function made(world: RouteWorld, path: string, body: object): Promise<Made> {
  const answer = await world.administrator.post(path, body);
  return { id: String(answer.body.id), version: Number(answer.body.version) };
}

/** The member who a caller is; made when there is none. */
async function ownMember(world: RouteWorld, caller: Pick<Caller, 'id'>): Promise<Made> {
  const { items } = (await world.administrator.get('/api/v1/members')).body as {
    items: readonly (Made & { readonly accountId: string | null })[];
  };
  const known = items.find(({ accountId }) => accountId === caller.id);
  return known ?? made(world, '/api/v1/members', memberBody({ accountId: caller.id }));
}

const leads = (caller: Caller) => caller.role === 'administrator' || caller.role === 'commander';
const soon = () => {
  const from = Date.now() + 3_600_000;
  return { from: new Date(from).toISOString(), until: new Date(from + 3_600_000).toISOString() };
};
const unless = (isAllowed: boolean, because: string) => (isAllowed ? {} : { otherwise: { status: 403, because } });

async function absence(world: RouteWorld, caller: Caller): Promise<{ readonly member: Made; readonly more: object }> {
  if (caller.kind === 'session') return { member: await ownMember(world, caller), more: {} };
  const member = await made(world, '/api/v1/members', memberBody());
  return { member, more: unless(leads(caller), 'a machine is nobody of the team') };
}

/** The account of the administrator of a world. */
async function administratorOf(world: RouteWorld): Promise<Pick<Caller, 'id'>> {
  const { me } = (await world.administrator.get('/api/v1/session')).body as { me: { readonly id: string } };
  return { id: me.id };
}

const shared = new WeakMap<RouteWorld, Made>();

/** The one rotation of a world (there may be only a few), with the one who asks on duty all the time. */
async function sharedRotation(world: RouteWorld, caller?: Pick<Caller, 'id'>): Promise<Made> {
  const own = await ownMember(world, caller ?? (await administratorOf(world)));
  const known = shared.get(world);
  if (known === undefined) {
    const first = await made(world, '/api/v1/rotations', rotationBody([own.id]));
    shared.set(world, first);
    return first;
  }
  const now = await current(world, known.id);
  const changed = await ask(world.program, 'POST', `/api/v1/rotations/${known.id}/change`, {
    body: rotationBody([own.id]),
    headers: { ...world.administrator.headers, 'if-match': `"${now}"` },
  });
  return { id: known.id, version: Number(changed.body.version) };
}

type Plan = {
  readonly rotations: readonly { readonly rotation: Made }[];
  readonly changes: readonly { readonly id: string; readonly state: string }[];
};

async function planOf(world: RouteWorld): Promise<Plan> {
  return (await world.administrator.get('/api/v1/duty?from=2026-11-23')).body as unknown as Plan;
}

async function current(world: RouteWorld, id: string): Promise<number> {
  const { rotations } = await planOf(world);
  return rotations.find(({ rotation }) => rotation.id === id)?.rotation.version ?? 0;
}

/** A swap that the administrator of the world has asked somebody for. What others agreed to is taken back before. */
async function askedSwap(world: RouteWorld, onMemberId: string): Promise<string> {
  for (const { id, state } of (await planOf(world)).changes)
    if (state === 'agreed' || state === 'asked')
      await world.administrator.post(`/api/v1/duty-changes/${id}/withdraw`, {});
  const rotation = await sharedRotation(world);
  const swap = { level: 1, ...soon(), onMemberId };
  return (await made(world, `/api/v1/rotations/${rotation.id}/swaps`, swap)).id;
}

/** Brings the switch of the whole team into a state, whatever it was. */
async function mailIs(world: RouteWorld, state: 'begin' | 'end'): Promise<void> {
  await world.administrator.post(`/api/v1/mail-compromise/${state}`, { reason: 'x' });
}

/** A pack of the world that is kept, made by the part of the program that makes them. */
async function madePack(world: RouteWorld): Promise<string> {
  const shown = async () => (await world.administrator.get('/api/v1/offline-packs')).body as unknown as Packs;
  const known = (await shown()).packs[0];
  if (known !== undefined) return known.id;
  await setPassphrase(world);
  await world.administrator.post('/api/v1/offline-packs', {});
  const { packs } = await until(shown, (seen) => seen.packs.length > 0);
  return packs[0]?.id ?? '';
}

type Packs = {
  readonly setting: { readonly version: number } | null;
  readonly packs: readonly { readonly id: string }[];
};

async function packVersion(world: RouteWorld): Promise<number> {
  const { setting } = (await world.administrator.get('/api/v1/offline-packs')).body as unknown as Packs;
  return setting?.version ?? 0;
}

async function setPassphrase(world: RouteWorld): Promise<void> {
  const body = { version: await packVersion(world), passphrase: 'a passphrase of the world', runAt: '02:00' };
  await world.administrator.post('/api/v1/offline-packs/set', body);
}

export const teamRequests = {
  'offline-packs.show': () => ({}),
  'offline-packs.set': async (world) => ({
    body: { version: await packVersion(world), passphrase: 'a passphrase of somebody', runAt: '03:00' },
  }),
  'offline-packs.ask': async (world) => {
    await setPassphrase(world);
    return { body: {} };
  },
  'offline-packs.download': async (world) => ({ params: { id: await madePack(world) } }),
  'mail-compromise.show': () => ({}),
  'mail-compromise.begin': async (world) => {
    await mailIs(world, 'end');
    return { body: { reason: 'the gateway was entered' } };
  },
  'mail-compromise.end': async (world) => {
    await mailIs(world, 'begin');
    return { body: { reason: 'the gateway was set up anew' } };
  },
  'members.list': () => ({}),
  'members.add': () => ({ body: memberBody() }),
  'members.change': async (world) => {
    const { id, version } = await made(world, '/api/v1/members', memberBody());
    return { params: { id }, version, body: memberBody() };
  },
  'members.change-own': async (world, caller) => {
    const member =
      caller.kind === 'session' ? await ownMember(world, caller) : await made(world, '/api/v1/members', memberBody());
    return { params: { id: member.id }, version: member.version, body: { channels: [], language: 'ja' } };
  },
  'absences.add': async (world, caller) => {
    const { member, more } = await absence(world, caller);
    return { params: { id: member.id }, body: soon(), ...more };
  },
  'absences.cancel': async (world, caller) => {
    const { member, more } = await absence(world, caller);
    const answer = await world.administrator.post(`/api/v1/members/${member.id}/absences`, soon());
    const absences = answer.body.absences as readonly { readonly id: string }[];
    return { params: { id: absences.at(-1)?.id ?? '' }, body: {}, ...more };
  },
  'members.read-table': () => ({ file: '氏名,部署\n田中,情報システム部\n' }),
  'members.check-table': () => ({ body: { text: `氏名\t部署\n${anyName()}\t情報システム部` } }),
  'members.import': () => ({ body: { text: `氏名\t部署\n${anyName()}\t情報システム部` } }),
  'members.export': () => ({ query: '?format=csv' }),
  'contact-list.download': () => ({}),
  'directory-entries.export': () => ({ query: '?format=csv' }),
  'duty.now': () => ({}),
  'duty.plan': () => ({ query: '?from=2026-11-23' }),
  'rotations.add': async (world) => ({
    body: rotationBody([(await made(world, '/api/v1/members', memberBody())).id]),
  }),
  'rotations.change': async (world) => {
    const member = await made(world, '/api/v1/members', memberBody());
    const { id, version } = await sharedRotation(world);
    return { params: { id }, version, body: rotationBody([member.id]) };
  },
  'duty-changes.override': async (world) => {
    const member = await made(world, '/api/v1/members', memberBody());
    const { id } = await sharedRotation(world);
    return { params: { id }, body: { level: 1, ...soon(), onMemberId: member.id } };
  },
  'duty-changes.ask': async (world, caller): Promise<Prepared> => {
    const other = await made(world, '/api/v1/members', memberBody());
    for (const change of (await planOf(world)).changes)
      await world.administrator.post(`/api/v1/duty-changes/${change.id}/withdraw`, {});
    const { id } = await sharedRotation(world, caller.kind === 'session' ? caller : undefined);
    return { params: { id }, body: { level: 1, ...soon(), onMemberId: other.id } };
  },
  'duty-changes.answer': async (world, caller) => {
    const isOwn = caller.kind === 'session';
    const member = isOwn ? await ownMember(world, caller) : await made(world, '/api/v1/members', memberBody());
    const id = await askedSwap(world, member.id);
    return { params: { id }, body: { isAgreed: true }, ...unless(isOwn || leads(caller), 'somebody else was asked') };
  },
  'duty-changes.withdraw': async (world, caller) => {
    const member = await made(world, '/api/v1/members', memberBody());
    const id = await askedSwap(world, member.id);
    return { params: { id }, body: {}, ...unless(leads(caller), 'somebody else asked') };
  },
  'duty-feed.show': () => ({}),
  'duty-feed.renew': () => ({ body: {} }),
  'duty-feed.revoke': () => ({ body: {} }),
  'duty-feed.read': async (world) => {
    const answer = await ask(world.program, 'POST', '/api/v1/duty-feed', {
      body: {},
      headers: world.administrator.headers,
    });
    return { params: { file: String(answer.body.address).split('/').at(-1) ?? '' } };
  },
  'directory-entries.list': () => ({}),
  'directory-entries.add': () => ({ body: entryBody() }),
  'directory-entries.change': async (world) => {
    const { id, version } = await made(world, '/api/v1/directory-entries', entryBody());
    return { params: { id }, version, body: entryBody() };
  },
  'directory-entries.confirm': async (world, caller) => {
    const { id, version } = await made(world, '/api/v1/directory-entries', entryBody());
    const isKeeper = leads(caller) || caller.role === 'handler';
    return { params: { id }, version, body: {}, ...unless(isKeeper, 'somebody else keeps the entry') };
  },
} satisfies PreparedRequests;
