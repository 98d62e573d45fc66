import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusalStatuses } from '@matoi/contract';
import { type Catalogue, type DynamicKeys, judgeCatalogues } from './catalogue.rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'packages/catalogues/src');
const skipped = new Set(['node_modules', 'dist', 'test', '.vite']);

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function readCatalogues(): Catalogue[] {
  return readdirSync(folder).flatMap((file) => {
    const language = /\.(ja|en)\.json$/.exec(file)?.[1];
    if (language !== 'ja' && language !== 'en') return [];
    return [{ file, language, sentences: readJson<Record<string, string>>(join(folder, file)) }];
  });
}

function sourcesBelow(path: string): { path: string; text: string }[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourcesBelow(inner);
    const isSource = /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name);
    return isSource ? [{ path: inner, text: readFileSync(inner, 'utf8') }] : [];
  });
}

/** Codes that the client makes itself, when no server answered: found where it makes them. */
function clientCodes(sources: readonly { text: string }[]): string[] {
  return [
    ...new Set(
      sources.flatMap(({ text }) =>
        [...text.matchAll(/['"](network\.[\w-]+\.[\w-]+)['"]/g)].map((match) => match[1] ?? ''),
      ),
    ),
  ];
}

function main(): number {
  const sources = ['apps', 'packages'].flatMap((name) => sourcesBelow(join(root, name)));
  const catalogues = readCatalogues();
  const dynamicKeys = readJson<DynamicKeys>(fileURLToPath(new URL('dynamic-keys.json', import.meta.url)));
  const codes = [...Object.keys(refusalStatuses), ...clientCodes(sources)];
  const problems = judgeCatalogues({ catalogues, codes, sources, dynamicKeys });
  for (const problem of problems) console.error(problem);
  const keys = catalogues.filter((each) => each.language === 'ja').flatMap((each) => Object.keys(each.sentences));
  console.log(`${keys.length} keys in two languages, ${codes.length} refusals; ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = main();
