import { execFile } from 'node:child_process';
import { constants, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasCode, readIfPresent, StartProblem } from '../data-directory/index.ts';

const run = promisify(execFile);
const POLL_MS = 10;
const FAST_MS = 30_000;
const IMMEDIATE_MS = 10_000;

/** What `postmaster.pid` says. `state` is `ready` when connections are served. */
export type PostmasterFile = { readonly pid: number; readonly state: string };

/** Reads `postmaster.pid` of a cluster; `null` when there is none. */
export async function readPostmasterFile(dataPath: string): Promise<PostmasterFile | null> {
  const content = await readIfPresent(join(dataPath, 'postmaster.pid'));
  if (content === null) return null;
  const lines = content.toString('utf8').split('\n');
  return { pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0, state: (lines[7] ?? '').trim() };
}

/**
 * Stops a postmaster that outlived its server, and corrects a pid file whose number belongs to another program (or to a
 * dead one that nobody collects, as in containers without an init). The file stays: by its other lines PostgreSQL checks
 * that no child of the old postmaster still works on the data.
 */
export async function settleStalePostmaster(dataPath: string, say: (line: string) => void): Promise<void> {
  const found = await readPostmasterFile(dataPath);
  if (found === null || found.pid === 0 || !isRunning(found.pid)) return;
  if (!(await isPostmasterOf(found.pid, dataPath))) {
    await disownPostmasterFile(dataPath);
    return;
  }
  say(`A database process of an earlier run is still there (process ${found.pid}); stopping it.`);
  for (const [signal, limit] of [['SIGINT', FAST_MS] as const, ['SIGQUIT', IMMEDIATE_MS] as const]) {
    signalProcess(found.pid, signal);
    if (await isGoneWithin({ pid: found.pid, dataPath, milliseconds: limit })) return;
  }
  throw new StartProblem(
    'postgres.stuck',
    `The database process ${found.pid} of an earlier run does not stop: end it by hand and start again.`,
    { pid: String(found.pid) },
  );
}

// Above every limit of process ids, so that PostgreSQL finds nobody there.
const NO_PROCESS = '2147483647';

async function disownPostmasterFile(dataPath: string): Promise<void> {
  const path = join(dataPath, 'postmaster.pid');
  const content = await readFile(path, 'utf8');
  // We may be root in a folder of another user: never write through a link.
  const handle = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  try {
    await handle.writeFile([NO_PROCESS, ...content.split('\n').slice(1)].join('\n'));
  } finally {
    await handle.close();
  }
}

async function isGoneWithin(options: { pid: number; dataPath: string; milliseconds: number }): Promise<boolean> {
  for (let waited = 0; waited < options.milliseconds; waited += POLL_MS) {
    if (!isRunning(options.pid) || !(await isPostmasterOf(options.pid, options.dataPath))) return true;
    await pause(POLL_MS);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (hasCode(error, 'EPERM')) return true;
    if (hasCode(error, 'ESRCH')) return false;
    throw error;
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}

/** We start it as `postgres -D <data>`; a zombie has an empty command line and counts as gone. */
async function isPostmasterOf(pid: number, dataPath: string): Promise<boolean> {
  try {
    const words =
      process.platform === 'linux'
        ? (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
        : [(await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout];
    return words.some((word) => word === dataPath || (process.platform !== 'linux' && word.includes(dataPath)));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH') || (error instanceof Error && 'code' in error && error.code === 1))
      return false;
    throw error;
  }
}
