import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDataDirectory, StartProblem } from '../data-directory/index.ts';
import { type Program, startProgram } from '../data-directory/program.fixture.ts';
import { type Cluster, recordedConnection, startCluster } from './index.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
const HOLDER = 'postgres/holder.fixture.ts';

type Running = { readonly cluster: Cluster; readonly said: string[]; readonly path: string; end(): Promise<void> };

const running: Running[] = [];
const programs: Program[] = [];

async function start(path: string, durable = false): Promise<Running> {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const directory = await openDataDirectory({ path, keyFile: null, programVersion: '1.0.0', say, random: randomBytes });
  try {
    const cluster = await startCluster({ directory, durable, say, random: randomBytes });
    const end = async (): Promise<void> => {
      await cluster.stop();
      await directory.release();
    };
    running.push({ cluster, said, path, end });
    return { cluster, said, path, end };
  } catch (error) {
    await directory.release();
    throw error;
  }
}

function startElsewhere(path: string, uid?: number): Program {
  const program = startProgram({ fixture: HOLDER, args: [path], ...(uid === undefined ? {} : { uid }) });
  programs.push(program);
  return program;
}

async function lineAfterCreation(program: Program): Promise<string> {
  const line = await program.line();
  return line === '"creating"' ? await program.line() : line;
}

async function refusalOf(attempt: Promise<unknown>): Promise<StartProblem> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StartProblem) return error;
  throw new Error('expected a StartProblem', { cause: error });
}

async function ask(cluster: Cluster, sql: string, password = cluster.connection.password): Promise<unknown[]> {
  const client = new Client({ ...cluster.connection, password });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result = await client.query({ text: sql, rowMode: 'array' });
    return result.rows.flat();
  } finally {
    await client.end();
  }
}

async function postmasterPid(dataPath: string): Promise<number> {
  return Number((await readFile(join(dataPath, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A dead process that nobody collects (containers without an init) is not alive. */
function isAlive(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}

const untilGone = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 5 });

async function parentOf(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Every process whose command line names the path. */
async function processesOn(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (words.includes(path) && pid !== String(process.pid))
      found.push(`${pid} ${words.replaceAll('\0', ' ').slice(0, 80)}`);
  }
  return found;
}

let root = '';
/** One data directory for many tests, long and with blanks and Japanese in its path. */
let path = '';
let dataPath = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'matoi-pg-'));
  await chmod(root, 0o755);
  path = join(root, 'x'.repeat(120), '纏 の データ');
  dataPath = join(path, 'postgres', 'data');
});

afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill();
    await program.ended;
  }
  for (const { end } of running.splice(0)) await end();
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('the first start', () => {
  test('makes a cluster that is reached only by its socket and password', async () => {
    const { cluster, said } = await start(path);
    expect(cluster.version).toMatch(/^18\./);
    expect(said.join('\n')).toContain('Creating the database');
    expect(Buffer.byteLength(`${cluster.connection.host}/.s.PGSQL.5432`)).toBeLessThan(104);
    expect((await stat(cluster.connection.host)).mode & 0o777).toBe(0o700);
    expect(await ask(cluster, `select current_setting('listen_addresses')`)).toEqual(['']);
    expect(await ask(cluster, 'select current_database(), current_user')).toEqual(['matoi', 'matoi_root']);
    await expect(ask(cluster, 'select 1', 'wrong')).rejects.toMatchObject({ code: '28P01' });
    expect(await recordedConnection({ path, keysPath: join(path, 'keys') })).toEqual(cluster.connection);
    expect((await stat(join(path, 'keys', 'postgres.password'))).mode & 0o777).toBe(0o600);
    if (isRoot) expect((await stat(dataPath)).uid).not.toBe(0);
  });

  test('makes the links between libraries that npm leaves to an install script', async () => {
    const [bin = ''] = (await readdir(join(path, 'postgres'))).filter((name) => name.startsWith('bin-'));
    const library = join(path, 'postgres', bin, 'lib', 'libpq.so.5');
    if (process.platform === 'linux') expect((await lstat(library)).isSymbolicLink()).toBe(true);
    expect((await stat(join(path, 'postgres', bin, 'bin', 'postgres'))).mode & 0o777).toBe(0o755);
  });

  test('that is killed in the middle leaves no process, and the next one completes it', async () => {
    const fresh = join(root, 'interrupted');
    const program = startElsewhere(fresh);
    expect(await program.line()).toBe('"creating"');
    await vi.waitFor(async () => expect((await readdir(join(fresh, 'postgres'))).join()).toMatch(/data\.\w+\.tmp/), {
      timeout: 10_000,
      interval: 2,
    });
    program.kill();
    await program.ended;
    await vi.waitFor(async () => expect(await processesOn(fresh)).toEqual([]), { timeout: 10_000, interval: 20 });
    await writeFile(join(fresh, 'postgres', 'password.0a.tmp'), 'left behind');
    const { cluster } = await start(fresh);
    expect(await ask(cluster, 'select 1')).toEqual([1]);
    expect((await readdir(join(fresh, 'postgres'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.runIf(isRoot)(
    'puts the cluster elsewhere when its user cannot walk to the data, and finds it again',
    async () => {
      const locked = join(root, 'locked');
      await mkdir(locked, { mode: 0o700 });
      const data = join(locked, 'data');
      const first = await start(data);
      const { place } = JSON.parse(await readFile(join(data, 'cluster.json'), 'utf8'));
      try {
        expect(place).toMatch(/^\/var\/lib\/matoi-clusters\/[0-9a-f]{16}$/);
        expect(first.said.join('\n')).toContain(place);
        expect((await stat(locked)).mode & 0o777).toBe(0o700);
        await ask(first.cluster, 'create table kept ()');
        await first.end();
        running.splice(0);
        const second = await start(data);
        expect(await ask(second.cluster, `select to_regclass('kept')::text`)).toEqual(['kept']);
        await second.end();
        running.splice(0);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    },
  );

  test.runIf(isRoot)('works as an ordinary user', async () => {
    const home = join(root, 'home');
    await mkdir(home, { mode: 0o700 });
    await chown(home, NOBODY, NOBODY);
    const program = startElsewhere(join(home, 'data'), NOBODY);
    expect(await lineAfterCreation(program)).toMatch(/"version":"18\./);
    expect((await stat(join(home, 'data', 'postgres', 'data'))).uid).toBe(NOBODY);
    const connection = await recordedConnection({ path: join(home, 'data'), keysPath: join(home, 'data', 'keys') });
    const pid = await postmasterPid(join(home, 'data', 'postgres', 'data'));
    program.kill();
    await untilGone(pid);
    await rm(connection?.host ?? '', { recursive: true });
  });

  test('on a nearly full disk is refused before anything is copied', async (context) => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('this test may not mount a small disk');
    }
    try {
      expect((await refusalOf(start(join(disk, 'data')))).code).toBe('files.disk-full');
      expect(await readdir(join(disk, 'data', 'postgres'))).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test.runIf(isRoot)('refuses a user id without a name before it makes a database', async () => {
    const nameless = 54321;
    const home = join(root, 'nameless');
    await mkdir(home, { mode: 0o700 });
    await chown(home, nameless, nameless);
    expect(await startElsewhere(join(home, 'data'), nameless).line()).toBe('{"refused":"postgres.nameless-user"}');
    expect(await readdir(join(home, 'data', 'postgres'))).toEqual([]);
  });
});

describe('kill -9', () => {
  test('of the program ends PostgreSQL, keeps what was committed, and the next start proceeds', async () => {
    const program = startElsewhere(path);
    await program.line();
    program.say('committed');
    expect(await program.line()).toBe('"stored"');
    expect((await refusalOf(start(path))).code).toBe('data-directory.in-use');
    const pid = await postmasterPid(dataPath);
    program.kill();
    await untilGone(pid);
    await vi.waitFor(async () => expect(await processesOn(path)).toEqual([]), { timeout: 10_000, interval: 20 });
    const { cluster } = await start(path);
    expect(await ask(cluster, `select text from line where text = 'committed'`)).toEqual(['committed']);
  });

  test('of the program and its guard leaves a postmaster, which the next start stops', async () => {
    const program = startElsewhere(path);
    await program.line();
    program.say('twice');
    expect(await program.line()).toBe('"stored"');
    const pid = await postmasterPid(dataPath);
    const guard = await parentOf(pid);
    program.kill('SIGSTOP');
    process.kill(guard, 'SIGKILL');
    program.kill();
    await program.ended;
    expect(isAlive(pid)).toBe(true);
    const { cluster, said } = await start(path);
    expect(said.join('\n')).toContain(`process ${pid}`);
    expect(isAlive(pid)).toBe(false);
    expect(await ask(cluster, `select text from line where text = 'twice'`)).toEqual(['twice']);
  });

  test('of PostgreSQL is told once, and it can be started again', async () => {
    const first = await start(path);
    const exit = new Promise<string>((resolve) => first.cluster.onExit(resolve));
    process.kill(await postmasterPid(dataPath), 'SIGKILL');
    expect(await exit).toMatch(/PostgreSQL ended unexpectedly \(signal SIGKILL\)/);
    await first.end();
    running.splice(0);
    const { cluster } = await start(path);
    expect(await ask(cluster, 'select 1')).toEqual([1]);
  });

  test('of the guard is told, and PostgreSQL does not outlive it', async () => {
    const { cluster } = await start(path);
    const pid = await postmasterPid(dataPath);
    const exit = new Promise<string>((resolve) => cluster.onExit(resolve));
    process.kill(await parentOf(pid), 'SIGKILL');
    expect(await exit).toContain('guard');
    await untilGone(pid);
  });
});

describe('an existing cluster', () => {
  test('with a stale pid file that names another living program is started', async () => {
    await writeFile(join(dataPath, 'postmaster.pid'), `${process.pid}\n${dataPath}\n1\n5432\n`);
    const { cluster } = await start(path);
    expect(await ask(cluster, 'select 1')).toEqual([1]);
    expect(isAlive(process.pid)).toBe(true);
  });

  test('whose password is lost gets a new one', async () => {
    const file = join(path, 'keys', 'postgres.password');
    const before = await readFile(file, 'utf8');
    await rm(file);
    const { cluster } = await start(path);
    expect(cluster.connection.password).not.toBe(before.trim());
    await expect(ask(cluster, 'select 1', before.trim())).rejects.toMatchObject({ code: '28P01' });
  });

  test('of another major version is refused', async () => {
    const file = join(dataPath, 'PG_VERSION');
    const before = await readFile(file);
    await writeFile(file, '17\n');
    const problem = await refusalOf(start(path));
    await writeFile(file, before);
    expect(problem.code).toBe('postgres.other-major');
    expect(problem.message).toContain('PostgreSQL 17');
  });

  test('that has disappeared is reported, never replaced by an empty one', async () => {
    await rename(dataPath, `${dataPath}-away`);
    const problem = await refusalOf(start(path));
    const left = await readdir(join(path, 'postgres'));
    await rename(`${dataPath}-away`, dataPath);
    expect(problem.code).toBe('postgres.cluster-missing');
    expect(left).not.toContain('data');
  });

  test('that PostgreSQL itself refuses is explained by its last words', async () => {
    const file = join(dataPath, 'global', 'pg_control');
    const before = await readFile(file);
    await writeFile(file, Buffer.alloc(before.length));
    const problem = await refusalOf(start(path));
    await writeFile(file, before);
    expect(problem.code).toBe('postgres.did-not-start');
    expect(problem.message).toContain('postgres.log');
    expect(problem.params.reason).toMatch(/FATAL|PANIC|control/);
  });

  test('restored with other owners and a torn copy of the binaries is repaired', async () => {
    const [bin = ''] = (await readdir(join(path, 'postgres'))).filter((name) => name.startsWith('bin-'));
    await writeFile(join(path, 'postgres', bin, 'bin', 'postgres'), '');
    if (isRoot) for (const name of ['', 'PG_VERSION', 'global']) await chown(join(dataPath, name), 0, 0);
    const { cluster } = await start(path);
    expect(await ask(cluster, 'select 1')).toEqual([1]);
  });
});
