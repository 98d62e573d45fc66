import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, browserOf, hours, makeAccount, makeClock, minutes, signIn } from '../../../test/support/sessions.ts';
import { password, startTestProgram, type TestProgram } from '../../../test/support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let second: TestProgram;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
  // A second process on the same database: what is counted must hold for both.
  const { ground } = program;
  second = await startTestProgram(
    { roles: ['web'], trustProxy: true },
    { clock: clock.now, ground: async () => ({ ...ground, close: async () => undefined }) },
  );
});
afterAll(async () => {
  await second.stop();
  await program.stop();
});

async function forgetAttempts(): Promise<void> {
  await sql`delete from platform.rate_limit`.execute(program.ground.databases.owner);
}

const account = (state: 'active' | 'disabled' | 'invited' = 'active') =>
  makeAccount(program, { roles: ['handler'] }).then(async (made) => {
    await sql`update platform.account set state = ${state} where id = ${made.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    return made;
  });

const wrong = 'a wrong password of length';

describe('S14 whether an account exists', () => {
  it('is told by no status, body or cookie', async () => {
    const known = await account();
    const disabled = await account('disabled');
    const invited = await account('invited');
    const cases = {
      'wrong password': { email: known.email, password: wrong },
      'unknown account': { email: 'nobody@example.jp', password: wrong },
      'disabled account': { email: disabled.email, password },
      'invited account': { email: invited.email, password },
      'an empty part': { email: ' ', password: wrong },
      'a part of the address': { email: known.email.slice(0, 5), password },
      'a pattern': { email: '%@example.jp', password },
    };
    const seen: Record<string, unknown> = {};
    for (const [name, credentials] of Object.entries(cases)) {
      const { answer } = await signIn(program, credentials);
      const { requestId: _id, ...body } = answer.body;
      seen[name] = { status: answer.status, cookies: answer.headers.getSetCookie(), code: body.code, body };
    }
    const { 'an empty part': empty, ...others } = seen;
    expect(empty).toMatchObject({ status: 400 });
    const first = others['wrong password'];
    expect(first).toMatchObject({ status: 401, code: 'session.sign-in.refused', cookies: [] });
    for (const [name, answer] of Object.entries(others)) expect([name, answer]).toEqual([name, first]);
  });

  it('is told by no class of time', async () => {
    await forgetAttempts();
    const known = await account();
    const time = async (email: string) => {
      const began = performance.now();
      await signIn(program, { email, password: wrong });
      return performance.now() - began;
    };
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let turn = 0; turn < 7; turn += 1) {
      times.known.push(await time(known.email));
      times.unknown.push(await time(`nobody-${turn}@example.jp`));
    }
    const median = (all: number[]) => [...all].sort((a, b) => a - b)[3] ?? 0;
    // Without the decoy an unknown account would answer many times faster; a busy machine changes it by far less.
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.25);
    expect(median(times.unknown) / median(times.known)).toBeLessThan(4);
  });

  it('finds an account in any letter case and with spaces around', async () => {
    await forgetAttempts();
    const { email } = await account();
    expect((await signIn(program, { email: ` ${email.toUpperCase()} ` })).answer.body.state).toBe('signed-in');
  });
});

describe('S12 a password that is none', () => {
  it('opens nothing, whether there is a password to compare it with or not', async () => {
    const known = await account();
    const without = await account();
    await sql`update platform.account set password_hash = null where id = ${without.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    for (const { email } of [known, without])
      for (const tried of ['', ' ', '\u3000', '\t\n', '\0', `${password}\0`, `\0${password}`, `${password} `]) {
        await forgetAttempts();
        const { answer, session } = await signIn(program, { email, password: tried });
        expect([tried, session, answer.headers.getSetCookie()]).toEqual([tried, null, []]);
        expect([400, 401]).toContain(answer.status);
      }
    await forgetAttempts();
    expect((await signIn(program, { email: known.email })).answer.body.state).toBe('signed-in');
    const none = await ask(program, 'POST', '/api/v1/session/sign-in', { body: { email: known.email } });
    expect([none.status, none.headers.getSetCookie()]).toEqual([400, []]);
  });
});

