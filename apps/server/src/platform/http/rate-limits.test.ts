import { Refused } from '@matoi/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, browserOf } from '../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram } from '../../../test/support/test-program.ts';
import { makeRateLimits } from './rate-limits.ts';

describe('limits of calls', () => {
  it('count each caller and each class apart', async () => {
    const limits = makeRateLimits();
    for (let call = 0; call < 120; call += 1) await limits.count('sign-in', 'one');
    await expect(limits.count('sign-in', 'one')).rejects.toBeInstanceOf(Refused);
    await limits.count('sign-in', 'other');
    await limits.count('read', 'one');
  });

  it('say after how many seconds to come again', async () => {
    const limits = makeRateLimits();
    const calls = Array.from({ length: 121 }, () => limits.count('sign-in', 'one'));
    const refused = (await Promise.allSettled(calls)).find((one) => one.status === 'rejected');
    const reason: unknown = refused?.status === 'rejected' ? refused.reason : null;
    expect(reason).toMatchObject({ refusal: { code: 'request.rate.exceeded' } });
    const seconds = (reason as Refused).refusal.params.seconds;
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
  });
});

describe('limits over HTTP', () => {
  let program: TestProgram;
  beforeAll(async () => {
    program = await startTestProgram({ trustProxy: true });
  });
  afterAll(() => program.stop());

  const signUp = (address: string) =>
    ask(program, 'POST', '/api/v1/sign-up', { body: {}, headers: { 'x-forwarded-for': address } });

  it('answer 429 with Retry-After and a sentence, before anything is read, and leave others alone', async () => {
    const answers = await Promise.all(Array.from({ length: 125 }, () => signUp('203.0.113.50')));
    expect(answers.filter((answer) => answer.status === 400)).toHaveLength(120);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(5);
    const [one] = refused;
    expect(one?.body.code).toBe('request.rate.exceeded');
    expect(one?.body.params).toEqual({ seconds: Number(one?.headers.get('retry-after')) });
    expect(String(one?.body.title)).toMatch(/Try again in \d+ seconds?\./);
    expect((await signUp('203.0.113.51')).status).toBe(400);
    const session = await browserOf(program, 'reader');
    expect((await session.get('/api/v1/incidents')).status).toBe(200);
  });

  it('count a signed-in caller by account, not by address', async () => {
    const session = await browserOf(program, 'reader');
    const other = await browserOf(program, 'reader');
    const wrong = () => session.post('/api/v1/account/password', {});
    const statuses = (await Promise.all(Array.from({ length: 122 }, wrong))).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect((await other.post('/api/v1/account/password', {})).status).toBe(400);
  });
});
