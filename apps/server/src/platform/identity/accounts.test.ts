import { roles } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf, makeAccount, makeClock, signIn } from '../../../test/support/sessions.ts';
import { password, startTestProgram, type TestProgram, until } from '../../../test/support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let admin: BrowserSession & { readonly id: string };

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
  admin = await browserOf(program, 'administrator');
});
afterAll(() => program.stop());

let count = 0;
const newAddress = () => {
  count += 1;
  return `new-${count}@example.jp`;
};

async function invite(): Promise<{ readonly id: string; readonly email: string; readonly token: string }> {
  const email = newAddress();
  const answer = await admin.post('/api/v1/accounts', { name: 'New', email, roles: ['handler'] });
  const { id } = answer.body.account as { id: string };
  return { id, email, token: String(answer.body.signUpLink).split('#')[1] ?? '' };
}

const signUp = (token: string, chosen = password) =>
  ask(program, 'POST', '/api/v1/sign-up', {
    body: { token, name: 'Newcomer', locale: 'ja', password: chosen },
    headers: { 'x-forwarded-for': `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}` },
  });

describe('sign-up links', () => {
  it('work once', async () => {
    const { email, token } = await invite();
    expect((await signIn(program, { email })).answer.status).toBe(401);
    expect((await signUp(token)).status).toBe(200);
    expect((await signIn(program, { email })).answer.status).toBe(200);
    const again = await signUp(token, 'the password of somebody else');
    expect([again.status, again.body.code]).toEqual([403, 'sign-up.complete.link-invalid']);
    expect((await signIn(program, { email })).answer.status).toBe(200);
  });

  it('work for one of two who use it at once', async () => {
    const { token } = await invite();
    const statuses = (await Promise.all([signUp(token), signUp(token), signUp(token)])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 403, 403]);
  });

  it('end after three days, and when a new one is made', async () => {
    const late = await invite();
    const replaced = await invite();
    const renewed = await admin.post(`/api/v1/accounts/${replaced.id}/link`);
    expect((await signUp(replaced.token)).status).toBe(403);
    expect((await signUp(String(renewed.body.signUpLink).split('#')[1] ?? '')).status).toBe(200);
    clock.advance(3 * 24 * 3_600_000);
    expect((await signUp(late.token)).status).toBe(403);
    admin = await browserOf(program, 'administrator');
  });

  it('do not open what has been disabled since', async () => {
    const { id, email, token } = await invite();
    expect((await admin.post(`/api/v1/accounts/${id}/disable`)).status).toBe(200);
    expect((await signUp(token)).body.code).toBe('sign-up.complete.link-invalid');
    expect((await signIn(program, { email })).answer.status).toBe(401);
  });

  it('are not in the database, the audit log or a list', async () => {
    const { token } = await invite();
    const { rows } = await sql<{ row: string }>`
      select link::text as row from platform.account_link link union all
      select detail::text from platform.audit_detail detail`.execute(program.ground.databases.owner);
    expect(rows.map((one) => one.row).join()).not.toContain(token);
    expect(JSON.stringify((await admin.get('/api/v1/accounts')).body)).not.toContain(token);
  });

  it('lead to the declared address, whatever host the request names', async () => {
    const answer = await ask(program, 'POST', '/api/v1/accounts', {
      body: { name: 'New', email: newAddress(), roles: ['reader'] },
      headers: { ...admin.headers, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    expect(String(answer.body.signUpLink)).toMatch(/^http:\/\/127\.0\.0\.1:0\/sign-up#[\w-]{43}$/);
  });

  it('of a set-up open no account, and the other way round', async () => {
    const { token } = await invite();
    const answer = await ask(program, 'POST', '/api/v1/set-up', {
      body: {
        token,
        teamName: 'T',
        zone: 'Asia/Tokyo',
        locale: 'ja',
        name: 'N',
        email: newAddress(),
        password,
      },
    });
    expect(answer.status).toBe(409);
    expect((await signUp(token)).status).toBe(200);
  });
});

describe('accounts', () => {
  it('are one for each address in any letter case', async () => {
    const { email } = await invite();
    const answer = await admin.post('/api/v1/accounts', { name: 'x', email: email.toUpperCase(), roles: ['reader'] });
    expect([answer.status, answer.body.code]).toEqual([409, 'accounts.invite.address-taken']);
  });

  it('are one even when two are invited at once', async () => {
    const email = newAddress();
    const both = await Promise.all(
      [1, 2, 3].map(() => admin.post('/api/v1/accounts', { name: 'x', email, roles: ['reader'] })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  it('lose their sessions and their way in when they are disabled', async () => {
    const session = await browserOf(program, 'handler');
    expect((await admin.post(`/api/v1/accounts/${session.id}/disable`)).status).toBe(200);
    expect((await session.get('/api/v1/incidents')).status).toBe(401);
    expect((await signIn(program, { email: session.email })).answer.status).toBe(401);
  });

  it('are of no use to an open session once they are not active, however that came', async () => {
    for (const state of ['disabled', 'invited']) {
      const session = await browserOf(program, 'handler');
      await sql`update platform.account set state = ${state} where id = ${session.id}::uuid`.execute(
        program.ground.databases.owner,
      );
      expect([state, (await session.get('/api/v1/incidents')).status]).toEqual([state, 401]);
    }
  });

  it('cannot be disabled by themselves', async () => {
    const answer = await admin.post(`/api/v1/accounts/${admin.id}/disable`);
    expect([answer.status, answer.body.code]).toEqual([409, 'accounts.disable.self']);
  });

  it('may do at once what their new roles say, and no longer what the old ones said', async () => {
    const session = await browserOf(program, 'reader');
    expect((await session.post('/api/v1/incidents', { title: 'x' })).status).toBe(403);
    await admin.post(`/api/v1/accounts/${session.id}/roles`, { roles: ['handler'] });
    expect((await session.post('/api/v1/incidents', { title: 'x' })).status).toBe(201);
    await admin.post(`/api/v1/accounts/${session.id}/roles`, { roles: ['soc'] });
    expect((await session.post('/api/v1/incidents', { title: 'x' })).status).toBe(403);
    expect((await session.get('/api/v1/incidents')).status).toBe(403);
  });

  it('never show a hash or a secret', async () => {
    const { body } = await admin.get('/api/v1/accounts');
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash|secret/i);
    expect(Object.keys((body.items as object[])[0] ?? {}).sort()).toEqual(
      ['id', 'name', 'email', 'roles', 'state', 'hasTotp', 'isBreakGlass', 'lastSignInAt'].sort(),
    );
  });
});

describe('the last administrator', () => {
  it('keeps the role, and stays when two remove each other at once', async () => {
    const lonely = await startTestProgram({ trustProxy: true });
    try {
      const first = await browserOf(lonely, 'administrator', 'commander');
      const alone = await first.post(`/api/v1/accounts/${first.id}/roles`, { roles: ['commander'] });
      expect([alone.status, alone.body.code]).toEqual([409, 'accounts.change-roles.last-administrator']);
      for (let round = 0; round < 3; round += 1) {
        const second = await browserOf(lonely, 'administrator');
        const answers = await Promise.all([
          first.post(`/api/v1/accounts/${second.id}/roles`, { roles: ['reader'] }),
          second.post(`/api/v1/accounts/${first.id}/roles`, { roles: ['reader'] }),
        ]);
        const statuses = answers.map((answer) => answer.status);
        expect(statuses.filter((status) => status === 200)).toHaveLength(1);
        expect(statuses.filter((status) => status >= 500)).toEqual([]);
        const { rows } = await sql<{ id: string }>`select id from platform.account
          where state = 'active' and 'administrator' = any (roles)`.execute(lonely.ground.databases.owner);
        expect(rows).toHaveLength(1);
        if (rows[0]?.id !== first.id)
          await second.post(`/api/v1/accounts/${first.id}/roles`, { roles: ['administrator', 'commander'] });
        await sql`update platform.account set roles = '{reader}' where id = ${second.id}::uuid`.execute(
          lonely.ground.databases.owner,
        );
      }
      expect(lonely.problems.map(String)).toEqual([]);
    } finally {
      await lonely.stop();
    }
  });

  it('cannot send themselves out by a renewed link', async () => {
    const lonely = await startTestProgram({ trustProxy: true });
    try {
      const only = await browserOf(lonely, 'administrator');
      const answer = await only.post(`/api/v1/accounts/${only.id}/link`);
      expect(answer.status).toBe(409);
      expect((await only.get('/api/v1/accounts')).status).toBe(200);
    } finally {
      await lonely.stop();
    }
  });
});

describe('compartments', () => {
  it('never lose their last member, also not by two at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const first = await browserOf(program, 'commander');
      const second = await browserOf(program, 'commander');
      const made = await first.post('/api/v1/compartments', { name: `raced ${round}`, memberIds: [second.id] });
      const path = `/api/v1/compartments/${made.body.id}/members/withdraw`;
      const answers = await Promise.all([
        first.post(path, { accountId: second.id }),
        second.post(path, { accountId: first.id }),
      ]);
      expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
      const { rows } = await sql`select 1 from platform.compartment_member
        where compartment_id = ${Number(made.body.id)}`.execute(program.ground.databases.owner);
      expect(rows.length).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('the break-glass account', () => {
  it('raises an alarm with administrators, commanders and auditors at each use, and stands in the audit log', async () => {
    const emergency = await makeAccount(program, { roles: ['administrator', 'commander'], isBreakGlass: true });
    const people = await Promise.all(roles.map((role) => browserOf(program, role)));
    const { session } = await signIn(program, { email: emergency.email });
    const alarms = async (one: BrowserSession) =>
      ((await one.get('/api/v1/notifications')).body.items as { kind: string }[]).filter(
        (item) => item.kind === 'break-glass.used',
      ).length;
    const commander = people[roles.indexOf('commander')];
    if (commander === undefined) throw new Error('no commander');
    await until(
      () => alarms(commander),
      (seen) => seen === 1,
    );
    const told = await Promise.all(people.map(alarms));
    expect(Object.fromEntries(roles.map((role, at) => [role, told[at]]))).toEqual({
      administrator: 1,
      commander: 1,
      handler: 0,
      reader: 0,
      auditor: 1,
      soc: 0,
    });
    expect(await alarms(session as BrowserSession)).toBe(0);
    const { rows } = await sql<{ detail: object }>`select detail.detail from platform.audit_entry entry
      join platform.audit_detail detail on detail.entry_id = entry.id
      where entry.action = 'session.sign-in' and entry.actor_id = ${emergency.id}`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]?.detail).toMatchObject({ breakGlass: true });
    await signIn(program, { email: emergency.email });
    await until(
      () => alarms(commander),
      (seen) => seen === 2,
    );
  });

  it('raises no alarm for a wrong password', async () => {
    const emergency = await makeAccount(program, { roles: ['administrator'], isBreakGlass: true });
    await signIn(program, { email: emergency.email, password: 'wrong wrong wrong' });
    const { rows } = await sql`select 1 from platform.fact where kind = 'break-glass.used'
      and payload ->> 'accountId' = ${emergency.id}`.execute(program.ground.databases.owner);
    expect(rows).toEqual([]);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
