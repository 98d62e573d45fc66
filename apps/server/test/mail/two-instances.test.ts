import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { sendMail } from '../support/send-mail.ts';
import { freePort, startTestProgram, type TestProgram, until } from '../support/test-program.ts';
import { startGateway } from './gateway.ts';

const programs: TestProgram[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const program of programs.splice(0)) await program.stop();
  for (const stop of stops.splice(0)) await stop();
});

/** Two installations, each of which hands its mail to the other's receiver, directly or over a gateway. */
async function twoInstances(between: (port: number) => Promise<number>): Promise<readonly [TestProgram, TestProgram]> {
  const [first, second] = [await freePort(), await freePort()];
  const relayOf = async (port: number) => `smtp://127.0.0.1:${await between(port)}/?tls.rejectUnauthorized=false`;
  const one = await startTestProgram({
    smtpPort: first,
    smtpRelayUrl: await relayOf(second),
    mailFrom: 'csirt@one.example',
  });
  const two = await startTestProgram({
    smtpPort: second,
    smtpRelayUrl: await relayOf(first),
    mailFrom: 'csirt@two.example',
  });
  programs.push(one, two);
  return [one, two];
}

const askOwner = async (program: TestProgram, query: ReturnType<typeof sql<{ count: number }>>) =>
  (await query.execute(program.ground.databases.owner)).rows[0]?.count ?? -1;
const mailsOf = (program: TestProgram) =>
  askOwner(program, sql`select count(*)::int as count from platform.inbound_mail`);
const sentBy = (program: TestProgram) =>
  askOwner(program, sql`select count(*)::int as count from correspondence.message where state = 'sent'`);
/** What is still on its way through a program: unread mail, queued messages, facts and jobs. */
const pendingIn = (program: TestProgram) =>
  askOwner(
    program,
    sql`select ((select count(*) from platform.inbound_mail where state = 'received')
      + (select count(*) from correspondence.message where state = 'queued')
      + (select count(*) from platform.fact where position is null)
      + (select count(*) from graphile_worker._private_jobs where run_at <= now() + interval '1 minute'))::int as count`,
  );

/** Both are quiet when nothing is on its way in either, twice in a row with the same counts. */
async function quiet(all: readonly TestProgram[]): Promise<void> {
  let last = '';
  await until(
    async () => {
      const pending = await Promise.all(all.map(pendingIn));
      const counts = JSON.stringify(await Promise.all(all.flatMap((one) => [mailsOf(one), sentBy(one)])));
      const isQuiet = pending.every((one) => one === 0) && counts === last;
      last = counts;
      return isQuiet;
    },
    (isQuiet) => isQuiet,
  );
}

async function writeTo(program: TestProgram, from: string): Promise<void> {
  await sendMail(program.smtpPort, {
    from,
    to: 'csirt@one.example',
    subject: '相互に受付返信',
    text: '確認です。',
    messageId: `<${Date.now()}@two.example>`,
  });
}

describe('two installations that acknowledge each other', () => {
  it('stop by themselves: the answer to a mail is answered by nobody', async () => {
    const [one, two] = await twoInstances(async (port) => port);
    await writeTo(one, 'csirt@two.example');
    await until(
      () => sentBy(one),
      (count) => count === 1,
    );
    await until(
      () => mailsOf(two),
      (count) => count === 1,
    );
    await quiet([one, two]);
    expect([await mailsOf(one), await sentBy(one), await mailsOf(two), await sentBy(two)]).toEqual([1, 1, 1, 0]);
  }, 60_000);

  it('stop also when a gateway between them takes every mark of an automatic mail away', async () => {
    const [one, two] = await twoInstances(async (port) => {
      const gateway = await startGateway(port);
      stops.push(gateway.stop);
      return gateway.port;
    });
    await writeTo(one, 'csirt@two.example');
    await until(
      () => mailsOf(two),
      (count) => count >= 1,
    );
    await until(
      () => mailsOf(one),
      (count) => count >= 2,
    );
    await quiet([one, two]);
    // Five an hour to one sender, then a digest at the most.
    expect(await sentBy(one)).toBeLessThanOrEqual(6);
    expect(await sentBy(two)).toBeLessThanOrEqual(6);
    expect(await mailsOf(one)).toBeLessThanOrEqual(8);
  }, 120_000);
});
