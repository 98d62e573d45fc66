import { permissions, type Route, type RouteId, roles, routes } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../src/platform/identity/index.ts';
import { makeRouteWorld, type RouteWorld } from '../support/route-world.ts';
import { type Answer, askedByOperator, browserOf } from '../support/sessions.ts';
import { type Aim, type Caller, hiddenRequests, type Prepared, preparedRequests } from './prepared/index.ts';

const declared: readonly Route[] = routes;
const rows = declared.map((route) => [route.id as RouteId, route] as const);
let world: RouteWorld;
let callers: readonly Caller[];

beforeAll(async () => {
  world = await makeRouteWorld();
  callers = await makeCallers();
});
afterAll(() => world.stop());

/** Routes after which the session that asked is over or changed. */
const sessionEnding: readonly string[] = [
  'session.sign-out',
  'account.revoke-session',
  'account.confirm-totp',
  'account.change-password',
];

type Role = (typeof roles)[number];

async function sessionOf(role: Role): Promise<Caller> {
  const session = await browserOf(world.program, role);
  return { kind: 'session', role, id: session.id, headers: session.headers };
}

async function makeCallers(): Promise<readonly Caller[]> {
  const made: Caller[] = [{ kind: 'nobody', role: null, id: 'nobody', headers: {} }];
  for (const role of roles) {
    made.push(await sessionOf(role));
    const input = { name: `machine ${role}`, role, expiresAt: null };
    const { token, record } = await world.program.runner.run(createToken, input, askedByOperator);
    made.push({ kind: 'token', role, id: record.id, headers: { authorization: `Bearer ${token}` } });
  }
  return made;
}

const nameOf = (caller: Caller) => (caller.role === null ? caller.kind : `${caller.role} by ${caller.kind}`);

/** What the contract and the permission table promise, before the act itself has a say. */
function gateOf(route: Route, caller: Caller): 'through' | 401 | 403 {
  if (route.permission === 'public' || route.permission === 'guest-link') return 'through';
  if (caller.kind === 'nobody' || caller.role === null) return 401;
  if (route.onlyUsers && caller.kind === 'token') return 403;
  if (route.permission === 'signed-in') return caller.kind === 'token' ? 403 : 'through';
  return (permissions[route.id] ?? []).includes(caller.role) ? 'through' : 403;
}

/** Pages take forms, everything else JSON. */
function bodyOf(route: Route, { body = {}, file = '' }: Prepared): string | URLSearchParams {
  if (route.fileBody !== undefined && route.fileType === undefined) return file;
  if (route.kind !== 'html') return JSON.stringify(body);
  return new URLSearchParams(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]));
}

