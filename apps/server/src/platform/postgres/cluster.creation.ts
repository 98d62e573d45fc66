import { chmod, chown, mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, replaceFile, StartProblem, syncDirectory } from '../data-directory/index.ts';
import { initdbArguments } from './cluster.settings.ts';
import type { ClusterUser } from './cluster.user.ts';
import { type Ending, startGuarded } from './guard.process.ts';

const NEEDED_BYTES = 256 * 1024 * 1024;
const UNFINISHED = /^(data|password|rules)\.[0-9a-f]+\.tmp$/;

/**
 * Makes the cluster in a folder beside its place and renames it as the last step, so that an interruption at any moment
 * leaves nothing that looks like a database; remains of an earlier attempt are cleared away first.
 */
export async function createCluster(options: {
  place: string;
  binPath: string;
  user: ClusterUser;
  password: string;
  durable: boolean;
  log: string;
  mark: string;
}): Promise<void> {
  const { place, binPath, user, password, durable, log, mark } = options;
  const temporary = join(place, `data.${mark}.tmp`);
  const passwordFile = join(place, `password.${mark}.tmp`);
  try {
    await mkdir(temporary, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(passwordFile, 0o600);
    if (user !== null) {
      await chown(temporary, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const attempt = async (characters: string): Promise<Ending> => {
      const args = initdbArguments({ dataPath: temporary, passwordFile, characters, durable });
      const initdb = await startGuarded({ program: join(binPath, 'bin', 'initdb'), args, user, log });
      return await initdb.ended;
    };
    let ending = await attempt('C.UTF-8');
    // Old systems lack this locale of the C library; ours come from PostgreSQL itself.
    if (/invalid locale name/.test(ending.tail)) ending = await attempt('C');
    if (ending.code !== 0) throw explainEnding({ what: 'could not be created', tail: ending.tail, place, log });
    await rename(temporary, join(place, 'data'));
    await syncDirectory(place);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Clears remains of interrupted attempts away. */
export async function removeUnfinished(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (UNFINISHED.test(name)) await rm(join(place, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Refuses to begin what a nearly full disk would leave half-done. */
export async function refuseFullDisk(place: string): Promise<void> {
  const { bavail, bsize } = await statfs(place);
  if (bavail * bsize >= NEEDED_BYTES) return;
  throw diskFull(place);
}

function diskFull(place: string): StartProblem {
  return new StartProblem(
    'files.disk-full',
    `The disk is full at ${place}: the database needs ${NEEDED_BYTES / 1024 / 1024} MB to begin; free some space and start again.`,
    { path: place },
  );
}

/** The sentence for a PostgreSQL program that failed, from the last lines that it wrote. */
export function explainEnding(options: { what: string; tail: string; place: string; log: string }): StartProblem {
  const { what, tail, place, log } = options;
  if (/No space left on device|Disk quota exceeded/.test(tail)) return diskFull(place);
  const lines = tail.split('\n').filter((line) => /ERROR|FATAL|PANIC|error|could not/.test(line));
  const last = (lines.at(-1) ?? tail.trim().split('\n').at(-1) ?? '').slice(0, 300);
  return new StartProblem('postgres.did-not-start', `The database ${what} (${last}): see ${log}.`, {
    log,
    reason: last,
  });
}

/** Refuses a cluster of another major version, which this PostgreSQL cannot open. */
export async function refuseOtherMajor(dataPath: string, major: string): Promise<void> {
  const found = (await readIfPresent(join(dataPath, 'PG_VERSION')))?.toString('utf8').trim();
  if (found === major) return;
  throw new StartProblem(
    'postgres.other-major',
    `The database in ${dataPath} was made by PostgreSQL ${found ?? '(unknown)'} and this program brings ${major}: export it with the version of Matoi that made it and import it here.`,
    { path: dataPath, found: found ?? '', expected: major },
  );
}

/** Reads the password of the superuser; `null` when it is not there. */
export async function readPassword(keysPath: string): Promise<string | null> {
  const content = await readIfPresent(join(keysPath, 'postgres.password'));
  const password = content?.toString('utf8').trim() ?? '';
  return password === '' ? null : password;
}

/** A new password for the superuser. */
export function makePassword(random: (n: number) => Buffer): string {
  return random(32).toString('base64url');
}

/** Keeps the password of the superuser. */
export async function keepPassword(keysPath: string, password: string): Promise<void> {
  await replaceFile({ path: join(keysPath, 'postgres.password'), content: `${password}\n`, mode: 0o600 });
}
