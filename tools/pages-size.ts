import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};
export type Manifest = Readonly<Record<string, Chunk>>;

const budget = 300 * 1024;
const folder = fileURLToPath(new URL('../dist/web', import.meta.url));

/** The files that a browser needs before it shows the first page: the entry, what it imports statically, their styles. */
export function firstPageFiles(manifest: Manifest): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key);
  return [...files];
}

/** Bytes of each file as sent with gzip, the largest first. */
export function measure(files: readonly string[], read: (file: string) => Buffer) {
  const sizes = files.map((file) => ({ file, bytes: gzipSync(read(file), { level: 9 }).length }));
  return sizes.sort((a, b) => b.bytes - a.bytes);
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);

function main(): number {
  const manifestFile = join(folder, '.vite/manifest.json');
  if (!existsSync(manifestFile)) {
    console.error('There is no dist/web/.vite/manifest.json: build the web client first (npm run build).');
    return 1;
  }
  const files = firstPageFiles(JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest);
  if (files.length === 0) {
    console.error('The manifest of the web client names no entry, so nothing was weighed.');
    return 1;
  }
  const sizes = measure(files, (file) => readFileSync(join(folder, file)));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`);
  console.log(`${kilobytes(total)}  first page with gzip; at most ${kilobytes(budget).trim()}`);
  if (total <= budget) return 0;
  console.error('The first page is over its budget: load what it does not need at once by import().');
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