async function send(route: Route, prepared: Prepared, caller: Caller): Promise<Answer> {
  const path =
    route.path.replace(/\{(\w+)\}/g, (_, name: string) => prepared.params?.[name] ?? '') + (prepared.query ?? '');
  const stop = new AbortController();
  const response = await fetch(world.program.origin + path, {
    method: route.method,
    headers: {
      ...caller.headers,
      ...(route.method === 'GET' || route.kind === 'html'
        ? {}
        : {
            'content-type':
              route.fileBody === undefined || route.fileType !== undefined
                ? 'application/json'
                : 'application/octet-stream',
          }),
      ...(prepared.version === undefined ? {} : { 'if-match': `"${prepared.version}"` }),
    },
    ...(route.method === 'GET' ? {} : { body: bodyOf(route, prepared) }),
    signal: stop.signal,
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isStream ? {} : isJson ? ((await response.json()) as Answer['body']) : { text: await response.text() };
  stop.abort();
  return { status: response.status, headers: response.headers, body };
}

describe('S9 roles and routes', () => {
  it('has a prepared request for every route', () => {
    expect(Object.keys(preparedRequests).sort()).toEqual(declared.map((route) => route.id).sort());
  });

  it.each(rows)('%s answers each caller as the permission table says', async (id, route) => {
    const expected: Record<string, number> = {};
    const seen: Record<string, number> = {};
    // Whoever is refused at the gate changes nothing, and neither does a GET that is the same for all: one request serves them.
    let forRefused: Prepared | null = null;
    let forReaders: Prepared | null = null;
    const isForAll = route.method === 'GET' && preparedRequests[id].length < 2;
    for (const known of callers) {
      const isFresh = sessionEnding.includes(id) && known.kind === 'session' && known.role !== null;
      const caller = isFresh ? await sessionOf(known.role as Role) : known;
      const gate = gateOf(route, caller);
      const kept: Prepared | null = isForAll ? forReaders : gate === 'through' ? null : forRefused;
      const prepared: Prepared = kept ?? (await preparedRequests[id](world, caller));
      if (isForAll) forReaders = prepared;
      if (gate !== 'through') forRefused = prepared;
      expected[nameOf(caller)] = gate === 'through' ? (prepared.otherwise?.status ?? route.status) : gate;
      seen[nameOf(caller)] = (await send(route, prepared, caller)).status;
    }
    expect(seen).toEqual(expected);
  });

  it.each(rows.filter(([, route]) => route.stepUp))(
    '%s needs a proof of identity that is younger than ten minutes',
    async (id, route) => {
      const seen: Record<string, unknown> = {};
      for (const role of roles) {
        const caller = await sessionOf(role);
        const prepared = await preparedRequests[id](world, caller);
        await sql`update platform.session set stepped_up_at = now() - interval '10 minutes 1 second'
          where account_id = ${caller.id}::uuid`.execute(world.program.ground.databases.owner);
        const { body } = await send(route, prepared, caller);
        seen[role] = body.code;
      }
      const promised = (role: Role) =>
        route.permission === 'signed-in' || (permissions[route.id] ?? []).includes(role)
          ? 'session.use.step-up-required'
          : 'permission.use.denied';
      expect(seen).toEqual(Object.fromEntries(roles.map((role) => [role, promised(role)])));
    },
  );
});

/** What belongs to one person, and is found by nobody else. */
const personal = /^(account|accounts|tokens|push-devices|saved-views|calendar-feed|duty-feed)\./;
/** Whose address is itself a secret that stands for one record, like the link of a guest. */
const bySecret = /^call-receipts\./;
/** What the whole team sets: it lies in no compartment. */
const teamSetting =
  /^(call-adapters|authority|charter|delegations|offline-packs|obligation-forms|members|absences|rotations|duty-changes|directory-entries|known-values|triage-classes|webhooks|mail-templates|mailboxes|playbooks|block-entries|block-tokens|block-lists|warning-lists)\.|^correspondence\.change-(template|signature)$/;

describe('records behind the wall', () => {
  const never = '0192f0a0-0000-7000-8000-000000000000';
  const neverExisted: Aim = {
    report: never,
    attachment: never,
    incident: never,
    message: never,
    compartment: '999999',
  };

  it('has a hidden request for every route that addresses a record', () => {
    const needNone = (route: Route) =>
      route.permission === 'guest-link' || [personal, teamSetting, bySecret].some((kind) => kind.test(route.id));
    const addressing = declared.filter((route) => /\{\w+\}/.test(route.path) && !needNone(route));
    const missing = addressing.filter((route) => !(route.id in hiddenRequests));
    expect(missing.map((route) => route.id)).toEqual([]);
  });

  const hiddenRows = rows.filter(([id]) => id in hiddenRequests);
  it.each(hiddenRows)('%s answers as if the hidden record had never existed', async (id, route) => {
    const prepare = hiddenRequests[id];
    if (prepare === undefined) throw new Error('no hidden request');
    const aim: Aim = {
      report: world.reports.hidden,
      attachment: world.attachments.hidden,
      incident: world.incidents.hidden,
      message: world.messages.hidden,
      compartment: String(world.compartmentId),
    };
    const toHidden = await prepare(world, aim);
    const toAbsent = await prepare(world, neverExisted);
    for (const caller of callers) {
      const gate = gateOf(route, caller);
      const hidden = await send(route, toHidden, caller);
      const absent = await send(route, toAbsent, caller);
      const expected = gate === 'through' ? 404 : gate;
      expect([nameOf(caller), hidden.status]).toEqual([nameOf(caller), expected]);
      const { requestId: _one, ...hiddenBody } = hidden.body;
      const { requestId: _other, ...absentBody } = absent.body;
      expect([nameOf(caller), hiddenBody]).toEqual([nameOf(caller), absentBody]);
    }
  });

  it.each(hiddenRows)('%s reaches the same record for a member', async (id, route) => {
    const prepare = hiddenRequests[id];
    if (prepare === undefined || id === 'audit-entries.list') return;
    const aim: Aim = {
      report: world.reports.hidden,
      attachment: world.attachments.hidden,
      incident: world.incidents.hidden,
      message: world.messages.hidden,
      compartment: String(world.compartmentId),
    };
    const insider: Caller = {
      kind: 'session',
      role: 'commander',
      id: world.insider.id,
      headers: world.insider.headers,
    };
    expect((await send(route, await prepare(world, aim), insider)).status).not.toBe(404);
  });
});

describe('what the matrix leaves behind', () => {
  it('reports nothing as a problem of the program', () => {
    expect(world.program.problems.map(String)).toEqual([]);
  });
});
