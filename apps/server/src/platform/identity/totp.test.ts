import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BrowserSession,
  codeAt,
  makeAccount,
  makeClock,
  minutes,
  signIn,
} from '../../../test/support/sessions.ts';
import { password, startTestProgram, type TestProgram } from '../../../test/support/test-program.ts';

const clock = makeClock();
const seconds = 1_000;
let program: TestProgram;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
});
beforeEach(async () => {
  await sql`delete from platform.rate_limit`.execute(program.ground.databases.owner);
  // Each test begins in the middle of a time step of its own.
  clock.advance(10 * minutes - (clock.now().getTime() % (30 * seconds)) + 15 * seconds);
});
afterAll(() => program.stop());

type Enrolled = {
  readonly id: string;
  readonly email: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly session: BrowserSession;
};

/** An account with TOTP switched on; the time step after the one that confirmed it has begun. */
async function enrol(): Promise<Enrolled> {
  const account = await makeAccount(program, { roles: ['administrator'] });
  const { session } = await signIn(program, { email: account.email });
  if (session === null) throw new Error('could not sign in');
  const begun = await session.post('/api/v1/account/totp');
  const secret = String(begun.body.secret);
  const confirmed = await session.post('/api/v1/account/totp/confirm', { code: await codeAt(secret, clock.now()) });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  clock.advance(60 * seconds);
  return { ...account, secret, recoveryCodes: confirmed.body.recoveryCodes as string[], session };
}

const now = (secret: string, offset = 0) => codeAt(secret, new Date(clock.now().getTime() + offset));

describe('switching TOTP on', () => {
  it('counts only after a right code, and says what an authenticator needs', async () => {
    const account = await makeAccount(program, { roles: ['reader'] });
    const { session } = await signIn(program, { email: account.email });
    const begun = await session?.post('/api/v1/account/totp');
    expect(begun?.body.uri).toMatch(/^otpauth:\/\/totp\/Matoi[:%]/);
    expect((await signIn(program, { email: account.email })).answer.body.state).toBe('signed-in');
    const wrong = await session?.post('/api/v1/account/totp/confirm', { code: '000000' });
    expect([wrong?.status, wrong?.body.code]).toEqual([422, 'account.confirm-totp.code-wrong']);
    const right = await session?.post('/api/v1/account/totp/confirm', {
      code: await now(String(begun?.body.secret)),
    });
    expect(right?.body.recoveryCodes).toHaveLength(10);
    expect(new Set(right?.body.recoveryCodes as string[]).size).toBe(10);
    expect((await signIn(program, { email: account.email })).answer.body.state).toBe('code-required');
  });

  it('is refused when it was not begun', async () => {
    const account = await makeAccount(program, { roles: ['reader'] });
    const { session } = await signIn(program, { email: account.email });
    const answer = await session?.post('/api/v1/account/totp/confirm', { code: '123456' });
    expect([answer?.status, answer?.body.code]).toEqual([409, 'account.confirm-totp.not-begun']);
  });

  it('locks after eight wrong codes', async () => {
    const account = await makeAccount(program, { roles: ['reader'] });
    const { session } = await signIn(program, { email: account.email });
    const begun = await session?.post('/api/v1/account/totp');
    for (let turn = 0; turn < 8; turn += 1) await session?.post('/api/v1/account/totp/confirm', { code: '000000' });
    const answer = await session?.post('/api/v1/account/totp/confirm', { code: await now(String(begun?.body.secret)) });
    expect([answer?.status, answer?.body.code]).toEqual([429, 'session.sign-in.locked']);
  });

  it('keeps neither the secret nor a recovery code readable in the database', async () => {
    const { id, secret, recoveryCodes } = await enrol();
    const { rows } = await sql<{ row: string }>`
      select account::text as row from platform.account where id = ${id}::uuid
      union all select code::text from platform.recovery_code code where account_id = ${id}::uuid
      union all select detail::text from platform.audit_detail detail
      union all select body::text from platform.kept_answer`.execute(program.ground.databases.owner);
    const all = rows.map((one) => one.row).join('\n');
    for (const text of [secret, ...recoveryCodes]) {
      expect(all).not.toContain(text);
      expect(all).not.toContain(Buffer.from(text).toString('hex'));
      expect(all).not.toContain(Buffer.from(text.replace('-', '')).toString('hex'));
    }
  });
});

