import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { at } from './bootstrap/paths.mjs';

const budget = 300 * 1024;
const manifestFile = at('dist/web/.vite/manifest.json');

/** The files that a browser needs before it shows the first page: the entry, what it imports statically, their styles. */
export function firstPageFiles(manifest) {
  const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry === true);
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of entries) visit(entry);
  return [...files];
}

/** Size in bytes as sent with gzip. */
export function measure(files, read) {
  return files
    .map((file) => ({ file, bytes: gzipSync(read(file), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

function main() {
  if (!existsSync(manifestFile)) {
    console.error('There is no dist/web/.vite/manifest.json: build the web client first (npm run build).');
    process.exit(1);
  }
  const files = firstPageFiles(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const sizes = measure(files, (file) => readFileSync(at('dist/web', file)));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes).padStart(10)}  ${file}`);
  console.log(`${kilobytes(total).padStart(10)}  first page, gzip; at most ${kilobytes(budget)}`);
  if (files.length === 0) console.error('The manifest names no entry.');
  if (files.length === 0 || total > budget) {
    console.error('The first page is over its budget: load what it does not need at once by import().');
    process.exit(1);
  }
}

if (process.argv[1] === at('tools/pages-size.mjs')) main();
