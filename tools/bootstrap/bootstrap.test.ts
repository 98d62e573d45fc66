import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A checkout with our bootstrap and a built program, but a single local package: an install takes a second and no network. */
function makeCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'matoi 纏 '));
  folders.push(folder);
  const isProduct = (path: string) => !path.endsWith('.test.ts');
  cpSync(join(root, 'tools/bootstrap'), join(folder, 'tools/bootstrap'), { recursive: true, filter: isProduct });
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  const manifest = { name: 'matoi', version: '1.0.0', type: 'module', workspaces: ['packages/*'] };
  write(folder, 'package.json', manifest);
  write(folder, 'packages/thing/package.json', { name: '@matoi/thing', version: '1.0.0' });
  write(folder, 'package-lock.json', {
    ...manifest,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': manifest,
      'node_modules/@matoi/thing': { resolved: 'packages/thing', link: true },
      'packages/thing': { name: '@matoi/thing', version: '1.0.0' },
    },
  });
  const program =
    "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = process.argv.includes('fail') ? 3 : 0;\n";
  write(folder, 'dist/server/main.js', program);
  return folder;
}

function write(folder: string, path: string, content: unknown) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

/** The environment without what the npm that runs these tests says about this checkout. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function start(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, { cwd: tmpdir(), env: { ...withoutNpm(), CI: '', ...env } });
  children.push(child);
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...texts }));
  return { child, ended, texts, folder };
}

const runBin = (folder: string, args: readonly string[] = [], env?: Record<string, string>) =>
  start(folder, [join(folder, 'bin/matoi.mjs'), ...args], env).ended;

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}

describe('the first call', () => {
  it('installs, says so on stderr only, and becomes the program with its arguments and exit code', async () => {
    const folder = makeCheckout();
    const first = await runBin(folder, ['token', 'create', 'fail']);
    expect(first.stdout).toBe('["token","create","fail"]\n');
    expect(first.code).toBe(3);
    expect(first.stderr).toContain('installing packages');
    const second = await runBin(folder, ['a b']);
    expect(second).toEqual({ code: 0, stdout: '["a b"]\n', stderr: '' });
  });

  it('passes `start` and what follows by npm start', async () => {
    const folder = makeCheckout();
    const { ended } = start(folder, [join(folder, 'tools/bootstrap/start.mjs'), '--role', 'web']);
    expect((await ended).stdout).toBe('["start","--role","web"]\n');
  });

  it.each([
    ['the install was cut off', (folder: string) => rmSync(join(folder, 'node_modules/.package-lock.json'))],
    [
      'the lock file asks for something else',
      (folder: string) => write(folder, 'node_modules/.package-lock.json', { packages: { 'node_modules/x': {} } }),
    ],
    [
      'it was installed for another system',
      (folder: string) => write(folder, 'node_modules/.matoi-install', { platform: 'beos-ppc', node: '20', hash: '' }),
    ],
    ['the stamp was half written', (folder: string) => write(folder, 'node_modules/.matoi-install', '{"pla')],
  ])('installs again when %s', async (_, damage) => {
    const folder = makeCheckout();
    await runBin(folder);
    damage(folder);
    expect((await runBin(folder)).stderr).toContain('packages installed');
    expect((await runBin(folder)).stderr).toBe('');
  });

  it('takes an install by hand as it is', async () => {
    const folder = makeCheckout();
    await runBin(folder);
    rmSync(join(folder, 'node_modules/.matoi-install'));
    expect((await runBin(folder)).stderr).toBe('');
  });

  it('says what to do when the packages cannot be fetched, and starts nothing', async () => {
    const folder = makeCheckout();
    const dependency = { version: '1.0.0', resolved: 'http://127.0.0.1:9/gone-1.0.0.tgz', integrity: 'sha512-AAAA' };
    const manifest = { name: 'matoi', version: '1.0.0', dependencies: { gone: '1.0.0' } };
    write(folder, 'package.json', manifest);
    write(folder, 'package-lock.json', {
      ...manifest,
      lockfileVersion: 3,
      packages: { '': manifest, 'node_modules/gone': dependency },
    });
    const env = { npm_config_fetch_retries: '0', npm_config_cache: join(folder, 'cache') };
    const { code, stdout, stderr } = await runBin(folder, [], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Check the network or the proxy');
    expect(stderr).not.toMatch(/^(npm error)? +at /m);
    expect(readdirSync(join(folder, 'dist'))).toEqual(['server']);
  });

  it('names the version of Node that is needed', async () => {
    const script = `Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } });
      import(${JSON.stringify(new URL('node-version.mjs', import.meta.url).href)}).then((m) => m.refuseOldNode());`;
    const { code, stderr } = await start(root, ['-e', script]).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('needs Node.js 20.19 or newer; this is 18.20.0');
  });
});

describe('two calls at once', () => {
  it('install once and both run', async () => {
    const folder = makeCheckout();
    const both = await Promise.all([runBin(folder, ['one']), runBin(folder, ['two'])]);
    expect(both.map(({ code, stdout }) => ({ code, stdout }))).toEqual([
      { code: 0, stdout: '["one"]\n' },
      { code: 0, stdout: '["two"]\n' },
    ]);
    expect(both.filter(({ stderr }) => stderr.includes('packages installed'))).toHaveLength(1);
    expect(existsSync(join(folder, 'dist/.lock'))).toBe(false);
  });

  it('are not held up by a lock whose owner is gone', async () => {
    const folder = makeCheckout();
    write(folder, 'dist/.lock', { pid: await deadProcess(), host: hostname() });
    expect((await runBin(folder)).stderr).toContain('packages installed');
  });

  it('wait for an installer that outlived its starter', async () => {
    const folder = makeCheckout();
    const installer = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(installer);
    write(folder, 'dist/.lock', { pid: await deadProcess(), child: installer.pid, host: hostname() });
    const { child, ended, texts } = start(folder, [join(folder, 'bin/matoi.mjs')]);
    while (!texts.stderr.includes('waiting for it')) await once(child.stderr, 'data');
    expect(texts.stderr).not.toContain('installing packages');
    installer.kill();
    expect((await ended).stderr).toContain('packages installed');
  });

  it('leave no lock behind when one is interrupted', async () => {
    const folder = makeCheckout();
    const { child, ended, texts } = start(folder, [join(folder, 'bin/matoi.mjs')]);
    while (!texts.stderr.includes('installing packages')) await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(existsSync(join(folder, 'dist/.lock'))).toBe(false);
    expect((await runBin(folder)).code).toBe(0);
  });
});

/** A checkout whose packages are those of this one, by links, with the given test files. */
function makeTestCheckout(tests: Readonly<Record<string, string>>): string {
  const folder = makeCheckout();
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  write(folder, 'node_modules/.package-lock.json', { packages: { 'node_modules/@matoi/thing': {} } });
  write(folder, 'vitest.config.ts', readFileSync(join(root, 'vitest.config.ts'), 'utf8'));
  for (const [path, text] of Object.entries(tests)) write(folder, path, `import { it } from 'vitest';\n${text}`);
  return folder;
}

