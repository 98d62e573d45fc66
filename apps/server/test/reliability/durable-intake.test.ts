import { join } from 'node:path';
import { createClient } from '@matoi/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabases } from '../../src/platform/db/index.ts';
import { recordedConnection } from '../../src/platform/postgres/index.ts';
import { freePort } from '../support/test-program.ts';
import {
  type BuiltProgram,
  ensureBuilt,
  makeFolder,
  postmasterOf,
  processesOn,
  removeFolder,
  runMatoi,
  startBuilt,
} from './built.program.ts';
import { eventually } from './eventually.ts';
import { connectSmtp } from './smtp.client.ts';

let folder = '';
const programs: BuiltProgram[] = [];

beforeAll(ensureBuilt, 180_000);
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await eventually(
    () => processesOn(folder),
    (left) => left.length === 0,
  );
  removeFolder(folder);
});

async function install(): Promise<{ data: string; env: Record<string, string>; smtpPort: number }> {
  folder = makeFolder('matoi-intake-');
  const smtpPort = await freePort();
  const data = join(folder, 'data');
  return { data, smtpPort, env: { MATOI_DATA_DIR: data, MATOI_SMTP_PORT: String(smtpPort) } };
}

async function start(env: Record<string, string>): Promise<BuiltProgram> {
  const program = await startBuilt(env);
  programs.push(program);
  return program;
}

async function makeToken(env: Record<string, string>): Promise<string> {
  const made = await runMatoi(['token', 'create', '--name', 'reader', '--role', 'handler'], env);
  return made.output.trim().split('\n').at(-1) ?? '';
}

/** Titles of all reports, by the API as a client reads them, page by page. */
async function allTitles(origin: string, token: string): Promise<string[]> {
  const client = createClient({ origin, fetch, headers: () => ({ authorization: `Bearer ${token}` }) });
  const titles: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { title: string }[]; next: string | null } = await client.call('GET /api/v1/reports', {
      query: { limit: 200, ...(cursor === null ? {} : { cursor }) },
    });
    titles.push(...page.items.map((item) => item.title));
    cursor = page.next;
  } while (cursor !== null);
  return titles;
}

/** How many kept mails wait to be read: those whose 250 was lost with the program are kept too. */
async function unread(data: string): Promise<number> {
  const connection = await recordedConnection({ path: data, keysPath: join(data, 'keys') });
  if (connection === null) throw new Error('there is no database');
  const { ownerPool, close } = openDatabases({ owner: connection, app: connection, onProblem: () => undefined });
  try {
    const { rows } = await ownerPool.query<{ count: number }>(
      `select count(*) as count from platform.inbound_mail where state = 'received'`,
    );
    return rows[0]?.count ?? -1;
  } finally {
    await close();
  }
}

/** Sends mails one after the other on one connection until it breaks; answers which of them got 250. */
async function sendMany(port: number, titles: readonly string[], onKept: () => void): Promise<string[]> {
  const kept: string[] = [];
  const client = await connectSmtp(port).catch(() => null);
  if (client === null) return kept;
  await client.say('EHLO test.example');
  for (const title of titles) {
    for (const line of ['MAIL FROM:<sato@example.co.jp>', 'RCPT TO:<csirt@example.jp>', 'DATA']) await client.say(line);
    client.write(`From: sato@example.co.jp\r\nSubject: ${title}\r\n\r\n${'x'.repeat(5_000)}\r\n.\r\n`);
    const answer = await client.answer();
    if (answer.startsWith('250')) {
      kept.push(title);
      onKept();
    }
    if (answer === '') break;
  }
  client.close();
  return kept;
}

describe('two hundred mails on eight connections', () => {
  it.each([
    ['the program is killed', async (program: BuiltProgram) => void program.kill('SIGKILL'), true],
    [
      'the database is killed',
      async (_program: BuiltProgram, data: string) => void process.kill(postmasterOf(data) ?? 0, 'SIGKILL'),
      false,
    ],
  ])(
    '%s in the middle: each mail that got 250 is a report, once',
    async (_what, kill, isRestarted) => {
      const { env, data, smtpPort } = await install();
      let program = await start(env);
      const token = await makeToken(env);
      let count = 0;
      const onKept = () => {
        count += 1;
        if (count === 90) void kill(program, data);
      };
      const batches = Array.from({ length: 8 }, (_, batch) =>
        Array.from({ length: 25 }, (_, at) => `mail ${batch}-${at}`),
      );
      const kept = (await Promise.all(batches.map((titles) => sendMany(smtpPort, titles, onKept)))).flat();
      expect(kept.length).toBeGreaterThanOrEqual(90);
      if (isRestarted) {
        await program.ended;
        expect(kept.length).toBeLessThan(200);
        await eventually(
          () => processesOn(folder),
          (left) => left.length === 0,
        );
        program = await start(env);
      }
      await eventually(
        () => unread(data),
        (count) => count === 0,
        90_000,
      );
      const isSettled = async () => {
        const titles = await allTitles(program.url, token);
        return { missing: kept.filter((title) => !titles.includes(title)), titles };
      };
      const { titles } = await eventually(isSettled, (seen) => seen.missing.length === 0, 60_000);
      expect(new Set(titles).size).toBe(titles.length);
      // Sent again by a careful sender, what was refused arrives now too.
      const rest = batches.flat().filter((title) => !titles.includes(title));
      const later = await sendMany(smtpPort, rest, () => undefined);
      expect(later).toEqual(rest);
      const all = await eventually(
        () => allTitles(program.url, token),
        (seen) => seen.length >= 200,
        60_000,
      );
      expect(all.toSorted()).toEqual(batches.flat().toSorted());
      const ready = await fetch(`${program.url}/api/health/ready`);
      expect(ready.status).toBe(200);
      expect(program.output()).not.toContain('UnhandledPromiseRejection');
    },
    180_000,
  );
});
