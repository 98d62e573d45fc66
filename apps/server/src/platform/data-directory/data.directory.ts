import { access, chmod, constants, mkdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import {
  isKeyOf,
  keyCheckOf,
  LAYOUT,
  type Layout,
  readLayout,
  refuseForeignDirectory,
  refuseLostLayout,
  writeLayout,
} from './data.layout.ts';
import { explainFileError, hasCode, readIfPresent } from './durable.files.ts';
import { createOwnKey, readKeyFile, readOwnKey } from './master.key.ts';
import { claimDirectory, removeClaimMark } from './owner.claim.ts';
import { StartProblem } from './start.problem.ts';

/** An opened and claimed data directory. All paths are absolute and free of symbolic links. */
export type DataDirectory = {
  readonly path: string;
  readonly filesPath: string;
  readonly keysPath: string;
  readonly postgresPath: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** True when this start created it, or finished a creation that was interrupted. */
  readonly isNew: boolean;
  /** Gives the claim up; the directory must not be used afterwards. */
  release(): Promise<void>;
};

type OpenOptions = {
  readonly path: string;
  /** A file that holds the master key; `null` = a key of its own in `<data>/keys/master.key`. */
  readonly keyFile: string | null;
  readonly programVersion: string;
  readonly say: (line: string) => void;
  readonly random: (n: number) => Buffer;
};

/**
 * The data directory of somebody who configured none. `home` is the user's home directory, `xdgDataHome` the value of
 * `$XDG_DATA_HOME` when it is set (an absolute path, as its specification demands).
 */
export function defaultDataDirectory(env: { isRoot: boolean; home: string; xdgDataHome?: string | undefined }): string {
  if (env.isRoot) return '/var/lib/matoi';
  const { xdgDataHome } = env;
  if (xdgDataHome !== undefined && isAbsolute(xdgDataHome)) return join(xdgDataHome, 'matoi');
  return join(env.home, '.local', 'share', 'matoi');
}

/**
 * Opens the data directory and creates it when it is new. Refuses with a `StartProblem` while another program uses it,
 * when it is somebody else's, newer, damaged or not writable, and when the master key is missing, wrong or too open.
 * A creation that fails takes everything back that it made; one that was interrupted is finished by the next start.
 */
export async function openDataDirectory(options: OpenOptions): Promise<DataDirectory> {
  const wanted = resolve(options.path);
  try {
    const createdRoot = await ensureDirectory(wanted);
    const path = await realpath(wanted);
    try {
      return await openClaimed(path, options);
    } catch (error) {
      if (createdRoot) await removeIfEmpty(path);
      throw error;
    }
  } catch (error) {
    throw explainFileError(error, wanted);
  }
}

async function openClaimed(path: string, options: OpenOptions): Promise<DataDirectory> {
  await refuseForeignDirectory(path);
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  await warnOfOpenDirectory(path, options.say);
  const { programVersion, random, say } = options;
  const claim = await claimDirectory({ path, programVersion, random });
  try {
    const layout = await readLayout(path);
    const isNew = layout === null;
    const masterKey = isNew ? await initialise(path, options) : await openExisting({ path, layout, options });
    if (claim.abandonedBy !== null && !isNew) {
      say(`The last run (process ${claim.abandonedBy}) ended without stopping in order; recovering.`);
    }
    return { path, ...partsOf(path), masterKey, isNew, release: () => claim.release() };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function openExisting(found: { path: string; layout: Layout; options: OpenOptions }): Promise<Buffer> {
  const { path, layout, options } = found;
  const ownKey = join(partsOf(path).keysPath, 'master.key');
  const key =
    options.keyFile === null
      ? await readOwnKey(ownKey, options.say)
      : await readKeyFile(resolve(options.keyFile), options.say);
  if (!isKeyOf(key, layout)) {
    throw new StartProblem(
      'key.wrong',
      `The master key in ${options.keyFile ?? ownKey} is not the one that the data in ${path} were made with: give the right key (MATOI_KEY_FILE).`,
      { path: options.keyFile ?? ownKey },
    );
  }
  for (const part of Object.values(partsOf(path))) await ensurePart(part);
  if (layout.program !== options.programVersion)
    await writeLayout(path, { ...layout, program: options.programVersion });
  return key;
}

async function initialise(path: string, options: OpenOptions): Promise<Buffer> {
  const { keyFile, programVersion, random, say } = options;
  await refuseLostLayout(path);
  const parts = partsOf(path);
  const ownKey = join(parts.keysPath, 'master.key');
  const keyBefore = await readIfPresent(ownKey);
  try {
    for (const part of Object.values(parts)) await ensurePart(part);
    const key =
      keyFile === null ? await createOwnKey({ path: ownKey, random, say }) : await readKeyFile(resolve(keyFile), say);
    await writeLayout(path, { layout: LAYOUT, program: programVersion, keyCheck: keyCheckOf(key) });
    return key;
  } catch (error) {
    // Nothing was kept with a key of this start yet, and a half-made directory would only puzzle the operator.
    await rm(join(path, 'matoi.json.tmp'), { force: true });
    if (keyBefore === null) await rm(ownKey, { force: true });
    for (const part of Object.values(parts)) await removeIfEmpty(part);
    await rm(join(path, 'claim.json'), { force: true });
    await removeClaimMark(path);
    throw error;
  }
}

function partsOf(path: string): { filesPath: string; keysPath: string; postgresPath: string } {
  return { filesPath: join(path, 'files'), keysPath: join(path, 'keys'), postgresPath: join(path, 'postgres') };
}

/** Creates the directory when it is missing. As root the user of the database must be able to walk through it. */
async function ensureDirectory(path: string): Promise<boolean> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    const first = await mkdir(path, { recursive: true, mode });
    if (first === undefined) return await refuseNonDirectory(path);
    await chmod(path, mode);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST', 'ENOTDIR')) return await refuseNonDirectory(path);
    throw error;
  }
}

async function refuseNonDirectory(path: string): Promise<false> {
  const found = await stat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOTDIR', 'ENOENT')) return null;
    throw error;
  });
  if (found?.isDirectory()) return false;
  throw new StartProblem(
    'data-directory.not-a-directory',
    `${path} is not a directory and cannot become one: choose another with MATOI_DATA_DIR.`,
    { path },
  );
}

async function ensurePart(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EACCES', 'EPERM')) throw error;
  }
}

async function warnOfOpenDirectory(path: string, say: (line: string) => void): Promise<void> {
  const { mode } = await stat(path);
  const openToWrite = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  if (openToWrite) say(`Warning: other users may write to ${path}; run chmod go-w on it.`);
}
