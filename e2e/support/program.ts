import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMailSink } from '../../apps/server/test/support/mail-sink.ts';

const entry = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const webPage = fileURLToPath(new URL('../../dist/web/index.html', import.meta.url));
const clockPreload = new URL('./clock.preload.mjs', import.meta.url).href;
const setUpLink = /https?:\/\/\S+\/set-up#\S+(?=\n)/;
const startsWithinMs = 60_000;
const stopsWithinMs = 20_000;

/** The built program as a process of its own, with a data directory, ports and a mail relay of its own. */
export type RunningProgram = {
  readonly origin: string;
  readonly smtpPort: number;
  /** The relay that the program hands its mails to. */
  readonly sink: Awaited<ReturnType<typeof startMailSink>>;
  /** The one-time link that the first start printed. */
  readonly setUpLink: string;
  /** Stops the process and keeps its data. */
  halt(): Promise<void>;
  /** Starts it again on the same data and the same ports. */
  resume(): Promise<void>;
  /** Lets so many minutes pass on the clock of the program, until it is started again. */
  advance(minutes: number): Promise<void>;
  /** What the clock of the program shows. */
  now(): Date;
  /** What the program wrote to its error output. */
  errorOutput(): string;
  /** Stops everything and removes the data. */
  end(): Promise<void>;
};

/** Data as the first start leaves it: made once for each process, because a new database costs more than many a journey. */
let fresh: Promise<string> | null = null;

async function makeFreshData(): Promise<string> {
  const folder = newFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const env = { ...withoutOwnSettings(process.env), MATOI_PORT: '0', MATOI_SMTP_PORT: '0', MATOI_DATA_DIR: data };
  const { child } = await startProcess({ env, isNew: true, onError: () => undefined });
  await stopProcess(child);
  return data;
}

/** Started as root, the database runs under another user, who must reach its directory. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-journey-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts the built program on fresh data. Refuses in words when nothing was built. */
export async function startBuiltProgram(): Promise<RunningProgram> {
  for (const file of [entry, webPage]) {
    if (!existsSync(file))
      throw new Error(`The journeys need the built program, but there is no ${file}: npm run build`);
  }
  fresh ??= makeFreshData();
  const sink = await startMailSink();
  const folder = newFolder();
  // With owners and rights: the files of the database belong to its own user.
  await promisify(execFile)('cp', ['-a', await fresh, join(folder, 'data')]);
  const port = await freePort();
  const smtpPort = await freePort();
  const env = {
    ...withoutOwnSettings(process.env),
    MATOI_HOST: '127.0.0.1',
    MATOI_PORT: String(port),
    MATOI_SMTP_PORT: String(smtpPort),
    MATOI_SMTP_RELAY_URL: sink.url,
    MATOI_MAIL_FROM: 'csirt@example.jp',
    MATOI_DATA_DIR: join(folder, 'data'),
    MATOI_LOG_LEVEL: 'error',
  };
  const errors: string[] = [];
  const start = (isNew: boolean) => startProcess({ env, isNew, onError: (text) => errors.push(text) });
  let running = await start(true);
  let aheadMs = 0;
  const link = setUpLink.exec(running.output)?.[0] ?? '';
  const halt = () => stopProcess(running.child);
  return {
    origin: `http://127.0.0.1:${port}`,
    smtpPort,
    sink,
    setUpLink: link,
    halt,
    async resume() {
      running = await start(false);
      aheadMs = 0;
    },
    async advance(minutes) {
      const advanced = once(running.child, 'message');
      running.child.send({ advanceMs: minutes * 60_000 });
      await advanced;
      aheadMs += minutes * 60_000;
    },
    now: () => new Date(Date.now() + aheadMs),
    errorOutput: () => errors.join(''),
    async end() {
      await halt();
      await sink.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Started = { readonly child: ChildProcess; readonly output: string };

/** Answers once the program says that it is ready and, on new data, what its set-up link is. */
async function startProcess(given: {
  readonly env: NodeJS.ProcessEnv;
  /** Whether nobody has an account yet: then a set-up link follows. */
  readonly isNew: boolean;
  readonly onError: (text: string) => void;
}): Promise<Started> {
  const child = spawn(process.execPath, ['--import', clockPreload, entry, 'start'], {
    env: given.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  return await new Promise<Started>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      reject(new Error(`The program ${why}:\n${output}`));
    };
    const limit = setTimeout(() => fail(`was not ready within ${startsWithinMs / 1000} s`), startsWithinMs);
    const onExit = (code: number | null) => fail(`ended with ${code} instead of starting`);
    child.once('exit', onExit);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      given.onError(text);
      output += text;
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!/^Ready in .*\n/m.test(output)) return;
      if (given.isNew && !setUpLink.test(output)) return;
      clearTimeout(limit);
      child.off('exit', onExit);
      resolve({ child, output });
    });
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
  await ended;
  clearTimeout(limit);
}

/** A setting of the person who runs the tests must not reach the program under test. */
function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('MATOI_') && !name.startsWith('DATABASE_URL')),
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