describe('signing in with a code', () => {
  it('needs the code, and a wrong password is not told from a wrong code', async () => {
    const { email, secret } = await enrol();
    expect((await signIn(program, { email })).answer.body).toEqual({ state: 'code-required' });
    const wrongCode = await signIn(program, { email, code: '000000' });
    const wrongPassword = await signIn(program, { email, password: 'x', code: await now(secret) });
    expect([wrongCode.answer.status, wrongCode.answer.body.code]).toEqual([401, 'session.sign-in.refused']);
    expect([wrongPassword.answer.status, wrongPassword.answer.body.code]).toEqual([401, 'session.sign-in.refused']);
    expect((await signIn(program, { email, code: await now(secret) })).answer.body.state).toBe('signed-in');
  });

  it('notes a wrong code in the audit log: whoever typed it knew the password', async () => {
    const { id, email } = await enrol();
    await signIn(program, { email, code: '000000' });
    await signIn(program, { email, code: 'abcde-fghij' });
    const { rows } = await sql`select 1 from platform.audit_entry entry
      join platform.audit_detail detail on detail.entry_id = entry.id
      where action = 'session.refuse' and detail.detail ->> 'accountId' = ${id}`.execute(
      program.ground.databases.owner,
    );
    expect(rows).toHaveLength(2);
  });

  it('takes a code one step early or late, typed with a space, and none further away', async () => {
    for (const [offset, state] of [
      [-60 * seconds, undefined],
      [-30 * seconds, 'signed-in'],
      [30 * seconds, 'signed-in'],
      [60 * seconds, undefined],
    ] as const) {
      const { email, secret } = await enrol();
      const code = (await now(secret, offset)).replace(/^(...)/, '$1 ');
      const { answer } = await signIn(program, { email, code });
      expect([offset, answer.body.state]).toEqual([offset, state]);
    }
  });

  it('takes a code once, in sign-in, in step-up, and both at once', async () => {
    const { email, secret, session } = await enrol();
    const code = await now(secret);
    expect((await signIn(program, { email, code })).answer.body.state).toBe('signed-in');
    expect((await signIn(program, { email, code })).answer.status).toBe(401);
    expect((await session.post('/api/v1/session/step-up', { password, code })).status).toBe(401);
    clock.advance(30 * seconds);
    const next = await now(secret);
    expect((await session.post('/api/v1/session/step-up', { password, code: next })).status).toBe(200);
    expect((await signIn(program, { email, code: next })).answer.status).toBe(401);
    clock.advance(30 * seconds);
    const raced = await now(secret);
    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(program, { email, code: raced })));
    expect(answers.filter(({ answer }) => answer.body.state === 'signed-in')).toHaveLength(1);
  });

  it('does not go back to an earlier code after a later one was used', async () => {
    const { email, secret } = await enrol();
    expect((await signIn(program, { email, code: await now(secret, 30 * seconds) })).answer.status).toBe(200);
    expect((await signIn(program, { email, code: await now(secret) })).answer.status).toBe(401);
  });

  it('does not take the code that switched TOTP on', async () => {
    const account = await makeAccount(program, { roles: ['reader'] });
    const { session } = await signIn(program, { email: account.email });
    const secret = String((await session?.post('/api/v1/account/totp'))?.body.secret);
    const code = await now(secret);
    await session?.post('/api/v1/account/totp/confirm', { code });
    expect((await signIn(program, { email: account.email, code })).answer.status).toBe(401);
  });

  it('S13 locks after eight wrong codes although the password is right each time', async () => {
    const { email, secret } = await enrol();
    for (let turn = 0; turn < 8; turn += 1) {
      const { answer } = await signIn(program, { email, code: String(100_000 + turn) });
      expect([turn, answer.status]).toEqual([turn, 401]);
    }
    expect((await signIn(program, { email, code: await now(secret) })).answer.status).toBe(429);
  });

  it('is not unlocked by asking without a code', async () => {
    const { email } = await enrol();
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      statuses.push((await signIn(program, turn % 2 === 0 ? { email } : { email, code: '000000' })).answer.status);
    }
    expect(statuses.slice(8)).toEqual([429, 429, 429, 429]);
  });
});