const runTests = (folder: string, args: readonly string[], env?: Record<string, string>) =>
  start(folder, [join(folder, 'tools/bootstrap/test.mjs'), ...args], env).ended;

const lastLine = ({ stdout }: Ended) => stdout.split('\n').at(-2);

describe('npm test', () => {
  it('counts what passed, failed, was skipped and could not be loaded, and says why', async () => {
    const folder = makeTestCheckout({
      'tools/a.test.ts': "it('holds', () => {});\nit('breaks', () => { throw new Error('no'); });\n",
      'tools/b.test.ts': "it('waits', (test) => test.skip('no printer here'));\n",
      'tools/c.test.ts': "import './gone.ts';\nit('never runs', () => {});\n",
    });
    const ended = await runTests(folder, ['--only=unit']);
    expect(lastLine(ended)).toBe('1 passed, 2 failed, 1 skipped');
    expect(ended.stdout).toContain('tools/b.test.ts: waits: no printer here');
    expect(ended.code).toBe(1);
  });

  it('counts an error outside of every test', async () => {
    const folder = makeTestCheckout({
      'tools/a.test.ts': "it('holds', () => { queueMicrotask(() => { throw new Error('late'); }); });\n",
    });
    const ended = await runTests(folder, ['--only=unit']);
    expect(lastLine(ended)).toBe('1 passed, 1 failed, 0 skipped');
    expect(ended.code).toBe(1);
  });

  it('runs only the files that are asked for', async () => {
    const folder = makeTestCheckout({
      'tools/one.test.ts': "it('holds', () => {});\n",
      'tools/two.test.ts': "it('breaks', () => { throw new Error('no'); });\n",
    });
    const ended = await runTests(folder, ['--only=unit', 'tools/one']);
    expect({ code: ended.code, line: lastLine(ended) }).toEqual({ code: 0, line: '1 passed, 0 failed, 0 skipped' });
  });

  it('fails when nothing ran', async () => {
    const ended = await runTests(makeTestCheckout({}), ['--only=unit']);
    expect({ code: ended.code, line: lastLine(ended) }).toEqual({ code: 1, line: '0 passed, 0 failed, 0 skipped' });
  });

  it('skips the journeys in words without a browser, and fails where everything must run', async () => {
    const folder = makeTestCheckout({ 'e2e/a.journey.ts': "it('travels', () => {});\n" });
    const env = { MATOI_CHROMIUM: join(folder, 'no-such-browser') };
    const skipped = await runTests(folder, ['--only=journeys', 'e2e'], env);
    expect({ code: skipped.code, line: lastLine(skipped) }).toEqual({ code: 0, line: '1 passed, 0 failed, 1 skipped' });
    expect(skipped.stdout).toContain('no-such-browser, which does not exist');
    const strict = await runTests(folder, ['--only=journeys', 'e2e'], { ...env, CI: 'true' });
    expect({ code: strict.code, line: lastLine(strict) }).toEqual({ code: 1, line: '1 passed, 1 failed, 0 skipped' });
  });

  it('installs a browser on Debian when it may, and says why when that failed', async (test) => {
    const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
    if (!isRootOnDebian) return test.skip('only root on Debian installs a browser');
    const journey =
      "it('knows its browser', () => { if (!process.env.MATOI_CHROMIUM?.endsWith('/chromium')) throw new Error('no'); });\n";
    const folder = makeTestCheckout({ 'e2e/a.journey.ts': journey });
    const fake = join(folder, 'fake');
    const env = { PATH: fake, MATOI_CHROMIUM: '' };
    write(folder, 'fake/apt-get', '#!/bin/sh\necho "E: no such package"\nexit 100\n');
    chmodSync(join(fake, 'apt-get'), 0o755);
    const refused = await runTests(folder, ['--only=journeys', 'e2e'], env);
    expect({ code: refused.code, line: lastLine(refused) }).toEqual({ code: 0, line: '1 passed, 0 failed, 1 skipped' });
    expect(refused.stdout).toContain('apt-get update failed: E: no such package');
    write(folder, 'fake/apt-get', `#!/bin/sh\nif [ "$1" = install ]; then : > "\${0%/*}/chromium"; fi\n`);
    const installed = await runTests(folder, ['--only=journeys', 'e2e'], env);
    expect({ code: installed.code, line: lastLine(installed) }).toEqual({
      code: 0,
      line: '2 passed, 0 failed, 0 skipped',
    });
    expect(installed.stderr).toContain('installing Chromium');
  });

  it('ends what it started when it is interrupted', async () => {
    const folder = makeTestCheckout({
      'tools/a.test.ts':
        "import { writeFileSync } from 'node:fs';\nit('takes long', async () => { writeFileSync('running', String(process.pid)); await new Promise((r) => setTimeout(r, 60_000)); }, 90_000);\n",
    });
    const { child, ended } = start(folder, [join(folder, 'tools/bootstrap/test.mjs'), '--only=unit']);
    await vi.waitUntil(() => existsSync(join(folder, 'running')), { timeout: 10_000 });
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const pid = Number(readFileSync(join(folder, 'running'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('refuses an option that it does not know', async () => {
    const ended = await runTests(makeTestCheckout({}), ['--only=magic']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('does not know --only=magic');
  });
});
