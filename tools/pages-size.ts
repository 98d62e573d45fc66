import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstPageFiles, type Manifest, measure } from './first-page.size.ts';

const budget = 300 * 1024;
const folder = fileURLToPath(new URL('../dist/web', import.meta.url));
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

process.exitCode = main();
