import { createToken } from '../../../src/platform/identity/index.ts';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask, askedByOperator, codeAt, makeAccount } from '../../support/sessions.ts';
import { password } from '../../support/test-program.ts';
import { anyName, type Caller, type HiddenRequests, type Prepared, type PreparedRequests, person } from './shapes.ts';

const mailbox = () => ({
  ...{ kind: 'smtp-address', name: anyName(), address: `${anyName()}@example.jp`, isCatchAll: false },
  ...{ locale: null, sourceName: null, compartmentId: null, classHint: null, tags: [] },
  ...{ isAcknowledged: true, isOwnList: false },
});

/** Nobody listens there, which a trial answers in words. */
const imapMailbox = () => {
  const { isCatchAll: _isCatchAll, ...common } = mailbox();
  return {
    ...common,
    ...{ kind: 'imap', host: '127.0.0.1', port: 1, tlsMode: 'tls', isPrivateAllowed: true, trustedCertificate: null },
    ...{ userName: 'csirt', authMethod: 'password', password: 'secret', tokenEndpoint: null, clientId: null },
    ...{ tokenScope: null, folder: 'INBOX', beginsWith: 'unread', afterRead: 'flag', moveTo: null },
  };
};

async function madeMailbox(world: RouteWorld, body: object): Promise<{ readonly id: string }> {
  const made = await world.administrator.post('/api/v1/mailboxes', body);
  return { id: String(made.body.id) };
}

async function ownCompartment(world: RouteWorld, caller: Caller): Promise<number | null> {
  if (caller.kind !== 'session') return null;
  const made = await world.insider.post('/api/v1/compartments', { name: anyName(), memberIds: [caller.id] });
  return Number(made.body.id);
}

async function memberRequest(world: RouteWorld, caller: Caller): Promise<Prepared> {
  const id = await ownCompartment(world, caller);
  const body = { accountId: await person(world, 'reader') };
  if (id !== null) return { params: { id: String(id) }, body };
  const otherwise = { status: 404, because: 'tokens see the open compartment alone' };
  return { params: { id: String(world.compartmentId) }, body, otherwise };
}

export const platformRequests = {
  'health.show': () => ({}),
  'health.ready': () => ({}),
  'session.show': () => ({}),
  'session.sign-in': async (world) => ({
    body: { email: (await makeAccount(world.program, { roles: ['reader'] })).email, password },
  }),
  'session.sign-out': () => ({ body: {} }),
  'session.step-up': () => ({ body: { password } }),
  'set-up.complete': async () => ({
    body: {
      token: 'x'.repeat(43),
      teamName: 'Team',
      zone: 'Asia/Tokyo',
      locale: 'ja',
      name: 'Somebody',
      email: 'somebody@example.jp',
      password,
    },
    otherwise: { status: 409, because: 'the program was set up before' },
  }),
  'sign-up.complete': async (world) => {
    const invited = await world.administrator.post('/api/v1/accounts', {
      name: 'New',
      email: `${anyName()}@example.jp`,
      roles: ['reader'],
    });
    const token = String(invited.body.signUpLink).split('#')[1] ?? '';
    return { body: { token, name: 'New', locale: 'ja', password } };
  },
  'account.change': () => ({ body: { name: 'Another name' } }),
  'account.change-password': () => ({ body: { current: password, next: password } }),
  'account.begin-totp': () => ({ body: {} }),
  'account.confirm-totp': async (world, caller) => {
    if (caller.kind !== 'session') return { body: { code: '000000' } };
    const begun = await ask(world.program, 'POST', '/api/v1/account/totp', { body: {}, headers: caller.headers });
    return { body: { code: await codeAt(String(begun.body.secret ?? 'JBSWY3DPEHPK3PXP'), new Date()) } };
  },
  'account.remove-totp': () => ({ body: {} }),
  'account.list-sessions': () => ({}),
  'account.revoke-session': async (world, caller) => {
    if (caller.kind !== 'session') return { params: { id: caller.id }, body: {} };
    const sessions = await ask(world.program, 'GET', '/api/v1/account/sessions', { headers: caller.headers });
    const items = (sessions.body.items ?? []) as { id: string; isCurrent: boolean }[];
    return { params: { id: items.find((one) => one.isCurrent)?.id ?? '' }, body: {} };
  },
  'accounts.list': () => ({}),
  'accounts.invite': () => ({ body: { name: 'New', email: `${anyName()}@example.jp`, roles: ['reader'] } }),
  'accounts.change-roles': async (world) => ({
    params: { id: await person(world, 'reader') },
    body: { roles: ['handler'] },
  }),
  'accounts.renew-link': async (world) => ({ params: { id: await person(world, 'reader') }, body: {} }),
  'accounts.disable': async (world) => ({ params: { id: await person(world, 'reader') }, body: {} }),
  'tokens.list': () => ({}),
  'tokens.create': () => ({ body: { name: 'machine', role: 'soc' } }),
  'tokens.revoke': async (world) => {
    const input = { name: 'short-lived', role: 'soc' as const, expiresAt: null };
    const { record } = await world.program.runner.run(createToken, input, askedByOperator);
    return { params: { id: record.id }, body: {} };
  },
  'compartments.list': () => ({}),
  'compartments.create': () => ({ body: { name: anyName() } }),
  'compartments.grant': (world, caller) => memberRequest(world, caller),
  'compartments.withdraw': (world, caller) => memberRequest(world, caller),
  'subjects.restrict': async (world, caller) => {
    const { id } = await world.incident();
    const compartmentId = await ownCompartment(world, caller);
    const params = { id };
    if (compartmentId !== null) return { params, body: { compartmentId } };
    const otherwise = { status: 422, because: 'this caller is a member of no compartment' };
    return { params, body: { compartmentId: world.compartmentId }, otherwise };
  },
  'settings.show': () => ({}),
  'settings.change': () => ({ body: { teamName: 'Team' } }),
  'search.find': () => ({ query: '?q=mail' }),
  'audit-entries.list': () => ({}),
  'audit-chain.verify': () => ({}),
  'notifications.list': () => ({}),
  'notifications.read': () => ({ body: {} }),
  'live.follow': () => ({}),
  'presence.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'mailboxes.list': () => ({}),
  'mailboxes.create': () => ({ body: mailbox() }),
  'mailboxes.change': async (world) => ({ params: await madeMailbox(world, mailbox()), version: 1, body: mailbox() }),
  'mailboxes.pause': async (world) => ({ params: await madeMailbox(world, mailbox()), body: {} }),
  'mailboxes.resume': async (world) => {
    const params = await madeMailbox(world, mailbox());
    await world.administrator.post(`/api/v1/mailboxes/${params.id}/pause`, {});
    return { params, body: {} };
  },
  'mailboxes.remove': async (world) => ({ params: await madeMailbox(world, mailbox()), body: {} }),
  'mailboxes.try': async (world) => ({ params: await madeMailbox(world, imapMailbox()), body: {} }),
} satisfies PreparedRequests;

export const hiddenPlatformRequests = {
  'subjects.restrict': (_world, { incident }) => ({ params: { id: incident }, body: { compartmentId: 1 } }),
  'compartments.grant': (world, { compartment }) => ({
    params: { id: compartment },
    body: { accountId: world.insider.id },
  }),
  'compartments.withdraw': (world, { compartment }) => ({
    params: { id: compartment },
    body: { accountId: world.insider.id },
  }),
  'audit-entries.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'presence.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
} satisfies HiddenRequests;
