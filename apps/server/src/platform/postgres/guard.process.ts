import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StartProblem } from '../data-directory/index.ts';

/** How a program under guard ended. `tail` is the end of what it wrote. */
export type Ending = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly tail: string;
  /** True when the guard itself was killed: then the program may still be running. */
  readonly isGuardLost: boolean;
};

/** A running program that ends with this process, whatever kills it. */
export type Guarded = {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Asks it to stop; `ended` tells when it has. */
  stop(): void;
};

type Order = {
  readonly program: string;
  readonly args: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly log: string;
};

const LOG_BYTES = 5_000_000;

/** Starts a PostgreSQL program under a guard process. Refuses when this system cannot execute it. */
export async function startGuarded(order: Order): Promise<Guarded> {
  const guard = spawn(
    process.execPath,
    ['--max-old-space-size=32', '--max-semi-space-size=1', guardScript(), JSON.stringify(guardOrder(order))],
    // A session of its own: the interrupt key of the terminal must reach the server only, which then stops in order.
    { detached: true, cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  return await follow(guard, order.program);
}

function follow(guard: ChildProcess, program: string): Promise<Guarded> {
  return new Promise((resolve, reject) => {
    const { stdin, stdout, stderr } = guard;
    if (stdin === null || stdout === null || stderr === null) throw new Error('the guard has no pipes');
    // The guard may be gone before its input is closed.
    stdin.on('error', () => undefined);
    let complaint = '';
    stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-2000);
    });
    let ending: Ending | null = null;
    const ended = new Promise<Ending>((settle) => {
      guard.once('close', (code, signal) => {
        settle(ending ?? { code, signal, tail: `the guard process ended. ${complaint}`, isGuardLost: true });
      });
    });
    guard.once('error', reject);
    guard.once('close', () => reject(new Error(`the guard of ${program} ended before it began: ${complaint}`)));
    createInterface({ input: stdout }).on('line', (line) => {
      const event: GuardEvent = JSON.parse(line);
      if (event.failed !== undefined) reject(cannotExecute(program, event.failed));
      if (event.exited !== undefined) ending = { ...event.exited, isGuardLost: false };
      if (event.started !== undefined) resolve({ pid: event.started, ended, stop: () => stdin.end() });
    });
  });
}

type GuardEvent = {
  readonly started?: number;
  readonly failed?: string;
  readonly exited?: Omit<Ending, 'isGuardLost'>;
};

function guardOrder({ program, args, user, log }: Order): Record<string, unknown> {
  return {
    program,
    args,
    uid: user?.uid ?? null,
    gid: user?.gid ?? null,
    cwd: '/',
    // A language of its own for messages we read, and nothing of the server's environment, which may hold secrets.
    env: { LANG: 'C', LC_MESSAGES: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    log,
    logBytes: LOG_BYTES,
  };
}

/** Beside this file in the source tree and in the bundle; a chunk of the bundle may lie one folder deeper. */
function guardScript(): string {
  for (const place of ['./guard.mjs', '../guard.mjs']) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error('guard.mjs is missing beside the program: the build must copy it');
}

function cannotExecute(program: string, code: string): StartProblem {
  const why = {
    ENOENT: 'this system lacks the C library that it needs (glibc 2.27 or newer)',
    EACCES: 'the file system forbids execution (noexec) or the user may not reach it',
    EPERM: 'this process may not change to the user of the database',
  }[code];
  return new StartProblem(
    'postgres.cannot-execute',
    `The built-in PostgreSQL cannot be executed (${program}): ${why ?? code}; repair this or name a PostgreSQL server with DATABASE_URL.`,
    { path: program, code },
  );
}
