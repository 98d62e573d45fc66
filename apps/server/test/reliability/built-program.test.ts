import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let folder = '';
let data = '';
const programs: BuiltProgram[] = [];

async function start(env: Readonly<Record<string, string>> = {}, as?: typeof nobody): Promise<BuiltProgram> {
  const program = await startBuilt({ MATOI_DATA_DIR: data, ...env }, as);
  programs.push(program);
  return program;
}

async function stop(program: BuiltProgram): Promise<number | null> {
  program.kill('SIGTERM');
  return (await program.ended).code;
}

beforeAll(ensureBuilt, 180_000);
beforeEach(() => {
  folder = makeFolder();
  data = join(folder, 'data');
});
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

describe('a fresh directory', () => {
  it('becomes an installation with a set-up link, which a later start finds again', async () => {
    const first = await start();
    const link = await eventually(
      () => first.setUpLink,
      (seen) => seen !== null,
    );
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#[\w-]{40,}$/);
    const health = await fetch(`${first.url}/api/health`);
    expect(health.status).toBe(200);
    expect(await stop(first)).toBe(0);
    expect(processesOn(folder)).toEqual([]);
    const second = await start();
    expect(second.output()).not.toContain('Creating the database');
    expect(second.output()).not.toContain('migrations applied');
    expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
    expect(await stop(second)).toBe(0);
  }, 60_000);

  it('may be made unattended: the administrator signs in, no link is printed', async () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'a long enough password\n');
    const program = await start({ MATOI_ADMIN_EMAIL: 'admin@example.jp', MATOI_ADMIN_PASSWORD_FILE: file });
    expect(program.setUpLink).toBeNull();
    const signedIn = await fetch(`${program.url}/api/v1/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@example.jp', password: 'a long enough password' }),
    });
    expect(signedIn.status).toBe(200);
    expect(program.output()).not.toContain('a long enough password');
  }, 60_000);

  it('may lie below blanks, Japanese and two hundred characters', async () => {
    data = join(folder, '纏 の データ', 'x'.repeat(150), 'my data');
    const program = await start();
    expect((await fetch(`${program.url}/api/health/ready`)).status).toBe(200);
    expect(await stop(program)).toBe(0);
  }, 60_000);

  it.skipIf(!isRoot)(
    'may belong to an ordinary user',
    async () => {
      const open = join(folder, 'open');
      mkdirSync(open, { mode: 0o777 });
      data = join(open, 'data');
      const { chmodSync } = await import('node:fs');
      chmodSync(open, 0o777);
      const program = await start({}, nobody);
      expect((await fetch(`${program.url}/api/health/ready`)).status).toBe(200);
      expect(await stop(program)).toBe(0);
    },
    60_000,
  );
});

describe('an end', () => {
  it('by kill -9 leaves nothing running, and the next start is clean', async () => {
    const program = await start();
    const postmaster = postmasterOf(data);
    expect(postmaster).not.toBeNull();
    program.kill('SIGKILL');
    await program.ended;
    await eventually(
      () => processesOn(folder),
      (left) => left.length === 0,
    );
    const again = await start();
    expect(again.output()).not.toMatch(/problem|error/i);
    expect((await fetch(`${again.url}/api/health/ready`)).status).toBe(200);
    expect(await stop(again)).toBe(0);
  }, 60_000);

  it('by SIGTERM comes within five seconds with code 0, whoever is still connected', async () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'a long enough password');
    const smtpPort = await freePort();
    const program = await start({
      MATOI_SMTP_PORT: String(smtpPort),
      MATOI_ADMIN_EMAIL: 'admin@example.jp',
      MATOI_ADMIN_PASSWORD_FILE: file,
    });
    const created = await runMatoi(['token', 'create', '--name', 't', '--role', 'handler'], { MATOI_DATA_DIR: data });
    const headers = { authorization: `Bearer ${created.output.trim().split('\n').at(-1)}` };
    const live = await fetch(`${program.url}/api/v1/live`, { headers });
    expect([live.status, created.output]).toEqual([200, expect.stringContaining('matoi_')]);
    const smtp = await connectSmtp(smtpPort);
    await smtp.say('EHLO test.example');
    await smtp.say('MAIL FROM:<a@b.example>');
    const asking = Array.from({ length: 20 }, () =>
      fetch(`${program.url}/api/v1/reports`, { headers }).catch(() => null),
    );
    const began = performance.now();
    expect(await stop(program)).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    smtp.close();
    await Promise.all(asking);
    await live.body?.cancel().catch(() => undefined);
    expect(processesOn(folder)).toEqual([]);
  }, 60_000);
});

describe('a start that cannot be', () => {
  it('is refused while another one lives on the same data, with code 4', async () => {
    const program = await start();
    const second = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: '0' });
    expect(second.code).toBe(4);
    expect(second.output).toMatch(/in use|already|another/i);
    expect((await fetch(`${program.url}/api/health/ready`)).status).toBe(200);
  }, 60_000);

  it('is refused when the port is taken, in words, and leaves nothing running', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const refused = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: String(port) });
    expect(refused.code).toBe(4);
    expect(refused.output).toContain('MATOI_PORT');
    const mail = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: '0', MATOI_SMTP_PORT: String(port) });
    expect(mail.code).toBe(4);
    expect(mail.output).toContain('MATOI_SMTP_PORT');
    other.close();
    expect(processesOn(folder)).toEqual([]);
    const afterwards = await start();
    expect((await fetch(`${afterwards.url}/api/health/ready`)).status).toBe(200);
  }, 90_000);

  it.skipIf(!isRoot)(
    'is refused for a user who may not write there',
    async () => {
      mkdirSync(data, { mode: 0o700 });
      const refused = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: '0' }, nobody);
      expect(refused.code).toBe(4);
      expect(refused.output).toContain(data);
      expect(refused.output).not.toMatch(/at .*\.js:\d+/);
    },
    60_000,
  );

  it('is refused on a folder that holds something else', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'holiday.jpg'), 'x');
    const refused = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: '0' });
    expect(refused.code).toBe(4);
    expect(refused.output).not.toMatch(/at .*\.js:\d+/);
  }, 60_000);

  it('is refused with a broken configuration, every wrong name at once', async () => {
    const refused = await runMatoi(['start'], { MATOI_DATA_DIR: data, MATOI_PORT: 'many', MATOI_PROT: '1' });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('MATOI_PORT');
    expect(refused.output).toContain('MATOI_PROT');
  }, 60_000);
});
