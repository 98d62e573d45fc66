import { roles } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf, makeClock } from '../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram } from '../../../test/support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let admin: BrowserSession;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
  admin = await browserOf(program, 'administrator');
});
afterAll(() => program.stop());

async function make(body: object = {}): Promise<{ readonly id: string; readonly token: string }> {
  const answer = await admin.post('/api/v1/tokens', { name: 'machine', role: 'soc', ...body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { id: (answer.body.record as { id: string }).id, token: String(answer.body.token) };
}

const use = (authorization: string, path = '/api/v1/reports', body: object | null = { title: 't', text: 'x' }) =>
  ask(program, body === null ? 'GET' : 'POST', path, { body: body ?? undefined, headers: { authorization } });

describe('API tokens', () => {
  it('have a form that secret scanners can find', async () => {
    expect((await make()).token).toMatch(/^matoi_[0-9a-f]{32}_[\w-]{43}$/);
  });

  it('work with the word Bearer in any letter case and in no other scheme', async () => {
    const { token } = await make();
    expect((await use(`Bearer ${token}`)).status).toBe(201);
    expect((await use(`bearer ${token}`)).status).toBe(201);
    for (const wrong of [
      token,
      `Basic ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token} `.trim().concat('x'),
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.replace('matoi_', 'MATOI_')}`,
      `Bearer ${token} ${token}`,
      `Bearer ${token},${token}`,
      'Bearer',
      'Bearer ',
      'Bearer null',
      'Bearer matoi__',
      `Bearer matoi_${'0'.repeat(32)}_${'A'.repeat(43)}`,
      `Bearer matoi_${'z'.repeat(32)}_${'A'.repeat(43)}`,
      `Bearer ${'x'.repeat(7_000)}`,
    ]) {
      const answer = await use(wrong);
      expect([wrong.slice(0, 30), answer.status, answer.body.code]).toEqual([
        wrong.slice(0, 30),
        401,
        'session.use.required',
      ]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('are refused when secret and id belong to two of them', async () => {
    const [one, two] = [await make(), await make()];
    const mixed = `${one.token.slice(0, 38)}_${two.token.slice(39)}`;
    expect((await use(`Bearer ${mixed}`)).status).toBe(401);
  });

  it('end at their time and when they are revoked, at once', async () => {
    const expiring = await make({ expiresAt: new Date(clock.now().getTime() + 1_000).toISOString() });
    expect((await use(`Bearer ${expiring.token}`)).status).toBe(201);
    clock.advance(1_000);
    expect((await use(`Bearer ${expiring.token}`)).status).toBe(401);
    const revoked = await make();
    expect((await admin.post(`/api/v1/tokens/${revoked.id}/revoke`)).body).toMatchObject({ isRevoked: true });
    expect((await use(`Bearer ${revoked.token}`)).status).toBe(401);
    expect((await admin.post(`/api/v1/tokens/${revoked.id}/revoke`)).status).toBe(200);
  });

  it('are refused rather than ignored where nobody needs one', async () => {
    expect((await use('Bearer wrong', '/api/v1/session', null)).status).toBe(401);
  });

  it('count before a session, so that the session cannot be used without its protection', async () => {
    const { token } = await make();
    const answer = await ask(program, 'POST', '/api/v1/tokens', {
      body: { name: 'x', role: 'soc' },
      headers: { cookie: admin.cookie, authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.use.denied']);
  });

  it('cannot end in the past', async () => {
    const answer = await admin.post('/api/v1/tokens', {
      name: 'x',
      role: 'soc',
      expiresAt: new Date(clock.now().getTime()).toISOString(),
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'tokens.create.expiry-past']);
  });

  it('can never do more than who made them', async () => {
    const seen: Record<string, unknown> = {};
    for (const role of roles) seen[role] = (await admin.post('/api/v1/tokens', { name: 'x', role })).status;
    expect(seen).toEqual({ administrator: 201, commander: 403, handler: 403, reader: 403, auditor: 403, soc: 201 });
  });

  it('cannot make tokens, accounts or sessions, whatever their role', async () => {
    const { token } = await make({ role: 'administrator' });
    for (const [path, body] of [
      ['/api/v1/tokens', { name: 'x', role: 'administrator' }],
      ['/api/v1/accounts', { name: 'x', email: 'x@example.jp', roles: ['administrator'] }],
      ['/api/v1/account/password', { current: 'x', next: 'a long enough password' }],
      ['/api/v1/session/step-up', { password: 'x' }],
    ] as const)
      expect([path, (await use(`Bearer ${token}`, path, body)).status]).toEqual([path, 403]);
  });

  it('are kept as hashes: no secret in database, audit log, list or problem', async () => {
    const { id, token } = await make();
    await use(`Bearer ${token}`);
    await use(`Bearer ${token}x`);
    const secret = token.slice(39);
    const { rows } = await sql<{ row: string }>`
      select token::text as row from platform.api_token token union all
      select detail::text from platform.audit_detail detail union all
      select kept::text from platform.kept_answer kept`.execute(program.ground.databases.owner);
    const all = rows.map((one) => one.row).join('\n');
    expect(all).toContain(id);
    for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'base64url').toString('hex')])
      expect(all).not.toContain(form);
    expect(JSON.stringify((await admin.get('/api/v1/tokens')).body)).not.toContain(secret);
    expect(JSON.stringify(program.problems)).not.toContain(secret);
  });

  it('show when they were used last', async () => {
    const { id, token } = await make();
    const shown = async () =>
      ((await admin.get('/api/v1/tokens')).body.items as { id: string; lastUsedAt: string | null }[]).find(
        (one) => one.id === id,
      )?.lastUsedAt;
    expect(await shown()).toBeNull();
    await use(`Bearer ${token}`);
    expect(await shown()).toBe(clock.now().toISOString());
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
