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
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) {
    if (!hasName()) throw nameless(uid);
    return null;
  }
  const owner = await ownerOf(existingData);
  if (owner !== null && owner !== 0) {
    const user = await lookUp(String(owner));
    if (user === null) throw nameless(owner);
    return user;
  }
  for (const name of ['postgres', 'nobody']) {
    const user = await lookUp(name);
    if (user !== null) return user;
  }
  throw new StartProblem(
    'postgres.no-user',
    'PostgreSQL does not run as root and this system has neither a user postgres nor nobody: start as an ordinary user, or name a PostgreSQL server with DATABASE_URL.',
  );
}

function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch (error) {
    if (hasCode(error, 'ERR_SYSTEM_ERROR')) return false;
    throw error;
  }
}

function nameless(uid: number): StartProblem {
  return new StartProblem(
    'postgres.nameless-user',
    `The user id ${uid} has no name on this system and PostgreSQL does not start without one: add it to /etc/passwd, use another user, or name a PostgreSQL server with DATABASE_URL.`,
    { uid: String(uid) },
  );
}

async function lookUp(user: string): Promise<ClusterUser> {
  try {
    const answers = ['-un', '-u', '-g'].map(async (option) => (await run('id', [option, user])).stdout.trim());
    const [name, uid, gid] = await Promise.all(answers);
    if (name === undefined || uid === undefined || gid === undefined || Number(uid) === 0) return null;
    return { name, uid: Number(uid), gid: Number(gid) };
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
    // EINVAL: a container that knows only one user id.
    if (hasCode(error, 'EPERM', 'EINVAL')) {
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
