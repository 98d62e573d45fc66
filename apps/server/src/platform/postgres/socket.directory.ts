import { createHash } from 'node:crypto';
import { lchown, lstat, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '../data-directory/index.ts';
import { CLUSTER_PORT } from './cluster.settings.ts';
import { type ClusterUser, canEnter } from './cluster.user.ts';

const SOCKET_PATH_BYTES = 103;

/**
 * Makes the private folder (0700) of the socket: short, because the system cuts socket paths at 107 bytes (103 on
 * macOS), and a new name when somebody else sits on the usual one.
 */
export async function prepareSocketDirectory(options: {
  dataPath: string;
  user: ClusterUser;
  random: (n: number) => Buffer;
}): Promise<string> {
  const { dataPath, user, random } = options;
  const uid = user?.uid ?? process.getuid?.() ?? -1;
  const root = await shortRoot(user);
  const hash = createHash('sha256').update(dataPath).digest('hex').slice(0, 12);
  for (const name of [`matoi-${hash}`, `matoi-${hash}-${random(4).toString('hex')}`]) {
    const path = join(root, name);
    await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
    const found = await lstat(path);
    if (!found.isDirectory() || (found.mode & 0o077) !== 0) continue;
    if (found.uid !== uid && found.uid !== process.getuid?.()) continue;
    if (user !== null) await lchown(path, user.uid, user.gid);
    return path;
  }
  throw new Error(`no folder for the database socket could be made in ${root}`);
}

async function shortRoot(user: ClusterUser): Promise<string> {
  const root = tmpdir();
  const longest = join(root, 'matoi-0123456789ab-01234567', `.s.PGSQL.${CLUSTER_PORT}`);
  const fits = Buffer.byteLength(longest) <= SOCKET_PATH_BYTES;
  return fits && (await canEnter(root, user)) ? root : '/tmp';
}

/** Clears remains of a killed postmaster away; its lock file could name a process id that is used again. */
export async function emptySocketDirectory(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(path, name), { force: true });
  }
}

/** Removes the folder after an orderly stop. */
export async function removeSocketDirectory(path: string): Promise<void> {
  try {
    await emptySocketDirectory(path);
    await rmdir(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTEMPTY')) throw error;
  }
}
