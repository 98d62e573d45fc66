import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referencePages } from './reference.parts.ts';
import { fillPage } from './tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Page = { readonly file: string; readonly before: string; readonly after: string };

/** Every page with generated parts, as it lies here and as the code would have it. */
function readPages(): readonly Page[] {
  return Object.entries(referencePages(root)).map(([file, parts]) => {
    const before = readFileSync(join(root, file), 'utf8');
    return { file, before, after: fillPage(before, parts) };
  });
}

/** The pages that do not say what the code says. */
export function stalePages(): { readonly stale: readonly string[]; readonly count: number } {
  const pages = readPages();
  return { stale: pages.filter((page) => page.before !== page.after).map((page) => page.file), count: pages.length };
}

/** Writes the generated parts of all pages; true when that changed one. */
export function writeReference(): boolean {
  const stale = readPages().filter((page) => page.before !== page.after);
  for (const { file, after } of stale) writeFileSync(join(root, file), after);
  return stale.length > 0;
}
