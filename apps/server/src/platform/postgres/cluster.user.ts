import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { hasCode, StartProblem } from '../data-directory/index.ts';

/** The user of the operating system that PostgreSQL runs as; `null` = the one that runs this program. */
export type ClusterUser = { readonly uid: number; readonly gid: number; readonly name: string } | null;

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root: then an existing cluster keeps its owner, a new one belongs to `postgres` or
 * `nobody`. Users are never created. PostgreSQL also refuses a user id without a name.
 */
export async function chooseUser(existingData: string): Promise<ClusterUser> {
  const uid = process.getuid?.();
  if (uid !== 0) return refuseNameless(uid ?? -1);
  const owner = await ownerOf(existingData);
  if (owner !== null && owner !== 0) return (await lookUp(String(owner))) ?? refuseNameless(owner);
  for (const name of ['postgres', 'nobody']) {
    const user = await lookUp(name);
    if (user !== null) return user;
  }
  throw new StartProblem(
    'postgres.no-user',
    'PostgreSQL does not run as root and this system has neither a user postgres nor nobody: start as an ordinary user, or name a PostgreSQL server with DATABASE_URL.',
  );
}

function refuseNameless(uid: number): null {
  try {
    if (uid === process.getuid?.()) {
      userInfo();
      return null;
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
  throw new StartProblem(
    'postgres.nameless-user',
    `The user id ${uid} has no name on this system and PostgreSQL does not start without: add it to /etc/passwd, use another user, or name a PostgreSQL server with DATABASE_URL.`,
    { uid: String(uid) },
  );
}

async function lookUp(user: string): Promise<ClusterUser> {
  try {
    const name = (await run('id', ['-un', user])).stdout.trim();
    const uid = Number((await run('id', ['-u', user])).stdout);
    const gid = Number((await run('id', ['-g', user])).stdout);
    return Number.isInteger(uid) && Number.isInteger(gid) && name !== '' && uid !== 0 ? { uid, gid, name } : null;
  } catch (error) {
    // `id` ends with 1 for a user that does not exist.
    if (error instanceof Error && 'code' in error && error.code === 1) return null;
    throw error;
  }
}

async function ownerOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).uid;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Asks the kernel itself whether the user can walk into a directory: modes, access lists and mounts all count. */
export async function canEnter(path: string, user: ClusterUser): Promise<boolean> {
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid };
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', path], { ...identity, cwd: '/', env: {} });
    return true;
  } catch (error) {
    if (hasCode(error, 'EPERM')) {
      throw new StartProblem(
        'postgres.cannot-change-user',
        `PostgreSQL does not run as root and this process may not change to the user ${user?.name ?? ''}: start as an ordinary user, or name a PostgreSQL server with DATABASE_URL.`,
        { user: user?.name ?? '' },
      );
    }
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return false;
    throw error;
  }
}
