import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataDirectory, defaultDataDirectory, openDataDirectory, StartProblem } from './index.ts';
import { startProgram } from './program.fixture.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

let root = '';
let path = '';
let said: string[] = [];
let opened: DataDirectory[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'matoi-data-'));
  path = join(root, 'data');
  said = [];
  opened = [];
});

afterEach(async () => {
  for (const directory of opened) await directory.release();
  await rm(root, { recursive: true, force: true });
});

async function open(
  options: { keyFile?: string; programVersion?: string; path?: string } = {},
): Promise<DataDirectory> {
  const directory = await openDataDirectory({
    path: options.path ?? path,
    keyFile: options.keyFile ?? null,
    programVersion: options.programVersion ?? '1.0.0',
    say: (line) => said.push(line),
    random: randomBytes,
  });
  opened.push(directory);
  return directory;
}

async function openAndRelease(options: { keyFile?: string } = {}): Promise<DataDirectory> {
  const directory = await open(options);
  await directory.release();
  opened = [];
  return directory;
}

async function refusalOf(attempt: Promise<unknown>): Promise<StartProblem> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StartProblem) return error;
  throw new Error('expected a StartProblem', { cause: error });
}

const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;

describe('a new data directory', () => {
  test('gets private folders, a private key and a line that warns of its loss', async () => {
    const directory = await open();
    expect(directory.isNew).toBe(true);
    expect(directory.masterKey).toHaveLength(32);
    expect(await readFile(join(directory.keysPath, 'master.key'))).toEqual(directory.masterKey);
    expect(await modeOf(join(directory.keysPath, 'master.key'))).toBe(0o600);
    expect(await modeOf(directory.keysPath)).toBe(0o700);
    expect(await modeOf(directory.filesPath)).toBe(0o700);
    expect(await modeOf(path)).toBe(isRoot ? 0o711 : 0o700);
    expect(said.join('\n')).toMatch(/master key.*Keep a copy/);
  });

  test('is the same at the next start, with the same key and in silence', async () => {
    const first = await openAndRelease();
    said = [];
    const second = await open({ programVersion: '1.1.0' });
    expect(second.isNew).toBe(false);
    expect(second.masterKey).toEqual(first.masterKey);
    expect(said).toEqual([]);
    expect(JSON.parse(await readFile(join(path, 'matoi.json'), 'utf8'))).toMatchObject({ layout: 1, program: '1.1.0' });
  });

  test('may be an empty directory that is already there, and keeps its mode', async () => {
    await mkdir(path, { mode: 0o750 });
    expect((await open()).isNew).toBe(true);
    expect(await modeOf(path)).toBe(0o750);
  });

  test('may lie at the end of a path longer than a socket name, with blanks and Japanese', async () => {
    const long = join(root, 'x'.repeat(120), '纏 の データ');
    expect((await open({ path: long })).path).toBe(long);
    expect((await refusalOf(open({ path: long }))).code).toBe('data-directory.in-use');
  });

  test.each([
    ['the mark', ['claim.id']],
    ['the folders', ['claim.id', 'keys/', 'files/', 'postgres/']],
    ['a torn key', ['claim.id', 'keys/', 'keys/master.key=17']],
    ['the key', ['claim.id', 'keys/', 'files/', 'postgres/', 'keys/master.key=32']],
    ['a torn layout file', ['claim.id', 'claim.json', 'keys/', 'keys/master.key=32', 'matoi.json.tmp']],
    ['only the temporary mark', ['claim.id.abcdef.tmp']],
  ])('whose creation was interrupted after %s is finished', async (_step, present) => {
    await mkdir(path);
    for (const name of present) {
      const [file = '', size] = name.split('=');
      if (file.endsWith('/')) await mkdir(join(path, file));
      else await writeFile(join(path, file), randomBytes(Number(size ?? 5)), { mode: 0o600 });
    }
    const directory = await open();
    expect(directory.isNew).toBe(true);
    expect(await readFile(join(directory.keysPath, 'master.key'))).toEqual(directory.masterKey);
    expect(directory.masterKey).toHaveLength(32);
    expect(await readdir(path)).toContain('matoi.json');
  });

  test('that cannot be completed is taken back', async () => {
    const problem = await refusalOf(open({ keyFile: join(root, 'absent.key') }));
    expect(problem.code).toBe('key.missing');
    expect(await readdir(root)).toEqual([]);
  });

  test('on a full disk is refused in words and leaves nothing', async (context) => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('this test may not mount a small disk');
    }
    try {
      await writeFile(join(disk, 'filler'), Buffer.alloc(8192));
      const problem = await refusalOf(open({ path: join(disk, 'data') }));
      expect(problem.code).toBe('files.disk-full');
      expect(problem.message).toContain('free some space');
      expect(await readdir(disk)).toEqual(['filler']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a directory that is not ours or not usable is refused:', () => {
  test('foreign content', async () => {
    await mkdir(path);
    await writeFile(join(path, 'thesis.txt'), 'mine');
    expect((await refusalOf(open())).code).toBe('data-directory.foreign');
    expect(await readdir(path)).toEqual(['thesis.txt']);
  });

  test('a file', async () => {
    await writeFile(path, '');
    expect((await refusalOf(open())).code).toBe('data-directory.not-a-directory');
    expect((await refusalOf(open({ path: join(path, 'below') }))).code).toBe('data-directory.not-a-directory');
  });

  test('a newer layout, naming the version that is needed', async () => {
    await openAndRelease();
    await writeFile(join(path, 'matoi.json'), JSON.stringify({ layout: 2, program: '9.0.0' }));
    const problem = await refusalOf(open());
    expect(problem.code).toBe('data-directory.newer-layout');
    expect(problem.message).toContain('9.0.0');
  });

  test('a damaged layout file', async () => {
    await openAndRelease();
    await writeFile(join(path, 'matoi.json'), '{"layout":');
    expect((await refusalOf(open())).code).toBe('data-directory.damaged');
  });

  test('files without a layout file', async () => {
    const { filesPath } = await openAndRelease();
    await writeFile(join(filesPath, 'object'), 'x');
    await rm(join(path, 'matoi.json'));
    expect((await refusalOf(open())).code).toBe('data-directory.layout-missing');
  });

  test.runIf(isRoot)('one that this user may not write', async () => {
    await chmod(root, 0o755);
    const child = startProgram({ fixture: 'data-directory/holder.fixture.ts', args: [path], uid: NOBODY });
    expect(await child.line()).toBe('waiting');
    child.say('go');
    expect(await child.line()).toBe('files.no-permission');
    await child.ended;
  });
});

describe('the master key', () => {
  test('that is missing although data exist is refused', async () => {
    const { keysPath } = await openAndRelease();
    await rm(join(keysPath, 'master.key'));
    expect((await refusalOf(open())).code).toBe('key.missing');
    expect(await readdir(keysPath)).toEqual([]);
  });

  test('that is too short is refused', async () => {
    const { keysPath } = await openAndRelease();
    await writeFile(join(keysPath, 'master.key'), randomBytes(31));
    expect((await refusalOf(open())).code).toBe('key.malformed');
  });

  test('of another installation is refused', async () => {
    const { keysPath } = await openAndRelease();
    await writeFile(join(keysPath, 'master.key'), randomBytes(32));
    expect((await refusalOf(open())).code).toBe('key.wrong');
  });

  test('that everybody can read is refused, one that a group can read is warned of', async () => {
    const { keysPath } = await openAndRelease();
    await chmod(join(keysPath, 'master.key'), 0o644);
    expect((await refusalOf(open())).code).toBe('key.too-open');
    await chmod(join(keysPath, 'master.key'), 0o640);
    await open();
    expect(said.join('\n')).toMatch(/Warning.*640/);
  });

  test('that cannot be read is refused', async () => {
    const { keysPath } = await openAndRelease();
    const keyFile = join(root, 'key');
    await writeFile(keyFile, await readFile(join(keysPath, 'master.key')), { mode: 0o000 });
    if (!isRoot) {
      expect((await refusalOf(open({ keyFile }))).code).toBe('key.unreadable');
      return;
    }
    await chmod(root, 0o755);
    for (const name of ['', ...(await readdir(path, { recursive: true }))])
      await chown(join(path, name), NOBODY, NOBODY);
    const args = [path, keyFile];
    const child = startProgram({ fixture: 'data-directory/holder.fixture.ts', args, uid: NOBODY });
    await child.line();
    child.say('go');
    expect(await child.line()).toBe('key.unreadable');
    await child.ended;
  });

  test.each(['raw', 'hex', 'base64', 'base64url'] as const)(
    'may come from a file outside, written in %s',
    async (form) => {
      const key = randomBytes(32);
      const keyFile = join(root, 'key');
      await writeFile(keyFile, form === 'raw' ? key : `${key.toString(form)}\n`, { mode: 0o600 });
      const directory = await open({ keyFile });
      expect(directory.masterKey).toEqual(key);
      expect(await readdir(directory.keysPath)).toEqual([]);
      expect(said).toEqual([]);
    },
  );

  test('of 16 bytes in hexadecimal digits is refused', async () => {
    const keyFile = join(root, 'key');
    await writeFile(keyFile, randomBytes(16).toString('hex'), { mode: 0o600 });
    expect((await refusalOf(open({ keyFile }))).code).toBe('key.malformed');
  });
});

describe('the claim', () => {
  test('refuses a second start, also by another name of the directory, until it is given up', async () => {
    const first = await open();
    const alias = join(root, 'alias');
    await symlink(path, alias);
    for (const other of [path, alias]) {
      const problem = await refusalOf(open({ path: other }));
      expect(problem.code).toBe('data-directory.in-use');
      expect(problem.params.pid).toBe(String(process.pid));
      expect(problem.message).toContain('already running');
    }
    await first.release();
    opened = [];
    expect((await open()).isNew).toBe(false);
  });

  test('ends with its process, even by kill -9, and the next start says so', async () => {
    const child = startProgram({ fixture: 'data-directory/holder.fixture.ts', args: [path] });
    await child.line();
    child.say('go');
    expect(await child.line()).toBe('held');
    expect((await refusalOf(open())).params.pid).toBe(String(child.pid));
    child.kill();
    await child.ended;
    await open();
    expect(said.join('\n')).toContain(`process ${child.pid}`);
  });

  test('is not fooled by a process id that is used again', async () => {
    await openAndRelease();
    const record = { pid: process.ppid, bootId: 'another boot', pidNamespace: null, startTime: '1', program: '1.0.0' };
    await writeFile(join(path, 'claim.json'), JSON.stringify(record));
    expect((await open()).isNew).toBe(false);
  });

  test('goes to exactly one of several starts at the same moment', async () => {
    const children = Array.from({ length: 4 }, () =>
      startProgram({ fixture: 'data-directory/holder.fixture.ts', args: [path] }),
    );
    for (const child of children) await child.line();
    for (const child of children) child.say('go');
    const answers = await Promise.all(children.map((child) => child.line()));
    for (const child of children) child.kill();
    await Promise.all(children.map((child) => child.ended));
    expect(answers.toSorted()).toEqual([...Array(3).fill('data-directory.in-use'), 'held']);
  });

  test('goes to exactly one of several starts in one process, again and again', async () => {
    for (let round = 0; round < 10; round += 1) {
      const target = join(root, `round-${round}`);
      const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => open({ path: target })));
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'data-directory.in-use' });
      }
    }
  });
});

test('the default place depends on who starts', () => {
  expect(defaultDataDirectory({ isRoot: true, home: '/root' })).toBe('/var/lib/matoi');
  expect(defaultDataDirectory({ isRoot: false, home: '/home/ana' })).toBe('/home/ana/.local/share/matoi');
  expect(defaultDataDirectory({ isRoot: false, home: '/home/ana', xdgDataHome: '/data' })).toBe('/data/matoi');
  expect(defaultDataDirectory({ isRoot: false, home: '/home/ana', xdgDataHome: 'relative' })).toBe(
    '/home/ana/.local/share/matoi',
  );
});
