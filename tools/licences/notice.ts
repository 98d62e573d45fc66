/** A package of the lockfile, as far as its licence goes. */
export type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
};

export type Package = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly isShipped: boolean;
};

/** Licences that ask for no more than their text and, for MPL-2.0, their own files: safe beside Apache-2.0. */
const permissive = new Set([
  '(MIT OR CC0-1.0)',
  '(MIT OR EUPL-1.1+)',
  '(MPL-2.0 OR Apache-2.0)',
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT AND OFL-1.1',
  'MIT OR Apache-2.0',
  'MIT-0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);
const forToolsOnly = new Set(['MPL-2.0']);
/** Shipped as their makers publish them and never changed here, so that the MPL-2.0 asks for nothing but their own files. */
const unchanged = new Set(['web-push']);

/** Every foreign package of the lockfile once, whatever machine it is for. */
export function packagesOf(lock: Readonly<Record<string, Locked>>): readonly Package[] {
  const found = new Map<string, Package>();
  for (const [path, locked] of Object.entries(lock)) {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || locked.link === true) continue;
    const isShipped = locked.dev !== true && locked.devOptional !== true;
    const key = `${name}@${locked.version ?? ''}`;
    const before = found.get(key);
    found.set(key, {
      name,
      version: locked.version ?? '',
      licence: locked.license ?? 'not stated',
      isShipped: isShipped || before?.isShipped === true,
    });
  }
  return [...found.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

/** The packages whose licence nobody has agreed to. */
export function foreignLicences(packages: readonly Package[]): readonly string[] {
  return packages
    .filter(({ name, licence, isShipped }) => {
      if (permissive.has(licence)) return false;
      return !forToolsOnly.has(licence) || (isShipped && !unchanged.has(name));
    })
    .map(({ name, version, licence }) => `${name}@${version}: ${licence}`);
}

/** The list for NOTICE: what the program consists of at run time, by licence. */
export function licenceList(packages: readonly Package[]): string {
  const shipped = packages.filter((one) => one.isShipped);
  const licences = [...new Set(shipped.map((one) => one.licence))].sort();
  const sections = licences.map((licence) => {
    const names = shipped.filter((one) => one.licence === licence).map(({ name, version }) => `  ${name} ${version}`);
    return [`${licence} (${names.length})`, ...names].join('\n');
  });
  return sections.join('\n\n');
}