describe('recovery codes', () => {
  it('work once each, in any letter case and spacing, and are counted', async () => {
    const { email, recoveryCodes } = await enrol();
    const [first = ''] = recoveryCodes;
    const used = await signIn(program, { email, code: ` ${first.toUpperCase().replace('-', ' ')} ` });
    expect(used.answer.body.state).toBe('signed-in');
    const me = (await used.session?.get('/api/v1/session'))?.body.me as { recoveryCodesLeft: number };
    expect(me.recoveryCodesLeft).toBe(9);
    expect((await signIn(program, { email, code: first })).answer.status).toBe(401);
  });

  it('open one session when many use the same one at once', async () => {
    const { email, recoveryCodes } = await enrol();
    const [code = ''] = recoveryCodes;
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(program, { email, code })));
    expect(answers.filter(({ answer }) => answer.body.state === 'signed-in')).toHaveLength(1);
    expect(answers.filter(({ answer }) => answer.status === 401)).toHaveLength(5);
  });

  it('of one account do not open another', async () => {
    const mine = await enrol();
    const other = await enrol();
    expect((await signIn(program, { email: other.email, code: mine.recoveryCodes[0] ?? '' })).answer.status).toBe(401);
  });
});

describe('step-up with TOTP', () => {
  it('needs password and code', async () => {
    const { session, secret } = await enrol();
    clock.advance(11 * minutes);
    expect((await session.post('/api/v1/session/step-up', { password })).status).toBe(401);
    expect((await session.post('/api/v1/session/step-up', { password: 'x', code: await now(secret) })).status).toBe(
      401,
    );
    expect((await session.post('/api/v1/session/step-up', { password, code: await now(secret) })).status).toBe(200);
  });
});

describe('switching TOTP off', () => {
  it('needs step-up and takes the recovery codes along', async () => {
    const { session, email, secret, recoveryCodes } = await enrol();
    clock.advance(11 * minutes);
    expect((await session.post('/api/v1/account/totp/remove')).body.code).toBe('session.use.step-up-required');
    await session.post('/api/v1/session/step-up', { password, code: await now(secret) });
    expect((await session.post('/api/v1/account/totp/remove')).status).toBe(200);
    const { session: again } = await signIn(program, { email });
    const me = (await again?.get('/api/v1/session'))?.body.me as { hasTotp: boolean; recoveryCodesLeft: number };
    expect(me).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
    expect(recoveryCodes).toHaveLength(10);
  });

  it('S13 takes a second person: neither oneself, nor whoever has only the mail, nor a lower role', async () => {
    const lost = await enrol();
    // Ten minutes after the sign-in a session needs both factors again, and whoever has lost one has only the password.
    clock.advance(11 * minutes);
    const alone = [
      await lost.session.post('/api/v1/session/step-up', { password }),
      await lost.session.post('/api/v1/account/totp/remove'),
      await lost.session.post(`/api/v1/accounts/${lost.id}/link`),
    ];
    expect(alone.map(({ status }) => status)).toEqual([401, 403, 403]);
    for (const role of ['reader', 'handler', 'commander', 'auditor'] as const) {
      const other = await makeAccount(program, { roles: [role] });
      const { session } = await signIn(program, { email: other.email });
      const answer = await session?.post(`/api/v1/accounts/${lost.id}/link`);
      expect([role, answer?.status]).toEqual([role, 403]);
    }
    const codes = await signIn(program, { email: lost.email });
    expect(codes.session).toBeNull();
    expect((await signIn(program, { email: lost.email, code: await now(lost.secret) })).session).not.toBeNull();
  });

  it('is done for somebody else by a renewed link, which ends their sessions too', async () => {
    const lost = await enrol();
    const admin = await makeAccount(program, { roles: ['administrator'] });
    const { session } = await signIn(program, { email: admin.email });
    const renewed = await session?.post(`/api/v1/accounts/${lost.id}/link`);
    expect(renewed?.status).toBe(200);
    expect((await lost.session.get('/api/v1/incidents')).status).toBe(401);
    expect((await signIn(program, { email: lost.email, code: await now(lost.secret) })).answer.status).toBe(401);
    expect((await signIn(program, { email: lost.email, code: lost.recoveryCodes[0] ?? '' })).answer.status).toBe(401);
    expect(renewed?.body.account).toMatchObject({ hasTotp: false });
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
