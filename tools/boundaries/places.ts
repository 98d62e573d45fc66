export type Part =
  | 'kernel'
  | 'contract'
  | 'formats'
  | 'client'
  | 'catalogues'
  | 'platform'
  | 'integrations'
  | 'module'
  | 'portal'
  | 'ops'
  | 'compose'
  | 'main'
  | 'web'
  | 'cli'
  | 'server-test'
  | 'tools'
  | 'e2e'
  | 'elsewhere';

/** What a path says about a file: the path is the only source of all import rules. */
export type Place = {
  readonly path: string;
  readonly part: Part;
  /** What has one door: a platform folder, an integration, a format, `<area>/<module>`, or a folder of the web client. */
  readonly unit: string;
  /** The service area, where the path has one. */
  readonly area: string;
  /** `store` of `report.store.ts`, `index`, `module`; empty where the name says nothing. */
  readonly role: string;
  readonly isTest: boolean;
};

const server = 'apps/server/src/';

const partsByPrefix: readonly (readonly [string, Part])[] = [
  ['packages/kernel/', 'kernel'],
  ['packages/contract/', 'contract'],
  ['packages/formats/', 'formats'],
  ['packages/client/', 'client'],
  ['packages/catalogues/', 'catalogues'],
  [`${server}platform/`, 'platform'],
  [`${server}integrations/`, 'integrations'],
  [`${server}modules/`, 'module'],
  [`${server}portal/`, 'portal'],
  [`${server}ops/`, 'ops'],
  [`${server}compose.ts`, 'compose'],
  [`${server}main.ts`, 'main'],
  ['apps/server/test/', 'server-test'],
  ['apps/web/', 'web'],
  ['apps/cli/', 'cli'],
  ['tools/', 'tools'],
  ['e2e/', 'e2e'],
];

/** Reads a path relative to the root, with forward slashes. */
export function placeOf(path: string): Place {
  const [prefix, part] = partsByPrefix.find(([start]) => path.startsWith(start)) ?? ['', 'elsewhere' as const];
  const rest = path
    .slice(prefix.length)
    .replace(/^src\//, '')
    .split('/');
  const file = rest.at(-1) ?? '';
  return {
    path,
    part,
    unit: unitOf(part, rest),
    area: areaOf(part, rest),
    role: roleOf(file),
    isTest: /\.(test|journey)\.tsx?$/.test(file) || part === 'server-test' || part === 'e2e',
  };
}

function unitOf(part: Part, rest: readonly string[]): string {
  const folders = rest.slice(0, -1);
  switch (part) {
    case 'module':
      return folders.slice(0, 2).join('/');
    case 'web':
      return folders[0] === 'areas' ? folders.slice(0, 3).join('/') : (folders[0] ?? '');
    default:
      return folders[0] ?? '';
  }
}

function areaOf(part: Part, rest: readonly string[]): string {
  if (part === 'module' || part === 'contract') return rest.length > 1 ? (rest[0] ?? '') : '';
  if (part === 'web' && rest[0] === 'areas') return rest[1] ?? '';
  return '';
}

function roleOf(file: string): string {
  const stem = file.replace(/\.(test\.)?(tsx?|mjs|json)$/, '');
  return stem.includes('.') ? stem.slice(stem.lastIndexOf('.') + 1) : stem;
}
