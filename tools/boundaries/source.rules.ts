import type { Levels, Violation } from './import.rules.ts';
import { placeOf } from './places.ts';

export type Source = { readonly path: string; readonly text: string };

const cap = 400;
const dataTables = [/^packages\/contract\/src\/.*\.routes\.ts$/, /\.generated\.ts$/, /\.data\.ts$/];

/** Roles that a file of a module may have (ARCHITECTURE §5); `map` translates a foreign format, `worker` runs in a thread. */
const moduleRoles = new Set(
  'index module model rules permit store commands queries views routes jobs builders map worker'.split(' '),
);

/** The environment is read in one place, where it is validated and explained. */
export function judgeEnvironment({ path, text }: Source, levels: Levels): Violation[] {
  const place = placeOf(path);
  const isFree =
    place.isTest || place.part === 'tools' || levels.environmentReaders.some((allowed) => path.startsWith(allowed));
  if (isFree) return [];
  return [
    ...withoutComments(text).matchAll(/\bprocess\s*\.\s*env\b|\benv\b[^;]*from\s+['"](?:node:)?process['"]/g),
  ].map((match) => ({
    rule: 'environment',
    where: `${path}:${text.slice(0, match.index).split('\n').length}`,
    what: 'reads the environment',
    why: 'only platform/config does, so that every setting is validated once and explained by `matoi config check`',
    fix: 'declare the setting in platform/config and hand its value in',
  }));
}

/** Blanks comments but keeps the lines. Good enough for a search: a `//` inside a string only hides the rest of its line. */
function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:])\/\/[^\n]*/g, blank);
}

/** A file that no longer fits on a few screens has two purposes. `longFiles` may only shrink. */
export function judgeLength(sources: readonly Source[], longFiles: Readonly<Record<string, number>>): Violation[] {
  const violations: Violation[] = [];
  const byPath = new Map(sources.map((source) => [source.path, source]));
  for (const { path, text } of sources) {
    const lines = text.replace(/\n$/, '').split('\n').length;
    const allowed = longFiles[path] ?? cap;
    if (placeOf(path).isTest || dataTables.some((pattern) => pattern.test(path)) || lines <= allowed) continue;
    violations.push({
      rule: 'length',
      where: path,
      what: `has ${lines} lines; at most ${allowed}`,
      why: 'a long file holds more than one thing',
      fix: 'split it by what it does; the list in tools/boundaries/long-files.json may only shrink',
    });
  }
  for (const [path, allowed] of Object.entries(longFiles)) {
    const lines = byPath.get(path)?.text.replace(/\n$/, '').split('\n').length ?? 0;
    if (lines >= allowed && lines > cap) continue;
    violations.push({
      rule: 'length',
      where: 'tools/boundaries/long-files.json',
      what: `allows ${path} ${allowed} lines, but it has ${lines}`,
      why: 'the list may only shrink',
      fix: lines <= cap ? 'take the file off the list' : `write ${lines}`,
    });
  }
  return violations;
}

/** The roles of files in a module are fixed; what has no role has no place. */
export function judgeRoles(paths: readonly string[]): Violation[] {
  return paths
    .map(placeOf)
    .filter((place) => place.part === 'module' && !place.isTest && /\.tsx?$/.test(place.path))
    .filter((place) => !moduleRoles.has(place.role) && !/\/(commands|templates)\//.test(place.path))
    .map((place) => ({
      rule: 'roles',
      where: place.path,
      what: `has the role '${place.role}', which no file of a module has`,
      why: 'the roles say what a file may do; a small module has fewer files, never others',
      fix: `name it <noun>.<role>.ts with one of ${[...moduleRoles].slice(2).join(', ')}, or put it into commands/ or templates/`,
    }));
}