describe('lock-out', () => {
  it('S13 comes after eight wrong passwords, with its time, and holds for the right password too', async () => {
    await forgetAttempts();
    const { email } = await account();
    for (let turn = 1; turn <= 8; turn += 1) {
      const { answer } = await signIn(program, { email, password: wrong });
      expect([turn, answer.status]).toEqual([turn, 401]);
    }
    for (const tried of [wrong, password]) {
      const { answer } = await signIn(program, { email, password: tried });
      expect([answer.status, answer.body.code]).toEqual([429, 'session.sign-in.locked']);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(15 * 60);
      expect(String(answer.body.title)).toMatch(/\d+ minutes?/);
    }
  });

  it('holds in another process on the same database, in any spelling of the address', async () => {
    const { email } = await account();
    for (let turn = 1; turn <= 4; turn += 1) {
      await signIn(program, { email, password: wrong });
      await signIn(second, { email: email.toUpperCase(), password: wrong });
    }
    expect((await signIn(second, { email: ` ${email}` })).answer.status).toBe(429);
    expect((await signIn(program, { email })).answer.status).toBe(429);
  });

  it('also locks addresses without an account, so that it tells nothing', async () => {
    for (let turn = 1; turn <= 8; turn += 1) await signIn(program, { email: 'ghost@example.jp', password: wrong });
    expect((await signIn(program, { email: 'ghost@example.jp', password: wrong })).answer.status).toBe(429);
  });

  it('cannot be outrun by many guesses at once', async () => {
    await forgetAttempts();
    const { email } = await account();
    const guesses = Array.from({ length: 30 }, (_, turn) =>
      signIn(turn % 2 === 0 ? program : second, { email, password: `${wrong} ${turn}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ answer }) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(8);
    expect(statuses.filter((status) => status === 429)).toHaveLength(22);
  });

  it('is per network address too: sixty tries at sixty accounts', async () => {
    await forgetAttempts();
    const spray = Array.from({ length: 66 }, (_, turn) =>
      signIn(program, { email: `spray-${turn}@example.jp`, password: wrong, address: '203.0.113.7' }),
    );
    const statuses = (await Promise.all(spray)).map(({ answer }) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    const { email } = await account();
    expect((await signIn(second, { email, address: '203.0.113.7' })).answer.status).toBe(429);
    expect((await signIn(second, { email, address: '203.0.113.8' })).answer.status).toBe(200);
  });

  it('is lifted by a success, and a success costs the network address nothing', async () => {
    await forgetAttempts();
    const { email } = await account();
    for (let round = 0; round < 3; round += 1) {
      for (let turn = 1; turn <= 7; turn += 1) await signIn(program, { email, password: wrong });
      expect((await signIn(program, { email })).answer.status).toBe(200);
    }
    await forgetAttempts();
    for (let turn = 0; turn < 70; turn += 1) {
      const { answer } = await signIn(program, { email, address: '203.0.113.9' });
      expect([turn, answer.status]).toEqual([turn, 200]);
    }
  }, 60_000);

  it('counts guesses of the password in step-up and in the change of the password as well', async () => {
    await forgetAttempts();
    const session = await browserOf(program, 'handler');
    for (let turn = 1; turn <= 4; turn += 1) {
      expect((await session.post('/api/v1/session/step-up', { password: wrong })).status).toBe(401);
      const change = await session.post('/api/v1/account/password', { current: wrong, next: `${password} new` });
      expect([change.status, change.body.code]).toEqual([422, 'account.change-password.current-wrong']);
    }
    expect((await session.post('/api/v1/session/step-up', { password })).status).toBe(429);
    expect((await signIn(program, { email: session.email })).answer.status).toBe(429);
  });
});

describe('the session cookie', () => {
  it('cannot be read by scripts, goes to no other site, and has no value that the database knows', async () => {
    await forgetAttempts();
    const { email, id } = await account();
    const { answer } = await signIn(program, { email });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^matoi=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const secret = /^matoi=([\w-]+)/.exec(cookie ?? '')?.[1] ?? '';
    const { rows } = await sql<{ row: string }>`select session::text as row from platform.session
      where account_id = ${id}::uuid`.execute(program.ground.databases.owner);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(secret);
    expect(rows[0]?.row).not.toContain(Buffer.from(secret).toString('hex'));
    expect(rows[0]?.row).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
  });

  it('is bound to HTTPS and the host where Matoi is reached over HTTPS', async () => {
    const { ground } = program;
    const secure = await startTestProgram(
      { publicUrl: 'https://matoi.example.jp', roles: ['web'] },
      { ground: async () => ({ ...ground, close: async () => undefined }) },
    );
    try {
      const { email } = await account();
      const answer = await ask(secure, 'POST', '/api/v1/session/sign-in', { body: { email, password } });
      expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-matoi=[\w-]{43};.*; Secure; SameSite=Strict$/);
    } finally {
      await secure.stop();
    }
  });

  it('is new at each sign-in: one that somebody planted is never taken over', async () => {
    const { email } = await account();
    const planted = `matoi=${'A'.repeat(43)}`;
    const answer = await ask(program, 'POST', '/api/v1/session/sign-in', {
      body: { email, password },
      headers: { cookie: planted },
    });
    expect(answer.headers.getSetCookie()[0]).not.toContain('A'.repeat(43));
    const shown = await ask(program, 'GET', '/api/v1/session', { headers: { cookie: planted } });
    expect(shown.body.me).toBeNull();
  });

  it.each(['matoi=', 'matoi=x', `matoi=${'a'.repeat(5_000)}`, 'matoi="a;b"', 'matoi=%00', '__proto__=x; matoi=y'])(
    'means nobody when it is %.30s',
    async (cookie) => {
      const shown = await ask(program, 'GET', '/api/v1/session', { headers: { cookie } });
      expect([shown.status, shown.body.me, shown.body.csrfToken]).toEqual([200, null, null]);
      expect((await ask(program, 'GET', '/api/v1/incidents', { headers: { cookie } })).status).toBe(401);
    },
  );
});

describe('the life of a session', () => {
  it('ends after twelve hours of silence and not before', async () => {
    const session = await browserOf(program, 'reader');
    clock.advance(12 * hours - minutes);
    expect((await session.get('/api/v1/incidents')).status).toBe(200);
    clock.advance(12 * hours - minutes);
    expect((await session.get('/api/v1/incidents')).status).toBe(200);
    clock.advance(12 * hours);
    expect((await session.get('/api/v1/incidents')).status).toBe(401);
  });

  it('ends after seven days however busy it is', async () => {
    const session = await browserOf(program, 'reader');
    for (let day = 0; day < 14; day += 1) {
      expect([day, (await session.get('/api/v1/incidents')).status]).toEqual([day, 200]);
      clock.advance(12 * hours - 1);
    }
    clock.advance(15);
    expect((await session.get('/api/v1/incidents')).status).toBe(401);
  });

  it('is listed for its owner alone and ends one by one', async () => {
    const { email } = await account();
    const stranger = await browserOf(program, 'administrator');
    const first = (await signIn(program, { email })).session;
    const other = (await signIn(second, { email })).session;
    const list = (await first?.get('/api/v1/account/sessions'))?.body.items as { id: string; isCurrent: boolean }[];
    expect(list.map((one) => one.isCurrent).sort()).toEqual([false, true]);
    const foreign = list.find((one) => !one.isCurrent)?.id ?? '';
    const byStranger = await stranger.post(`/api/v1/account/sessions/${foreign}/revoke`);
    expect([byStranger.status, byStranger.body.code]).toEqual([404, 'record.find.not-found']);
    expect((await first?.post(`/api/v1/account/sessions/${foreign}/revoke`))?.status).toBe(200);
    expect((await other?.get('/api/v1/incidents'))?.status).toBe(401);
    expect((await first?.get('/api/v1/incidents'))?.status).toBe(200);
    expect((await first?.post(`/api/v1/account/sessions/${foreign}/revoke`))?.status).toBe(404);
  });

  it('ends with sign-out in every process at once, and the cookie is taken back', async () => {
    const session = await browserOf(program, 'reader');
    const answer = await session.post('/api/v1/session/sign-out');
    expect(answer.headers.getSetCookie()[0]).toMatch(/^matoi=; .*Expires=Thu, 01 Jan 1970/);
    for (const one of [program, second])
      expect((await ask(one, 'GET', '/api/v1/incidents', { headers: session.headers })).status).toBe(401);
  });

  it('ends for all others when the password changes, and the old password is worth nothing', async () => {
    const { email } = await account();
    const kept = (await signIn(program, { email })).session;
    const ended = (await signIn(program, { email })).session;
    const next = 'another long enough password';
    expect((await kept?.post('/api/v1/account/password', { current: password, next }))?.status).toBe(200);
    expect((await kept?.get('/api/v1/incidents'))?.status).toBe(200);
    expect((await ended?.get('/api/v1/incidents'))?.status).toBe(401);
    expect((await signIn(program, { email })).answer.status).toBe(401);
    expect((await signIn(program, { email, password: next })).answer.status).toBe(200);
  });
});

describe('step-up', () => {
  it('lasts ten minutes from sign-in and from each proof, to the millisecond', async () => {
    const session = await browserOf(program, 'administrator');
    const invite = () =>
      session.post('/api/v1/accounts', { name: 'n', email: `${crypto.randomUUID()}@example.jp`, roles: ['reader'] });
    clock.advance(10 * minutes);
    expect((await invite()).status).toBe(201);
    clock.advance(1);
    const late = await invite();
    expect([late.status, late.body.code]).toEqual([403, 'session.use.step-up-required']);
    const proved = await session.post('/api/v1/session/step-up', { password });
    expect(proved.body.steppedUpUntil).toBe(new Date(clock.now().getTime() + 10 * minutes).toISOString());
    clock.advance(10 * minutes);
    expect((await invite()).status).toBe(201);
    clock.advance(1);
    expect((await invite()).status).toBe(403);
  });

  it('is of one session, not of the account', async () => {
    const { email } = await makeAccount(program, { roles: ['administrator'] });
    const stale = (await signIn(program, { email })).session;
    clock.advance(11 * minutes);
    await signIn(program, { email });
    const answer = await stale?.post('/api/v1/tokens', { name: 't', role: 'soc' });
    expect(answer?.body.code).toBe('session.use.step-up-required');
  });
});

describe('the audit log', () => {
  it('has every sign-in, refusal and step-up, and nothing that was typed', async () => {
    await forgetAttempts();
    clock.advance(1);
    const session = await browserOf(program, 'auditor');
    const typed = 'typed-by-mistake-into-the-address';
    await signIn(program, { email: `${typed}@example.jp`, password: 'typed-secret-of-somebody' });
    await signIn(program, { email: session.email, password: 'typed-secret-of-somebody' });
    await session.post('/api/v1/session/step-up', { password: 'typed-secret-of-somebody' });
    const { rows } = await sql<{ action: string; detail: { accountId?: string | null; act?: string } }>`
      select entry.action, detail.detail from platform.audit_entry entry
      join platform.audit_detail detail on detail.entry_id = entry.id
      where entry.action like 'session.%' and entry.at = ${clock.now()}`.execute(program.ground.databases.owner);
    expect(rows.map((row) => [row.action, row.detail.act, row.detail.accountId])).toHaveLength(4);
    expect(rows.map((row) => [row.action, row.detail.act, row.detail.accountId])).toEqual(
      expect.arrayContaining([
        ['session.sign-in', undefined, undefined],
        ['session.refuse', 'sign-in', null],
        ['session.refuse', 'sign-in', session.id],
        ['session.refuse', 'step-up', session.id],
      ]),
    );
    const all = await sql<{ row: string }>`select detail::text as row from platform.audit_detail`.execute(
      program.ground.databases.owner,
    );
    const text = all.rows.map((one) => one.row).join();
    expect(text).not.toContain('typed-');
    expect(text).not.toContain(password);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect([...program.problems, ...second.problems].map(String)).toEqual([]);
  });
});
