import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@matoi/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Databases, openDatabases } from '../../src/platform/db/index.ts';
import { type Cluster, startCluster } from '../../src/platform/postgres/index.ts';
import { freePort } from '../support/test-program.ts';
import { type BuiltProgram, ensureBuilt, makeFolder, removeFolder, runMatoi, startBuilt } from './built.program.ts';
import { eventually } from './eventually.ts';
import { beginMessage } from './smtp.client.ts';

let folder = '';
let env: Record<string, string> = {};
let cluster: Cluster;
let databases: Databases;
const programs: BuiltProgram[] = [];

/** A server as a hosting department hands it over: an empty database, and an owner who may make roles, nothing more. */
async function makeForeignServer(): Promise<string> {
  const path = join(folder, 'server');
  const directory = { path, postgresPath: join(path, 'postgres'), keysPath: join(path, 'keys') };
  for (const part of [directory.postgresPath, directory.keysPath]) mkdirSync(part, { recursive: true, mode: 0o711 });
  cluster = await startCluster({ directory, durable: false, say: () => undefined, random: randomBytes });
  const root = openDatabases({ owner: cluster.connection, app: cluster.connection, onProblem: () => undefined });
  await root.ownerPool.query(`create role hosted login createrole password 'given by the hosts'`);
  await root.ownerPool.query('create database team owner hosted');
  await root.close();
  const owner = { ...cluster.connection, user: 'hosted', password: 'given by the hosts', database: 'team' };
  databases = openDatabases({ owner, app: owner, onProblem: () => undefined });
  const url = new URL('postgres://localhost/team');
  url.username = owner.user;
  url.password = owner.password;
  url.searchParams.set('host', owner.host);
  return url.href;
}

beforeAll(ensureBuilt, 180_000);
beforeEach(async () => {
  folder = makeFolder('matoi-split-');
  const keyFile = join(folder, 'master.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  env = { DATABASE_URL: await makeForeignServer(), MATOI_KEY_FILE: keyFile };
});
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await databases.close();
  await cluster.stop();
  removeFolder(folder);
});

async function start(name: string, more: Record<string, string>): Promise<BuiltProgram> {
  const program = await startBuilt({ ...env, MATOI_DATA_DIR: join(folder, name), ...more });
  programs.push(program);
  return program;
}

describe('a web process and a worker process on one database of their own', () => {
  it('work as one: a mail to the worker is shown and told live by the web; a killed worker is replaced', async () => {
    const smtpPort = await freePort();
    const web = await start('web', { MATOI_ROLES: 'web' });
    let worker = await start('worker', { MATOI_ROLES: 'worker,mail', MATOI_SMTP_PORT: String(smtpPort) });
    const made = await runMatoi(['token', 'create', '--name', 't', '--role', 'handler'], {
      ...env,
      MATOI_DATA_DIR: join(folder, 'web'),
    });
    const headers = { authorization: `Bearer ${made.output.trim().split('\n').at(-1)}` };
    const client = createClient({ origin: web.url, fetch, headers: () => headers });
    const abort = new AbortController();
    const live = await fetch(`${web.url}/api/v1/live`, { headers, signal: abort.signal });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of live.body ?? []) heard += Buffer.from(chunk as Uint8Array).toString('utf8');
    })().catch(() => undefined);

    const send = async (subject: string) => {
      const session = await beginMessage(smtpPort, { from: 'a@b.example', to: 'csirt@example.jp' });
      session.write(`From: a@b.example\r\nSubject: ${subject}\r\n\r\nbody\r\n.\r\n`);
      expect(await session.answer()).toMatch(/^250/);
      session.close();
    };
    const titles = async () =>
      (await client.call('GET /api/v1/reports', {})).items.map((item) => item.title).toSorted();

    await send('first');
    await eventually(titles, (all) => all.includes('first'), 20_000);
    const report = (await client.call('GET /api/v1/reports', {})).items[0];
    await eventually(
      () => heard,
      (text) => text.includes(report?.id ?? '-'),
    );

    await send('second');
    worker.kill('SIGKILL');
    await worker.ended;
    await client.call('POST /api/v1/incidents', { body: { title: 'opened without a worker' } });
    // The heartbeat of the killed one grows old at once instead of in a minute, and so do its locks.
    const old = new Date(Date.now() - 120_000);
    await databases.owner.updateTable('platform.worker_instance').set({ heartbeat_at: old }).execute();
    await databases.ownerPool.query(
      'update graphile_worker._private_jobs set locked_at = $1 where locked_at is not null',
      [old],
    );
    await databases.ownerPool.query(
      'update graphile_worker._private_job_queues set locked_at = $1 where locked_at is not null',
      [old],
    );
    worker = await start('worker', { MATOI_ROLES: 'worker,mail', MATOI_SMTP_PORT: String(smtpPort) });
    await eventually(titles, (all) => all.includes('second'), 30_000);
    expect(await titles()).toEqual(['first', 'second']);

    for (let at = 0; at < 10; at += 1) await send(`more ${at}`);
    await eventually(titles, (all) => all.length === 12, 30_000);
    const facts = await databases.ownerPool.query<{ count: number; last: number }>(
      'select count(*) as count, count(distinct position) as last from platform.fact where position is not null',
    );
    expect(facts.rows[0]?.count).toBe(facts.rows[0]?.last);
    const twice = await databases.ownerPool.query(
      'select title from reports.report group by title having count(*) > 1',
    );
    expect(twice.rows).toEqual([]);
    for (const program of [worker, web]) {
      program.kill('SIGTERM');
      expect((await program.ended).code).toBe(0);
    }
    abort.abort();
    await listening;
  }, 120_000);
});
