import { routes } from '@matoi/contract';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, makeClock, signIn } from '../../../test/support/sessions.ts';
import {
  password,
  startTestProgram,
  type TestProgram,
  type TestProgramOptions,
} from '../../../test/support/test-program.ts';

const started: TestProgram[] = [];
afterEach(async () => {
  for (const program of started.splice(0)) await program.stop();
});

async function fresh(options: TestProgramOptions = {}, changes = {}): Promise<TestProgram> {
  const program = await startTestProgram({ trustProxy: true, ...changes }, options);
  started.push(program);
  return program;
}

const tokenOf = (program: TestProgram) => program.setUpLink?.split('#')[1] ?? '';

const setUp = (program: TestProgram, changes: object = {}) =>
  ask(program, 'POST', '/api/v1/set-up', {
    body: {
      token: tokenOf(program),
      teamName: '纏チーム',
      zone: 'Asia/Tokyo',
      locale: 'ja',
      name: '最初の管理者',
      email: 'First@Example.jp',
      password,
      ...changes,
    },
  });

describe('a fresh program', () => {
  it('has no account, no default credentials, and serves nothing but set-up', async () => {
    const program = await fresh();
    const { rows } = await sql`select 1 from platform.account`.execute(program.ground.databases.owner);
    expect(rows).toEqual([]);
    for (const [email, secret] of [
      ['admin', 'admin'],
      ['admin@example.com', 'password'],
      ['administrator', ''],
      ['root@localhost', 'matoi'],
    ] as const) {
      const { answer } = await signIn(program, { email, password: secret });
      expect([400, 401]).toContain(answer.status);
    }
    const closed = routes.filter((route) => route.permission === 'own' || route.permission === 'signed-in');
    for (const route of closed) {
      const path = route.path.replace(/\{\w+\}/g, '1');
      const answer = await ask(program, route.method, path, route.method === 'GET' ? {} : { body: {} });
      expect([route.id, answer.status, answer.body.code]).toEqual([route.id, 401, 'session.use.required']);
    }
    expect((await ask(program, 'GET', '/api/v1/session')).body).toMatchObject({ needsSetUp: true, me: null });
  });

  it('names no more public routes than sign-in, set-up, sign-up, health, the form, the description of the team and what a secret in the address opens need', () => {
    expect(
      routes
        .filter((route) => route.permission === 'public')
        .map((route) => route.id)
        .sort(),
    ).toEqual([
      'block-lists.read',
      'calendar-feed.read',
      'call-receipts.take',
      'charter-page.show',
      'charter-page.text',
      'duty-feed.read',
      'health.ready',
      'health.show',
      'public-form.privacy',
      'public-form.script',
      'public-form.show',
      'public-form.submit',
      'session.show',
      'session.sign-in',
      'set-up.complete',
      'sign-up.complete',
      'webhooks.receive',
    ]);
  });
});

describe('set-up', () => {
  it('makes the first administrator and the settings, once', async () => {
    const program = await fresh();
    expect(program.setUpLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#[\w-]{43}$/);
    expect((await setUp(program)).body).toEqual({ done: true });
    const { session } = await signIn(program, { email: 'first@example.jp' });
    expect((await session?.get('/api/v1/session'))?.body).toMatchObject({
      teamName: '纏チーム',
      needsSetUp: false,
      me: { roles: ['administrator', 'commander'], email: 'first@example.jp' },
    });
    const again = await setUp(program, { email: 'second@example.jp' });
    expect([again.status, again.body.code]).toEqual([409, 'set-up.complete.already-done']);
    const { rows } = await sql`select 1 from platform.account`.execute(program.ground.databases.owner);
    expect(rows).toHaveLength(1);
  });

  it('lets one of several at once through', async () => {
    const program = await fresh();
    const statuses = (
      await Promise.all([1, 2, 3, 4].map((turn) => setUp(program, { email: `a${turn}@example.jp` })))
    ).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 409, 409, 409]);
    const { rows } = await sql`select 1 from platform.account`.execute(program.ground.databases.owner);
    expect(rows).toHaveLength(1);
    expect(program.problems.map(String)).toEqual([]);
  });

  it('refuses another token, and leaves nothing half done when the zone is unknown', async () => {
    const program = await fresh();
    const wrongToken = await setUp(program, { token: 'A'.repeat(43) });
    expect([wrongToken.status, wrongToken.body.code]).toEqual([403, 'set-up.complete.link-invalid']);
    const wrongZone = await setUp(program, { zone: 'Asia/Atlantis' });
    expect([wrongZone.status, wrongZone.body.code]).toEqual([422, 'set-up.complete.zone-unknown']);
    expect((await setUp(program)).status).toBe(200);
  });

  it('needs a link of the last day', async () => {
    const clock = makeClock();
    const program = await fresh({ clock: clock.now });
    clock.advance(24 * 3_600_000);
    expect((await setUp(program)).body.code).toBe('set-up.complete.link-invalid');
  });

  it('makes the link of an earlier start useless', async () => {
    const first = await fresh();
    const { ground } = first;
    const second = await fresh(
      { ground: async () => ({ ...ground, close: async () => undefined }) },
      { roles: ['web'] },
    );
    expect((await setUp(first)).body.code).toBe('set-up.complete.link-invalid');
    expect((await setUp(second)).status).toBe(200);
    started.reverse();
  });

  it('asks for a password of fifteen characters', async () => {
    const program = await fresh();
    const answer = await setUp(program, { password: 'fourteen chars' });
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.password', code: 'too-small' }]]);
  });

  it('is not needed where the configuration names the administrator, who then gets no link', async () => {
    const program = await fresh({}, { adminEmail: 'ops@example.jp', adminPassword: password });
    expect(program.setUpLink).toBeNull();
    expect((await signIn(program, { email: 'ops@example.jp' })).answer.status).toBe(200);
  });
});
