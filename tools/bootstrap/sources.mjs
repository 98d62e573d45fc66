import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { at, root } from './paths.mjs';

const skippedFolders = new Set(['node_modules', 'dist', '.vite', 'coverage', 'test']);
const isProduct = (name) => !/\.test\.tsx?$|\.builders\.ts$|\.md$/.test(name);

/** All files below the given paths that end up in the product, as paths relative to the root, sorted. */
export function productFiles(paths) {
  const found = [];
  for (const path of paths) collect(at(path), found);
  return found.sort();
}

function collect(path, found) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile()) {
    found.push(relative(root, path).split(sep).join('/'));
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory() ? !skippedFolders.has(entry.name) : isProduct(entry.name))
      collect(join(path, entry.name), found);
  }
}

/** Cheap: changes whenever a file comes, goes, or is written. */
export function quickPrint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(at(file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Changes only when the content changes: a checkout that touches all files does not cause a build. */
export function contentPrint(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(at(file)))
      .update('\0');
  return hash.digest('hex');
}
