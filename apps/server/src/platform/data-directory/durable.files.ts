import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartProblem } from './start.problem.ts';

/** Tells a system error by its code (`ENOENT`). */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** Turns the file errors that an operator can repair into a `StartProblem`; passes every other error on unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
    return new StartProblem('files.disk-full', `The disk is full at ${path}: free some space and start again.`, {
      path,
    });
  }
  if (hasCode(error, 'EROFS')) {
    return new StartProblem(
      'files.read-only',
      `${path} is on a read-only file system: mount it writable or choose another directory with MATOI_DATA_DIR.`,
      { path },
    );
  }
  if (hasCode(error, 'EACCES', 'EPERM')) {
    const exact = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path;
    return new StartProblem(
      'files.no-permission',
      `This user may not read or write ${exact}: start as the user who owns it, or give this user the right.`,
      { path: exact },
    );
  }
  return error;
}

/** Reads a file; `null` when it does not exist. */
export async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

type FileToWrite = { readonly path: string; readonly content: string | Buffer; readonly mode: number };

/** Writes a file as a whole or not at all, replacing an older one; on disk when it returns. */
export async function replaceFile({ path, content, mode }: FileToWrite): Promise<void> {
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  await writeNew({ path: temporary, content, mode });
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

/**
 * Creates a file as a whole or not at all and never replaces one: of several programs at the same moment exactly one
 * wins. Returns false for the others. `mark` tells the temporary files of the programs apart.
 */
export async function createFile({ path, content, mode, mark }: FileToWrite & { mark: string }): Promise<boolean> {
  const temporary = `${path}.${mark}.tmp`;
  try {
    await writeNew({ path: temporary, content, mode });
    await link(temporary, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dirname(path));
  return true;
}

async function writeNew({ path, content, mode }: FileToWrite): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Makes new names in a directory survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
