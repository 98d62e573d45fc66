import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeObjectStore } from '../../src/platform/files/index.ts';
import { makeHealth } from '../../src/platform/health/index.ts';
import { keepCertificate, startMailReceiver } from '../../src/platform/mail/index.ts';
import { asSuperuser } from '../support/test-database.ts';
import { freePort, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';
import { eventually } from './eventually.ts';
import { beginMessage, connectSmtp } from './smtp.client.ts';

let program: TestProgram;
let handler: Visitor;
let smtpPort = 0;
let serial = 0;
let title = '';

beforeAll(async () => {
  smtpPort = await freePort();
  program = await startTestProgram({ smtpPort, smtpMaxBytes: 200_000 });
  handler = await program.person('handler', 'administrator');
});
afterAll(() => program.stop());
beforeEach(() => {
  serial += 1;
  title = `mail ${serial}`;
});

const message = (subject = title) => `From: sato@example.co.jp\r\nSubject: ${subject}\r\n\r\nbody\r\n.\r\n`;

const reportTitles = async () => {
  const rows = await program.ground.databases.owner.selectFrom('reports.report').select(['title', 'text']).execute();
  return rows;
};
const mailCount = async () => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from platform.inbound_mail`.execute(
    program.ground.databases.owner,
  );
  return rows[0]?.count ?? -1;
};

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const filesPath = () => (program.ground as unknown as { filesPath: string }).filesPath;

async function expectStillWell(): Promise<void> {
  const client = await beginMessage(smtpPort, { from: 'sato@example.co.jp', to: 'csirt@example.jp' });
  client.write(message(`after ${title}`));
  expect(await client.answer()).toMatch(/^250/);
  expect(await client.say('QUIT')).toMatch(/^221/);
  await eventually(reportTitles, (rows) => rows.some((row) => row.title === `after ${title}`));
}

describe('what the receiver offers', () => {
  it('is STARTTLS and the size, but not AUTH', async () => {
    const client = await connectSmtp(smtpPort);
    const offer = await client.say('EHLO test.example');
    expect(offer).toMatch(/SIZE 200000/);
    expect(offer).toMatch(/STARTTLS/);
    expect(offer).not.toMatch(/AUTH/i);
    expect(await client.say('AUTH PLAIN AHgAeA==')).toMatch(/^5/);
    client.close();
  });

  it('asks for a greeting first, and forgets a message at RSET', async () => {
    const client = await connectSmtp(smtpPort);
    expect(await client.say('MAIL FROM:<a@b.example>')).toMatch(/^5/);
    await client.say('EHLO test.example');
    expect(await client.say('DATA')).toMatch(/^5/);
    await client.say('MAIL FROM:<a@b.example>');
    await client.say('RCPT TO:<csirt@example.jp>');
    expect(await client.say('RSET')).toMatch(/^250/);
    expect(await client.say('DATA')).toMatch(/^5/);
    client.close();
    await expectStillWell();
  });

  it('is one hundred recipients at most, and the rest may come later', async () => {
    const client = await connectSmtp(smtpPort);
    await client.say('EHLO test.example');
    await client.say('MAIL FROM:<a@b.example>');
    const answers: string[] = [];
    for (let at = 0; at < 101; at += 1) answers.push((await client.say(`RCPT TO:<r${at}@example.jp>`)).slice(0, 3));
    expect(answers.filter((code) => code === '250')).toHaveLength(100);
    expect(answers.at(-1)).toBe('452');
    client.close();
  });
});

describe('a message', () => {
  it('from nobody (a bounce) is taken', async () => {
    const client = await beginMessage(smtpPort, { from: '', to: 'csirt@example.jp' });
    client.write(message());
    expect(await client.answer()).toMatch(/^250/);
    client.close();
    await eventually(reportTitles, (rows) => rows.some((row) => row.title === title));
  });

  it('sent with all commands at once is taken once', async () => {
    const client = await connectSmtp(smtpPort);
    client.write(
      `EHLO t.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<csirt@example.jp>\r\nDATA\r\n${message()}QUIT\r\n`,
    );
    const answers: string[] = [];
    for (let next = await client.answer(); next !== ''; next = await client.answer()) answers.push(next.slice(0, 3));
    expect(answers).toEqual(['250', '250', '250', '354', '250', '221']);
    await eventually(reportTitles, (rows) => rows.filter((row) => row.title === title).length === 1);
  });

  it.each([
    ['\n.\n', 'bare line feeds'],
    ['\n.\r\n', 'a bare line feed before the dot'],
    ['\r\n.\n', 'a bare line feed after the dot'],
    ['\r.\r', 'bare carriage returns'],
    ['\r\n.\r\r\n', 'a doubled carriage return'],
  ])('does not end at %j, so that no second one is smuggled in (%s)', async (fake) => {
    const before = await mailCount();
    const client = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
    client.write(`From: a@b.example\r\nSubject: ${title}\r\n\r\nfirst${fake}MAIL FROM:<boss@example.jp>\r\n`);
    client.write(`RCPT TO:<csirt@example.jp>\r\nDATA\r\nSubject: smuggled ${title}\r\n\r\nsecond\r\n.\r\n`);
    expect(await client.answer()).toMatch(/^250/);
    expect(await client.say('NOOP')).toMatch(/^250/);
    client.close();
    await eventually(reportTitles, (rows) => rows.some((row) => row.title === title));
    expect(await mailCount()).toBe(before + 1);
    expect((await reportTitles()).filter((row) => row.title.startsWith('smuggled'))).toEqual([]);
  });

  it('keeps lines that begin with dots as they were', async () => {
    const client = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
    client.write(`From: a@b.example\r\nSubject: ${title}\r\n\r\n..\r\n...three\r\n.\r\n`);
    expect(await client.answer()).toMatch(/^250/);
    client.close();
    const rows = await eventually(reportTitles, (all) => all.some((row) => row.title === title));
    expect(rows.find((row) => row.title === title)?.text.trim()).toBe('.\n..three');
  });

  it('that is cut off in the middle leaves no report, no row and no file', async () => {
    const before = await mailCount();
    const files = filesBelow(filesPath()).length;
    for (let at = 0; at < 10; at += 1) {
      const client = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
      client.write(`From: a@b.example\r\nSubject: ${title}\r\n\r\n${'x'.repeat(50_000)}`);
      client.close();
    }
    await eventually(
      () => filesBelow(filesPath()).length,
      (count) => count === files,
    );
    expect(await mailCount()).toBe(before);
    expect(program.problems.map(String)).toEqual([]);
    await expectStillWell();
  });

  it('that is too large is refused for good, and nothing of it stays or grows on the disk', async () => {
    const files = filesBelow(filesPath()).length;
    const before = await mailCount();
    const client = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
    client.write(`From: a@b.example\r\nSubject: ${title}\r\n\r\n`);
    const line = `${'x'.repeat(998)}\r\n`;
    let largest = 0;
    for (let at = 0; at < 30; at += 1) {
      await new Promise((resolve) => client.socket.write(line.repeat(1_000), resolve));
      const sizes = filesBelow(join(filesPath(), 'incoming')).map(
        (path) => statSync(path, { throwIfNoEntry: false })?.size,
      );
      largest = Math.max(largest, ...sizes.map((size) => size ?? 0));
    }
    client.write('\r\n.\r\n');
    expect(await client.answer()).toMatch(/^552/);
    client.close();
    expect(largest).toBeLessThan(2_000_000);
    expect(filesBelow(filesPath())).toHaveLength(files);
    expect(await mailCount()).toBe(before);
  }, 30_000);

  it('that is announced as too large is refused before it is sent', async () => {
    const client = await connectSmtp(smtpPort);
    await client.say('EHLO test.example');
    expect(await client.say('MAIL FROM:<a@b.example> SIZE=999999999')).toMatch(/^552/);
    client.close();
  });

  it('with a sender that the database could not hold is taken all the same, or refused for good', async () => {
    const client = await connectSmtp(smtpPort);
    await client.say('EHLO test.example');
    const answer = await client.say('MAIL FROM:<a\u0000b@example.jp>');
    if (answer.startsWith('250')) {
      await client.say('RCPT TO:<csirt@example.jp>');
      await client.say('DATA');
      client.write(message());
      expect(await client.answer()).toMatch(/^250/);
    } else expect(answer).toMatch(/^5/);
    client.close();
  });

  it('of zeros and half characters becomes a report that can be read', async () => {
    const client = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
    const nasty = Buffer.concat([
      Buffer.from(`From: "a\u0000b" <a@b.example>\r\nMessage-ID: <x\u0000@y>\r\nSubject: ${title} \u0000`),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from('\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nA\u0000B\r\n--b\r\n'),
      Buffer.from('Content-Disposition: attachment; filename="a\u0000b.txt"\r\n\r\nx\r\n--b--\r\n.\r\n'),
    ]);
    client.write(nasty);
    expect(await client.answer()).toMatch(/^250/);
    client.close();
    const rows = await eventually(reportTitles, (all) => all.some((row) => row.title.startsWith(`${title} `)));
    expect(rows.filter((row) => row.title.startsWith(`${title} `))).toHaveLength(1);
    expect(program.problems.map(String)).toEqual([]);
  });
});

describe('hostile sessions', () => {
  it('a command line of ten megabytes is cut off', async () => {
    const client = await connectSmtp(smtpPort);
    client.write('x'.repeat(10_000_000));
    const last = await client.answer();
    expect(last === '' || /^[45]/.test(last)).toBe(true);
    client.close();
    await expectStillWell();
  }, 30_000);

  it('thousands of commands, unknown and empty, end the session and nothing else', async () => {
    const client = await connectSmtp(smtpPort);
    client.write('BOGUS\r\n'.repeat(5_000) + '\r\n'.repeat(5_000));
    let last = await client.answer();
    for (let next = last; next !== ''; next = await client.answer()) last = next;
    expect(last).toMatch(/^[45]/);
    await expectStillWell();
  }, 30_000);

  it('a web browser that speaks HTTP is sent away', async () => {
    const client = await connectSmtp(smtpPort);
    expect(await client.say('GET / HTTP/1.1')).toMatch(/^[45]/);
    client.close();
  });
});

describe('without the database', () => {
  it('a message is refused for now, kept by its sender, and taken when the database is back; the state says so', async () => {
    const { database } = program.ground.databases.ownerConfig;
    const stateOf = async () => {
      const ready = await handler.fetch('/api/health/ready');
      const body = (await ready.json()) as { parts?: { name: string; state: string }[] };
      return body.parts?.find((part) => part.name === 'mail-receiver')?.state ?? 'unknown';
    };
    await asSuperuser(`alter database ${database} connection limit 0`);
    await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
    const client = await connectSmtp(smtpPort);
    await client.say('EHLO test.example');
    await client.say('MAIL FROM:<a@b.example>');
    // Who takes mail for an address stands in the database; without it nobody is sent away for good.
    expect(await client.say('RCPT TO:<csirt@example.jp>')).toMatch(/^451/);
    client.close();
    expect(program.health.parts().find((part) => part.name === 'mail-receiver')).toMatchObject({ state: 'failed' });
    await asSuperuser(`alter database ${database} connection limit -1`);
    await eventually(stateOf, (state) => state === 'ok', 20_000);
    await eventually(
      async () => {
        const again = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
        again.write(message());
        const answer = await again.answer();
        again.close();
        return answer;
      },
      (answer) => answer.startsWith('250'),
    );
    await eventually(reportTitles, (rows) => rows.filter((row) => row.title === title).length === 1, 20_000);
  }, 60_000);
});

/** A file system of its own that is small enough to be filled; null where this user may not mount one. */
function mountSmall(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('with a full disk', () => {
  it('a message is refused for now and leaves nothing, and the state recovers when there is room', async (context) => {
    const full = mkdtempSync(join(tmpdir(), 'matoi-full-'));
    if (!mountSmall(full)) {
      rmSync(full, { recursive: true });
      context.skip('this user may not mount a small file system');
    }
    const health = makeHealth(() => new Date());
    const receiver = await startMailReceiver({
      host: '127.0.0.1',
      port: await freePort(),
      maxBytes: 5_000_000,
      certificate: () => keepCertificate({ directory: null, hostName: 'mail.example.jp', now: new Date() }),
      store: makeObjectStore({ directory: full, masterKey: Buffer.alloc(32, 1), random: randomBytes }),
      runner: program.runner,
      health,
      onProblem: () => undefined,
    });
    try {
      const client = await beginMessage(receiver.port, { from: 'a@b.example', to: 'csirt@example.jp' });
      client.write(`From: a@b.example\r\nSubject: ${title}\r\n\r\n${`${'x'.repeat(98)}\r\n`.repeat(30_000)}.\r\n`);
      expect(await client.answer()).toMatch(/^452/);
      expect(filesBelow(full)).toEqual([]);
      await eventually(
        () => health.parts()[0]?.state,
        (state) => state === 'ok',
      );
      for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<csirt@example.jp>', 'DATA']) await client.say(line);
      client.write(message());
      expect(await client.answer()).toMatch(/^250/);
      client.close();
    } finally {
      await receiver.stop();
      execFileSync('umount', ['-l', full]);
      rmSync(full, { recursive: true });
    }
  }, 30_000);
});
