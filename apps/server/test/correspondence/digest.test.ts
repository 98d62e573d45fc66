import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { makeClock, minutes } from '../support/sessions.ts';
import { startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let soc: Visitor;

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url }, { clock: clock.now });
  soc = await program.machine('soc');
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const reporter = { name: '佐藤 健', address: 'sato@example.co.jp' };
const messages = () =>
  program.ground.databases.owner
    .selectFrom('correspondence.message')
    .select(['id', 'purpose', 'state', 'suppression', 'text', 'title'])
    .orderBy('queued_at')
    .orderBy('id')
    .execute();

async function report(title: string): Promise<string> {
  const made = await soc.call('POST /api/v1/reports', { body: { title, text: 'text', reporter, locale: 'ja' } });
  return made.number;
}

/** The next try of every waiting job comes now instead of at its time; the clock of the program decides then. */
const hurry = () =>
  sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(
    program.ground.databases.owner,
  );

describe('acknowledgements that the brake withheld', () => {
  it('are told of in one mail an hour later, with every number, and not twice', async () => {
    const numbers: string[] = [];
    for (let at = 0; at < 9; at += 1) numbers.push(await report(`報告 ${at}`));
    const all = await until(
      messages,
      (rows) => rows.length === 9 && rows.filter((one) => one.state === 'sent').length === 5,
    );
    const withheld = all.filter(({ suppression }) => suppression === 'sender-limit');
    expect(withheld).toHaveLength(4);

    clock.advance(59 * minutes);
    await hurry();
    await report('もう一つの報告');
    const before = await until(messages, (rows) => rows.length === 10);
    expect(before.filter(({ purpose }) => purpose === 'digest')).toEqual([]);

    clock.advance(2 * minutes);
    const digests = await until(
      async () => {
        await hurry();
        return (await messages()).filter(({ purpose }) => purpose === 'digest');
      },
      (rows) => rows.some(({ state }) => state === 'sent'),
    );
    expect(digests).toHaveLength(1);
    const told = withheld.map(({ title }) => /REP-\d+-\d+/.exec(title)?.[0] ?? '');
    for (const number of told) expect(digests[0]?.text).toContain(number);
    for (const number of numbers.filter((one) => !told.includes(one))) expect(digests[0]?.text).not.toContain(number);
    const mail = sink.mails.find(({ email }) => email.subject?.includes('まとめ') || email.subject?.includes('件）'));
    expect(mail?.from).toBe('');
    expect(mail?.email.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');

    clock.advance(120 * minutes);
    await hurry();
    await until(
      async () =>
        (
          await sql<{ count: number }>`select count(*)::int as count from graphile_worker._private_jobs`.execute(
            program.ground.databases.owner,
          )
        ).rows[0]?.count,
      (count) => count === 0,
    );
    expect((await messages()).filter(({ purpose }) => purpose === 'digest')).toHaveLength(1);
    expect((await messages()).filter(({ suppression }) => suppression === 'sender-limit')).toEqual([]);
    expect(program.problems.map(String)).toEqual([]);
  }, 60_000);
});
