import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, browserOf, signIn } from '../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram } from '../../../test/support/test-program.ts';
import { checkPassword, hashPassword, isSame } from './index.ts';
import { makeRecoveryCodes } from './secrets.ts';

describe('passwords', () => {
  it('are kept as Argon2id with the parameters that OWASP asks for, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('a long enough password'),
      hashPassword('a long enough password'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('are the same in every way of composing their characters', async () => {
    const stored = await hashPassword('パスワードの長さは十五字以上です');
    expect(await checkPassword(stored, 'パスワードの長さは十五字以上です'.normalize('NFD'))).toBe(true);
    expect(await checkPassword(stored, 'パスワードの長さは十五字以上でず')).toBe(false);
  });

  it('cost the same work to refuse whether there is an account or not', async () => {
    const stored = await hashPassword('a long enough password');
    const time = async (hash: string | null) => {
      const began = performance.now();
      await checkPassword(hash, 'wrong');
      return performance.now() - began;
    };
    const times: { readonly known: number[]; readonly unknown: number[] } = { known: [], unknown: [] };
    await time(null);
    for (let turn = 0; turn < 9; turn += 1) {
      times.known.push(await time(stored));
      times.unknown.push(await time(null));
    }
    const median = (all: readonly number[]) => [...all].sort((left, right) => left - right)[4] ?? 0;
    // Without the work it would be a thousandth; a busy machine changes it by far less than this.
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.1);
  });

  it('are never right without a stored hash', async () => {
    for (const typed of ['', 'a password that nobody has', '\u0000', 'null'])
      expect([typed, await checkPassword(null, typed)]).toEqual([typed, false]);
  });
});

describe('secrets', () => {
  it('are compared whole', () => {
    expect(isSame('abc', 'abc')).toBe(true);
    for (const other of ['abd', 'ab', 'abcd', '', 'ABC']) expect([other, isSame('abc', other)]).toEqual([other, false]);
  });

  it('for recovery have fifty bits each and no letters that look alike', () => {
    const codes = makeRecoveryCodes((count) => Uint8Array.from({ length: count }, (_, at) => at * 37));
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^[a-hj-km-np-z02-9]{5}-[a-hj-km-np-z02-9]{5}$/);
  });
});

describe('one’s own account', () => {
  let program: TestProgram;
  beforeAll(async () => {
    program = await startTestProgram({ trustProxy: true });
  });
  afterAll(() => program.stop());

  it('is changed field by field, and shown in the session', async () => {
    const session = await browserOf(program, 'reader');
    const change = (body: object) => ask(program, 'PATCH', '/api/v1/account', { body, headers: session.headers });
    expect((await change({ theme: 'dark' })).body).toMatchObject({ theme: 'dark', locale: 'ja' });
    expect((await change({ locale: 'en' })).body).toMatchObject({ theme: 'dark', locale: 'en' });
    expect((await change({ name: ' 新しい名前 ' })).body).toMatchObject({ name: '新しい名前' });
    expect((await change({})).status).toBe(200);
    expect((await session.get('/api/v1/session')).body.me).toMatchObject({
      name: '新しい名前',
      theme: 'dark',
      locale: 'en',
      roles: ['reader'],
    });
  });

  it('takes a new password of fifteen to 256 characters and no shorter one', async () => {
    const session = await browserOf(program, 'reader');
    const current = 'a long enough password';
    for (const next of ['fourteen chars', 'a'.repeat(257)])
      expect((await session.post('/api/v1/account/password', { current, next })).status).toBe(400);
    const next = '長いパスワード'.repeat(30);
    expect((await session.post('/api/v1/account/password', { current, next })).status).toBe(200);
    expect((await signIn(program, { email: session.email, password: next })).answer.status).toBe(200);
  });
});
