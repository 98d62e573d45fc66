import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildServer } from './build-server.mjs';
import { buildWeb } from './build-web.mjs';
import { withLock } from './lock.mjs';
import { isFresh, parts, printsOf, readStamp, writeStamp } from './parts.mjs';
import { at } from './paths.mjs';
import { ensureInstalled } from './ready.mjs';
import { elapsed, say } from './say.mjs';

const builders = { server: buildServer, web: buildWeb };

/**
 * Builds what is out of date (`--force`: everything) into `dist/`. A failed build leaves the last good one in place.
 * `--locked` is given by a caller that holds the lock already.
 */
export async function buildParts(args) {
  if (args.includes('--locked')) return await buildStale(args);
  await ensureInstalled();
  await withLock(() => buildStale(args));
}

async function buildStale(args) {
  for (const name of Object.keys(parts)) {
    if (!existsSync(at(parts[name].needs))) {
      say(`${name}: nothing to build, ${parts[name].needs} does not exist`);
    } else if (isFresh(name) && !args.includes('--force')) {
      say(`${name}: up to date`);
    } else {
      await build(name);
    }
  }
}

async function build(name) {
  const prints = printsOf(name);
  const fresh = at('dist', `.${name}.new`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await builders[name](fresh);
  const files = moveOver({ from: fresh, to: at('dist', name), before: readStamp(name)?.files ?? [] });
  writeStamp(name, { ...prints, files });
  say(`${name}: built into dist/${name} (${elapsed()})`);
}

/**
 * Puts new files in the place of the old, one rename each. Files of the build before stay until the next one: a server
 * that still runs, or a page that is still open, finds the parts that it loads late. Migrations are no such parts: one
 * that stayed under its old name would run twice.
 */
export function moveOver({ from, to, before }) {
  const files = filesBelow(from);
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  const kept = new Set([...files, ...before.filter((file) => !file.startsWith('migrations/'))]);
  for (const file of filesBelow(to)) if (!kept.has(file)) rmSync(join(to, file));
  rmSync(from, { recursive: true, force: true });
  return files;
}

/** Relative paths; what others start from (`main.js`, `index.html`) comes last, when all that it needs is there. */
function filesBelow(folder, prefix = '') {
  const isEntry = (file) => file === 'main.js' || file === 'index.html';
  const found = readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
  return found.sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)));
}
