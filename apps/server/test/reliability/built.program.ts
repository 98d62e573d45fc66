import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const serverMain = join(root, 'dist/server/main.js');

type Environment = Readonly<Record<string, string>>;
type As = { readonly uid: number; readonly gid: number };

export type Finished = { readonly code: number | null; readonly output: string };

/** Runs a Node program to its end. */
function runNode(args: readonly string[], env: Environment = {}, as?: As): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...args],
      { env: environment(env), cwd: tmpdir(), timeout: 120_000, ...as },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, output: stdout + stderr });
      },
    );
    child.stdin?.end();
  });
}

/** What a spawned program sees: nothing of this test's own settings. */
function environment(own: Environment): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...own };
}

/** Builds what is out of date; the first test of a run pays for it. */
export async function ensureBuilt(): Promise<void> {
  const { code, output } = await runNode([join(root, 'tools/bootstrap/build.mjs')]);
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
}

/** Runs one command of the built program, for example `['token', 'create', …]`. */
export function runMatoi(args: readonly string[], env: Environment, as?: As): Promise<Finished> {
  return runNode([serverMain, ...args], env, as);
}

/** A folder that the user of the database may pass through; remove it with `removeFolder`. */
export function makeFolder(name = 'matoi-built-'): string {
  const path = mkdtempSync(join(tmpdir(), name));
  chmodSync(path, 0o755);
  return path;
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

/** The built program in a process of its own. */
export type BuiltProgram = {
  readonly pid: number;
  readonly output: () => string;
  /** Where it answers; empty for a process without the web role. */
  readonly url: string;
  readonly setUpLink: string | null;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Finished>;
};

/** Starts `matoi start` and waits until it says that it is ready; fails with its output when it ends before. */
export async function startBuilt(env: Environment, as?: As): Promise<BuiltProgram> {
  const child = spawn(process.execPath, [serverMain, 'start'], {
    env: environment({ MATOI_PORT: '0', ...env }),
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let text = '';
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      heard();
    });
  }
  const ended = endOf(child, () => text);
  await new Promise<void>((resolve, reject) => {
    heard = () => {
      if (/^Ready in .*\n/m.test(text)) resolve();
    };
    ended.then(({ code, output }) => reject(new Error(`it ended with code ${code}:\n${output}`)), reject);
  });
  // The set-up link is printed in the same breath; a line that is still coming is waited for by its own test.
  await new Promise((resolve) => setImmediate(resolve));
  return {
    pid: child.pid ?? 0,
    output: () => text,
    url: /^Ready in [\d.]+ s: (\S+)$/m.exec(text)?.[1] ?? '',
    get setUpLink() {
      return /^ {2}(http\S+#\S+)$/m.exec(text)?.[1] ?? null;
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

function endOf(child: ChildProcess, output: () => string): Promise<Finished> {
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output: output() }));
  });
}

/** The postmaster of a data directory, or null when there is none. */
export function postmasterOf(dataPath: string): number | null {
  const record = join(dataPath, 'cluster.json');
  const place = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')).place as string | null) : null;
  const file = join(place ?? join(dataPath, 'postgres'), 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

/** Living processes whose command line names a path. */
export function processesOn(path: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return words.includes(path) ? [`${pid} ${words.slice(0, 100)}`] : [];
      } catch {
        return [];
      }
    });
}
