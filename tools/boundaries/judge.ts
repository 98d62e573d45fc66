import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCycles } from './cycle.rules.ts';
import { judgeImports, type Levels, type Violation } from './import.rules.ts';
import { declaredPackages, type Import, readImports } from './imports.reader.ts';
import { judgeEnvironment, judgeLength, judgeRoles } from './source.rules.ts';

export type Verdict = {
  readonly files: number;
  readonly imports: number;
  readonly modules: number;
  readonly violations: readonly Violation[];
};

const roots = ['packages', 'apps', 'tools', 'e2e'];
const skipped = new Set(['node_modules', 'dist', '.vite', 'coverage']);

/** Reads all TypeScript below a root and judges it by all rules. */
export function judgeTree(
  root: string,
  { levels, longFiles }: { levels: Levels; longFiles: Record<string, number> },
): Verdict {
  const paths = roots.flatMap((folder) => sourcesBelow(root, folder)).sort();
  const sources = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const imports = paths.flatMap((path) => readImports(root, path));
  const violations = [
    ...judgeImports(imports, levels),
    ...judgeCycles(imports),
    ...judgeDeclared(root, imports),
    ...judgeRoles(paths),
    ...sources.flatMap((source) => judgeEnvironment(source, levels)),
    ...judgeLength(sources, longFiles),
    ...judgeReading(sources, imports),
  ];
  return { files: paths.length, imports: imports.length, modules: countModules(paths), violations };
}

function sourcesBelow(root: string, folder: string): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(join(root, folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourcesBelow(root, path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function list(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function countModules(paths: readonly string[]): number {
  const found = paths.map((path) => /^apps\/server\/src\/modules\/([^/]+\/[^/]+)\//.exec(path)?.[1]);
  return new Set(found.filter((name) => name !== undefined)).size;
}

/** A package that is only there because another one brought it can vanish with the next update. */
function judgeDeclared(root: string, imports: readonly Import[]): Violation[] {
  return imports.flatMap((item) => {
    const { target } = item;
    if (target.kind !== 'package' || declaredPackages(root, item.from).has(target.name)) return [];
    return [
      {
        rule: 'declared',
        where: `${item.from}:${item.line}`,
        what: `imports '${target.name}', which no package.json above it declares`,
        why: 'a package that is only there because another one brought it can vanish with the next update',
        fix: 'declare it in the package.json of the workspace, with its exact version',
      },
    ];
  });
}

/** Proof that the reader has read: a file whose text has import lines must have imports. */
function judgeReading(sources: readonly { path: string; text: string }[], imports: readonly Import[]): Violation[] {
  const read = new Set(imports.map((item) => item.from));
  return sources
    .filter(({ path, text }) => !read.has(path) && /^import\s[^(]*['"][^'"]+['"];?$/m.test(text))
    .map(({ path }) => ({
      rule: 'reading',
      where: path,
      what: 'has import lines, but none of them was read',
      why: 'a check that reads nothing passes everything',
      fix: 'repair tools/boundaries/imports.reader.ts',
    }));
}
