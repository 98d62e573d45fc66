import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { parseSync } from '@swc/core';

export type Target =
  | { readonly kind: 'ours'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'missing' };

export type Import = {
  readonly from: string;
  readonly specifier: string;
  readonly line: number;
  readonly target: Target;
  /** Nothing of it is left when the program runs. */
  readonly isTypeOnly: boolean;
  /** `import()`: loaded when it is needed. */
  readonly isDynamic: boolean;
};

type Found = Pick<Import, 'specifier' | 'isTypeOnly' | 'isDynamic'>;
type Node = Readonly<Record<string, unknown>>;

/** Reads every import, re-export, `import()` and `import('…')` type of one file. Throws when the file cannot be parsed. */
export function readImports(root: string, path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8');
  const syntaxTree: unknown = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' });
  return findImports(syntaxTree).map((found) => ({
    ...found,
    from: path,
    line: lineOf(text, found.specifier),
    target: resolve(root, path, found.specifier),
  }));
}

function findImports(value: unknown): Found[] {
  if (Array.isArray(value)) return value.flatMap(findImports);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const own = importOf(node);
  const inside = Object.values(node).flatMap(findImports);
  return own === undefined ? inside : [own, ...inside];
}

function importOf(node: Node): Found | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return statement(node);
    case 'TsImportType':
      return found(node.argument, { isTypeOnly: true, isDynamic: false });
    case 'CallExpression': {
      if ((node.callee as Node | undefined)?.type !== 'Import') return undefined;
      const [first] = node.arguments as readonly Node[];
      return found(first?.expression, { isTypeOnly: false, isDynamic: true });
    }
    default:
      return undefined;
  }
}

function statement(node: Node): Found | undefined {
  const specifiers = (node.specifiers ?? []) as readonly Node[];
  const areTypes = specifiers.length > 0 && specifiers.every((each) => each.isTypeOnly === true);
  return found(node.source, { isTypeOnly: node.typeOnly === true || areTypes, isDynamic: false });
}

function found(source: unknown, flags: Omit<Found, 'specifier'>): Found | undefined {
  const node = source as Node | null | undefined;
  return typeof node?.value === 'string' ? { specifier: node.value, ...flags } : undefined;
}

function lineOf(text: string, specifier: string): number {
  const quoted = new RegExp(`['"]${specifier.replace(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')}['"]`);
  const index = text.search(quoted);
  return index < 0 ? 1 : text.slice(0, index).split('\n').length;
}

function resolve(root: string, from: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')));
    return existsSync(join(root, path)) ? { kind: 'ours', path } : { kind: 'missing' };
  }
  if (isBuiltin(specifier)) return { kind: 'node', name: specifier.replace(/^node:/, '') };
  const [scope = '', second = '', ...rest] = specifier.split('/');
  if (!specifier.startsWith('@')) return { kind: 'package', name: scope };
  if (scope !== '@matoi') return { kind: 'package', name: `${scope}/${second}` };
  return resolveOwn(root, second, rest.length === 0 ? '.' : `./${rest.join('/')}`);
}

/** Our own packages are entered where their `exports` allow it and nowhere else. */
function resolveOwn(root: string, name: string, door: string): Target {
  const folder = [`packages/${name}`, `apps/${name}`].find((each) => existsSync(join(root, each, 'package.json')));
  if (folder === undefined) return { kind: 'missing' };
  const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
  const { exports = {} } = JSON.parse(text) as { exports?: Record<string, string> };
  const file = exports[door] ?? byPattern(exports, door);
  if (file === undefined) return { kind: 'missing' };
  const path = posix.join(folder, file);
  return existsSync(join(root, path)) ? { kind: 'ours', path } : { kind: 'missing' };
}

/** `"./commands/*": "./src/commands/*"`: one star, which stands for any part of a path. */
function byPattern(exports: Readonly<Record<string, string>>, door: string): string | undefined {
  for (const [pattern, file] of Object.entries(exports)) {
    const [start = '', end] = pattern.split('*');
    if (end === undefined || !door.startsWith(start) || !door.endsWith(end)) continue;
    return file.replace('*', door.slice(start.length, door.length - end.length));
  }
  return undefined;
}

/** Names of the packages that the workspace of a file, or the root, declares. */
export function declaredPackages(root: string, path: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = join(root, folder, 'package.json');
    if (existsSync(file)) {
      const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string> | undefined>;
      for (const field of ['dependencies', 'devDependencies', 'optionalDependencies']) {
        for (const name of Object.keys(content[field] ?? {})) names.add(name);
      }
    }
    if (folder === '.') return names;
  }
}
