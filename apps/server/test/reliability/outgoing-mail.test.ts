import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { freePort, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';
import { eventually } from './eventually.ts';
import { beginMessage } from './smtp.client.ts';

type Sink = Awaited<ReturnType<typeof startMailSink>>;

let program: TestProgram;
let handler: Visitor;
const stops: (() => Promise<void>)[] = [];

async function start(relay: string | null): Promise<void> {
  const started = await startTestProgram({ smtpPort: await freePort(), smtpRelayUrl: relay });
  program = started;
  stops.push(() => started.stop());
  handler = await program.person('handler', 'administrator');
}

async function startSink(): Promise<Sink> {
  const sink = await startMailSink();
  // Stops last: it waits for those who are connected to it.
  stops.unshift(() => sink.stop());
  return sink;
}

beforeEach(() => void stops.splice(0));
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function receive(lines: readonly string[], envelopeFrom = 'sato@example.co.jp', port = program.smtpPort ?? 0) {
  const client = await beginMessage(port, { from: envelopeFrom, to: 'csirt@example.jp' });
  client.write(`${lines.join('\r\n')}\r\n\r\nbody\r\n.\r\n`);
  expect(await client.answer()).toMatch(/^250/);
  client.close();
}

const fromSato = (subject: string) => [
  'From: Sato <sato@example.co.jp>',
  `Subject: ${subject}`,
  `Message-ID: <${subject}@x>`,
];

type Message = {
  id: string;
  state: string;
  suppression: string | null;
  attempts: number;
  message_id: string | null;
  last_problem: string | null;
};
const messages = (of: TestProgram = program): Promise<Message[]> =>
  of.ground.databases.owner
    .selectFrom('correspondence.message')
    .select(['id', 'state', 'suppression', 'attempts', 'message_id', 'last_problem'])
    .orderBy('queued_at')
    .orderBy('id')
    .execute();

/** The next try of every waiting job comes now instead of after its pause. */
const hurry = () =>
  sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(
    program.ground.databases.owner,
  );

describe('the relay', () => {
  it('that is down gets the mail when it is back, once, under the Message-ID of the first try', async () => {
    const port = await freePort();
    await start(`smtp://127.0.0.1:${port}`);
    await receive(fromSato('down'));
    const [waiting] = await eventually(messages, ([one]) => one !== undefined && one.attempts >= 1);
    expect(waiting).toMatchObject({ state: 'queued' });
    const sink = await startSink();
    const forward: Server = createServer((socket) => {
      const onward = connect(Number(new URL(sink.url).port), '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward]) end.on('error', () => undefined);
    });
    forward.listen(port, '127.0.0.1');
    await once(forward, 'listening');
    stops.unshift(async () => void forward.close());
    await eventually(
      async () => {
        await hurry();
        return messages();
      },
      ([one]) => one?.state === 'sent',
    );
    expect(sink.mails).toHaveLength(1);
    expect(sink.mails[0]?.email.messageId).toBe(`<${waiting?.message_id}>`);
    expect(program.problems.map(String)).toEqual([]);
  }, 40_000);

  it('does not get what waits for it when mail is withheld from the record meanwhile, and gets it when asked afterwards', async () => {
    const sink = await startSink();
    sink.refuse = 451;
    await start(sink.url);
    await receive(fromSato('withheld'));
    const [waiting] = await eventually(messages, ([one]) => (one?.attempts ?? 0) >= 1);
    const { items } = await handler.call('GET /api/v1/reports', { query: { q: 'withheld' } });
    const params = { id: items[0]?.id ?? '' };
    const body = { scope: 'record', reason: 'the mailbox may be read by others' } as const;
    await handler.call('POST /api/v1/subjects/{id}/mail-silence', { params, body });
    sink.refuse = null;
    const [held] = await eventually(
      async () => {
        await hurry();
        return messages();
      },
      ([one]) => one?.state !== 'queued',
    );
    expect(held).toMatchObject({ id: waiting?.id, state: 'failed' });
    expect(sink.mails).toEqual([]);
    const commander = await program.person('commander');
    await commander.call('POST /api/v1/subjects/{id}/mail-silence/end', { params, body: { scope: 'record' } });
    await handler.call('POST /api/v1/messages/{id}/retry', { params: { id: waiting?.id ?? '' }, body: {} });
    await eventually(messages, ([one]) => one?.state === 'sent');
    expect(sink.mails.map(({ to }) => to)).toEqual([['sato@example.co.jp']]);
  }, 40_000);

  it('that refuses for now is asked again; the Message-ID stays; it is sent once', async () => {
    const sink = await startSink();
    sink.refuse = 451;
    await start(sink.url);
    await receive(fromSato('later'));
    await eventually(messages, ([one]) => (one?.attempts ?? 0) >= 1);
    await hurry();
    const [tried] = await eventually(messages, ([one]) => (one?.attempts ?? 0) >= 2);
    expect(tried).toMatchObject({ state: 'queued' });
    sink.refuse = null;
    await eventually(
      async () => {
        await hurry();
        return messages();
      },
      ([one]) => one?.state === 'sent',
    );
    expect(sink.mails.map((mail) => mail.email.messageId)).toEqual([`<${tried?.message_id}>`]);
  }, 40_000);

  it('that refuses for good ends the tries, and a person may send again', async () => {
    const sink = await startSink();
    sink.refuse = 550;
    await start(sink.url);
    await receive(fromSato('never'));
    const [failed] = await eventually(messages, ([one]) => one?.state === 'failed');
    expect(failed).toMatchObject({ attempts: 1, last_problem: expect.stringContaining('550') });
    sink.refuse = null;
    const again = await handler.call('POST /api/v1/messages/{id}/retry', {
      params: { id: failed?.id ?? '' },
      body: {},
    });
    expect(again.state).toBe('queued');
    await eventually(messages, ([one]) => one?.state === 'sent');
    expect(sink.mails.map((mail) => mail.email.messageId)).toEqual([`<${failed?.message_id}>`]);
    await expect(
      handler.call('POST /api/v1/messages/{id}/retry', { params: { id: failed?.id ?? '' }, body: {} }),
    ).rejects.toMatchObject({ problem: { code: 'correspondence.retry.not-failed' } });
  }, 40_000);
});

describe('the brake', () => {
  it('lets five answers an hour go to one sender, also when thirty mails come at once', async () => {
    const sink = await startSink();
    await start(sink.url);
    await Promise.all(Array.from({ length: 30 }, (_, at) => receive(fromSato(`burst-${at}`))));
    const all = await eventually(messages, (rows) => rows.length === 30, 40_000);
    expect(all.filter((one) => one.suppression === null)).toHaveLength(5);
    expect(all.filter((one) => one.suppression === 'sender-limit')).toHaveLength(25);
    await eventually(messages, (rows) => rows.filter((one) => one.state === 'sent').length === 5);
    expect(sink.mails).toHaveLength(5);
  }, 60_000);

  it('S15 lets twenty answers a day go to one sender, in whatever letter case', async () => {
    const sink = await startSink();
    await start(sink.url);
    await receive(fromSato('first'));
    await eventually(messages, ([one]) => one?.state === 'sent');
    await sql`
      insert into correspondence.message (id, subject_id, compartment_id, purpose, state, recipient, title, text,
        locale, message_id, queued_at)
      select gen_random_uuid(), subject_id, 1, purpose, 'sent', 'SATO@Example.co.jp', title, text, locale, message_id,
        now() - interval '5 hours'
      from correspondence.message, generate_series(1, 19)`.execute(program.ground.databases.owner);
    await receive(fromSato('twenty-first'));
    await eventually(messages, (rows) => rows.some((one) => one.suppression === 'sender-limit'));
    expect(sink.mails).toHaveLength(1);
  }, 40_000);

  it('lets three hundred answers an hour go to all senders together', async () => {
    const sink = await startSink();
    await start(sink.url);
    await receive(fromSato('first'));
    await eventually(messages, ([one]) => one?.state === 'sent');
    await sql`
      insert into correspondence.message (id, subject_id, compartment_id, purpose, state, recipient, title, text,
        locale, message_id, queued_at)
      select gen_random_uuid(), subject_id, 1, purpose, 'sent', 'r' || n || '@example.org', title, text, locale,
        message_id, now()
      from correspondence.message, generate_series(1, 299) n`.execute(program.ground.databases.owner);
    await receive(fromSato('three-hundred-and-first'), 'other@example.org');
    await eventually(messages, (rows) => rows.some((one) => one.suppression === 'global-limit'));
    expect(sink.mails).toHaveLength(1);
  }, 40_000);

  it.each([
    [
      'an automatic mail',
      ['From: a@b.example', 'Auto-Submitted: auto-replied', 'Subject: x'],
      'a@b.example',
      'automatic-sender',
    ],
    ['a bounce', ['From: mailer-daemon@b.example', 'Subject: x'], '', 'automatic-sender'],
    ['a mail without an address', ['Subject: x'], 'sato@[192.0.2.1]', 'no-address'],
    ['two addresses as one', ['From: "a@b.example, c@d.example" <>', 'Subject: x'], 'sato@[192.0.2.1]', 'no-address'],
  ])('answers %s not at all, and says why', async (_what, lines, from, reason) => {
    const sink = await startSink();
    await start(sink.url);
    await receive(lines, from);
    const [one] = await eventually(messages, (rows) => rows.length === 1);
    expect(one).toMatchObject({ state: 'suppressed', suppression: reason });
    expect(sink.mails).toEqual([]);
  });

  it('answers nobody when automatic mail is switched off, or no relay is set', async () => {
    const sink = await startSink();
    await start(sink.url);
    await handler.call('PATCH /api/v1/settings', { body: { automaticMail: false } });
    await receive(fromSato('off'));
    const [off] = await eventually(messages, (rows) => rows.length === 1);
    expect(off).toMatchObject({ state: 'suppressed', suppression: 'switched-off' });
    await start(null);
    await receive(fromSato('none'));
    const [none] = await eventually(messages, (rows) => rows.length === 1);
    expect(none).toMatchObject({ state: 'suppressed', suppression: 'no-relay' });
    expect(sink.mails).toEqual([]);
  }, 40_000);
});

describe('an answer', () => {
  it('has the headers that we wrote, whatever the reporter wrote into his', async () => {
    const sink = await startSink();
    await start(sink.url);
    await receive([
      'From: =?utf-8?Q?Sato=0D=0ABcc:_evil@example.com?= <sato@example.co.jp>',
      'Subject: =?utf-8?Q?Hi=0D=0ABcc:_evil@example.com=0D=0AX-Evil:_1=0D=0A=0D=0Abody?=',
      'Message-ID: <x@y>',
    ]);
    await eventually(
      () => sink.mails.length,
      (count) => count === 1,
    );
    const mail = sink.mails[0];
    expect(mail?.to).toEqual(['sato@example.co.jp']);
    expect(mail?.email.bcc ?? []).toEqual([]);
    expect(mail?.email.headers.map((header) => header.key)).not.toContain('x-evil');
  });
});

describe('two programs that answer each other', () => {
  it('stop by themselves after one answer', async () => {
    const [first, second] = [await freePort(), await freePort()];
    const other = await startTestProgram({
      smtpPort: second,
      smtpRelayUrl: `smtp://127.0.0.1:${first}`,
      mailFrom: 'b@b.example',
    });
    stops.push(() => other.stop());
    program = await startTestProgram({
      smtpPort: first,
      smtpRelayUrl: `smtp://127.0.0.1:${second}`,
      mailFrom: 'a@a.example',
    });
    stops.push(() => program.stop());
    await receive(['From: b@b.example', 'Subject: hello', 'Message-ID: <1@b.example>'], 'b@b.example', first);
    await eventually(messages, ([one]) => one?.state === 'sent');
    const [answer] = await eventually(
      () => messages(other),
      (rows) => rows.length === 1,
    );
    expect(answer).toMatchObject({ state: 'suppressed' });
    // Nothing is on its way any more: both have no fact to tell and no job to do.
    for (const one of [program, other]) {
      await eventually(
        () =>
          sql<{ left: number }>`select (select count(*) from graphile_worker._private_jobs)
            + (select count(*) from platform.fact where position is null) as left`
            .execute(one.ground.databases.owner)
            .then(({ rows }) => rows[0]?.left),
        (left) => left === 0,
      );
    }
    expect(await messages()).toHaveLength(1);
    expect(await messages(other)).toHaveLength(1);
  }, 40_000);
});
