import { chmod, lchown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, StartProblem } from '../data-directory/index.ts';
import { type ClusterRecord, writeRecord } from './cluster.record.ts';
import { type ClusterUser, canEnter } from './cluster.user.ts';

const OUTSIDE = '/var/lib/matoi-clusters';

/** The folder that holds the cluster (`data`) and its binaries (`bin-…`). */
export async function preparePlace(options: {
  directory: { readonly path: string; readonly postgresPath: string };
  record: ClusterRecord;
  user: ClusterUser;
  mark: string;
  say: (line: string) => void;
}): Promise<string> {
  const { directory, record, user, mark, say } = options;
  if (record.place !== null) {
    await refuseLoss(record.place, record);
    return record.place;
  }
  await refuseLoss(directory.postgresPath, record);
  await makeFolder(directory.postgresPath, user === null ? 0o700 : 0o711);
  if (await canEnter(directory.postgresPath, user)) return directory.postgresPath;
  if (record.initialised || user === null) throw unreachable(directory.postgresPath, user);
  const place = join(OUTSIDE, mark);
  await makeFolder(OUTSIDE, 0o711);
  await makeFolder(place, 0o711);
  // For the administrator who finds the folder and wonders.
  await writeFile(join(place, 'belongs-to.txt'), `${directory.path}\n`, { mode: 0o600 });
  if (!(await canEnter(place, user))) throw unreachable(place, user);
  await writeRecord(directory.path, { ...record, place });
  say(`The user ${user.name} may not reach ${directory.path}: the database is kept in ${place}.`);
  return place;
}

function unreachable(path: string, user: ClusterUser): StartProblem {
  const name = user?.name ?? 'of this process';
  return new StartProblem(
    'postgres.unreachable',
    `The database in ${path} cannot be reached by the user ${name} that PostgreSQL runs as: give this user the right to walk through the directories above it (chmod o+x).`,
    { path, user: name },
  );
}

/** A cluster that was there and is not must never be replaced by an empty one in silence. */
async function refuseLoss(place: string, record: ClusterRecord): Promise<void> {
  if (!record.initialised || (await exists(join(place, 'data', 'PG_VERSION')))) return;
  throw new StartProblem(
    'postgres.cluster-missing',
    `The database of this installation should be in ${join(place, 'data')} and is not there: restore it from a backup.`,
    { path: join(place, 'data') },
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

async function makeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  if (((await stat(path)).mode & 0o777) !== mode) await chmod(path, mode);
}

/** Gives a tree to the user of the database, for data that a restore brought back as root. */
export async function giveTree(path: string, user: ClusterUser): Promise<void> {
  if (user === null || (await stat(path)).uid === user.uid) return;
  await giveAll(path, user);
}

async function giveAll(path: string, user: { readonly uid: number; readonly gid: number }): Promise<void> {
  // The folder itself comes last: its owner says whether the work was finished.
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await giveAll(child, user);
    else if (entry.isFile()) await lchown(child, user.uid, user.gid);
  }
  await lchown(path, user.uid, user.gid);
}
