import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRouteWorld, type RouteWorld } from '../support/route-world.ts';
import { ask, type BrowserSession, browserOf } from '../support/sessions.ts';

let world: RouteWorld;
let session: BrowserSession;

beforeAll(async () => {
  world = await makeRouteWorld();
  session = await browserOf(world.program, 'administrator', 'commander', 'handler', 'auditor');
});
afterAll(() => world.stop());

const owner = () => world.program.ground.databases.owner;

describe('S19 SQL in every parameter of every list', () => {
  const payloads = [
    `'; drop table reports.report; --`,
    `' or '1'='1`,
    `1) or (1=1`,
    `x' union select password_hash from platform.account --`,
    `"; select pg_sleep(5); --`,
    `\\'; select pg_sleep(5) --`,
    `${'$'}$; select pg_sleep(5); ${'$'}$`,
    `title; select 1`,
    `(select version())`,
    `{1,2}`,
    `%' and 1=1 --`,
  ];
  const parameters: Readonly<Record<string, readonly string[]>> = {
    '/api/v1/reports': ['sort', 'cursor', 'limit', 'state', 'channel', 'receivedAt.gte', 'receivedAt.lt', 'q'],
    '/api/v1/incidents': ['sort', 'cursor', 'limit', 'phase', 'openedAt.gte', 'openedAt.lt', 'q'],
    '/api/v1/journal-entries': ['sort', 'cursor', 'limit', 'subjectId'],
    '/api/v1/messages': ['sort', 'cursor', 'limit', 'subjectId'],
    '/api/v1/audit-entries': ['sort', 'cursor', 'limit', 'actorId', 'action', 'subjectId', 'at.gte', 'at.lt'],
    '/api/v1/search': ['q', 'limit'],
    '/api/v1/live': ['after'],
  };

  it.each(Object.keys(parameters))('is text or refused, and takes no time, in %s', async (path) => {
    const began = performance.now();
    for (const name of parameters[path] ?? []) {
      for (const payload of payloads) {
        const answer = await session.get(`${path}?${name}=${encodeURIComponent(payload)}`);
        expect([name, payload, answer.status < 500]).toEqual([name, payload, true]);
        expect(JSON.stringify(answer.body)).not.toMatch(/argon2|syntax error|relation|PostgreSQL \d/);
      }
    }
    expect(performance.now() - began).toBeLessThan(30_000);
    const { rows } = await sql`select 1 from reports.report`.execute(owner());
    expect(rows.length).toBeGreaterThan(0);
  });

  it('finds nothing more by a pattern or an operator of the search than by its letters', async () => {
    for (const q of ['%', '_', "'", '* ', '!x', ':*', '&', '|', '()', '<->', "'':*"]) {
      const answer = await session.get(`/api/v1/search?q=${encodeURIComponent(q)}`);
      expect([q, answer.status]).toEqual([q, 200]);
      expect([q, (answer.body.items as object[]).length]).toEqual([q, q === '!x' ? expect.any(Number) : 0]);
    }
  });
});

describe('S4 S5 fields that are not the caller’s to set', () => {
  const stolen = [
    'id',
    'number',
    'version',
    'compartmentId',
    'compartment_id',
    'phase',
    'state',
    'openedAt',
    'opened_by',
    'closedBy',
    'outcome',
    'handledAs',
    'originalFileId',
    'objectName',
    'storageKey',
    'path',
    'actor',
    'createdAt',
  ];

  it.each([
    ['POST', '/api/v1/incidents', { title: 'x' }],
    ['POST', '/api/v1/reports', { title: 'x', text: 'x' }],
    ['POST', '/api/v1/journal-entries', { subjectId: 'INC-2026-0001', text: 'x' }],
  ] as const)('are refused one by one in %s %s', async (method, path, right) => {
    for (const name of stolen) {
      if (name in right) continue;
      const answer = await ask(world.program, method, path, {
        body: { ...right, [name]: 'x' },
        headers: session.headers,
      });
      expect([name, answer.status, answer.body.fields]).toEqual([
        name,
        400,
        [{ path: `body.${name}`, code: 'unknown' }],
      ]);
    }
  });

  it('are refused in what one may change of oneself', async () => {
    for (const name of ['roles', 'state', 'email', 'isBreakGlass', 'passwordHash', 'totpSecret', 'permissions', 'id']) {
      const answer = await ask(world.program, 'PATCH', '/api/v1/account', {
        body: { name: 'x', [name]: ['administrator'] },
        headers: session.headers,
      });
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });

  it('are refused in sign-up and set-up', async () => {
    for (const path of ['/api/v1/sign-up', '/api/v1/set-up', '/api/v1/session/sign-in'])
      for (const name of ['roles', 'isBreakGlass', 'accountId', 'state']) {
        const answer = await ask(world.program, 'POST', path, { body: { [name]: ['administrator'] } });
        expect(answer.status).toBe(400);
        expect(answer.body.fields).toContainEqual({ path: `body.${name}`, code: 'unknown' });
      }
  });
});

describe('S29 S31 rights', () => {
  it('cannot be taken by whoever does not have them: roles, tokens, compartments', async () => {
    for (const role of ['handler', 'reader', 'auditor', 'soc', 'commander'] as const) {
      const person = await browserOf(world.program, role);
      const attempts = [
        await person.post(`/api/v1/accounts/${person.id}/roles`, { roles: ['administrator'] }),
        await person.post('/api/v1/tokens', { name: 'x', role: 'administrator' }),
        await person.post('/api/v1/accounts', { name: 'x', email: `${role}@example.jp`, roles: ['administrator'] }),
        await person.post(`/api/v1/compartments/${world.compartmentId}/members`, { accountId: person.id }),
      ];
      expect([role, attempts.map((answer) => answer.status)]).toEqual([
        role,
        [403, 403, 403, role === 'commander' ? 404 : 403],
      ]);
    }
  });

  it('S8 S11 of an administrator do not reach into a compartment, also not by own grant or by the audit log', async () => {
    const admin = await browserOf(world.program, 'administrator');
    expect((await admin.get(`/api/v1/incidents/${world.incidents.hidden}`)).status).toBe(404);
    expect(
      (await admin.post(`/api/v1/compartments/${world.compartmentId}/members`, { accountId: admin.id })).status,
    ).toBe(403);
    await admin.post(`/api/v1/accounts/${admin.id}/roles`, { roles: ['administrator', 'commander'] });
    expect(
      (await admin.post(`/api/v1/compartments/${world.compartmentId}/members`, { accountId: admin.id })).status,
    ).toBe(404);
    expect((await admin.get('/api/v1/compartments')).body.items).toHaveLength(1);
    const log = JSON.stringify((await admin.get('/api/v1/audit-entries?limit=200')).body);
    expect(log).not.toContain('hidden incident');
    expect(log).not.toContain(world.incidents.hidden);
  });

  it('S10 to move a record into a compartment need sight of it, and to open it to all a commander', async () => {
    const handler = await browserOf(world.program, 'handler');
    const { id } = await world.incident();
    const into = await handler.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: world.compartmentId });
    expect([into.status, into.body.code]).toEqual([422, 'subjects.restrict.compartment-unknown']);
    const unknown = await handler.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: 999_999 });
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...into.body, requestId: '' });
    const made = await world.insider.post('/api/v1/compartments', { name: 'out again', memberIds: [handler.id] });
    expect((await handler.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: made.body.id })).status).toBe(200);
    const out = await handler.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: 1 });
    expect([out.status, out.body.code]).toEqual([403, 'subjects.restrict.release-needs-commander']);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(world.program.problems.map(String)).toEqual([]);
  });
});
