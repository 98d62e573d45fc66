import type { Import } from './imports.reader.ts';
import { type Part, type Place, placeOf } from './places.ts';

export type Levels = {
  readonly modules: Readonly<Record<string, { readonly area: string; readonly level: number }>>;
  readonly formatsEmbed: Readonly<Record<string, readonly string[]>>;
  readonly formatsForPlatform: readonly string[];
  readonly platformForIntegrations: readonly string[];
  readonly environmentReaders: readonly string[];
};

/** What is wrong where, why that is a rule, and what to do instead. */
export type Violation = {
  readonly rule: string;
  readonly where: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
};

type Wrong = Omit<Violation, 'where'>;
type Step = { readonly item: Import; readonly from: Place; readonly to: Place | undefined; readonly levels: Levels };
type Rule = (step: Step) => Wrong | undefined;

/** Which parts a part may import at all. Tests, tools and journeys may import every part. */
const reachable: Readonly<Record<Part, readonly Part[] | 'all'>> = {
  kernel: ['kernel'],
  contract: ['kernel', 'contract'],
  formats: ['formats'],
  client: ['kernel', 'contract', 'client'],
  catalogues: ['catalogues'],
  platform: ['kernel', 'contract', 'formats', 'catalogues', 'platform'],
  integrations: ['kernel', 'formats', 'platform', 'integrations'],
  module: ['kernel', 'contract', 'formats', 'catalogues', 'platform', 'integrations', 'module'],
  portal: ['kernel', 'contract', 'formats', 'catalogues', 'platform', 'module', 'portal'],
  ops: [
    'kernel',
    'contract',
    'formats',
    'catalogues',
    'client',
    'platform',
    'integrations',
    'module',
    'compose',
    'cli',
    'ops',
  ],
  compose: ['kernel', 'contract', 'formats', 'catalogues', 'platform', 'integrations', 'module', 'portal'],
  main: ['kernel', 'contract', 'catalogues', 'platform', 'compose', 'ops', 'cli'],
  web: ['kernel', 'contract', 'catalogues', 'client', 'web'],
  cli: ['kernel', 'contract', 'formats', 'catalogues', 'client', 'cli'],
  'server-test': 'all',
  tools: 'all',
  e2e: 'all',
  elsewhere: 'all',
};

const pureRoles = new Set(['model', 'rules', 'permit']);
const inputOutput = new Set(
  'child_process cluster dgram dns fs http http2 https inspector net os process readline tls tty worker_threads'.split(
    ' ',
  ),
);
const inputOutputPackages = new Set(
  'fastify graphile-worker kysely nodemailer pg pino smtp-server rate-limiter-flexible undici'.split(' '),
);
const withoutNode = new Set<Part>(['kernel', 'contract', 'formats', 'client', 'catalogues', 'web']);

const resolves: Rule = ({ item }) =>
  item.target.kind === 'missing'
    ? {
        rule: 'resolves',
        what: `'${item.specifier}' leads nowhere`,
        why: 'an import that cannot be followed cannot be checked; our packages are entered only by the doors in their "exports"',
        fix: 'write the path with its ending, or a door of the package, or add the door to "exports"',
      }
    : undefined;

const parts: Rule = ({ from, to, item }) => {
  if (to === undefined || from.isTest || to.part === 'elsewhere') return undefined;
  const allowed = reachable[from.part];
  if (allowed === 'all' || allowed.includes(to.part)) return undefined;
  return {
    rule: 'parts',
    what: `${from.part} imports ${to.part} ('${item.specifier}')`,
    why: `${from.part} knows only ${allowed.join(', ')}`,
    fix: 'let the caller hand in what is needed (compose.ts does that for the platform), or move the code to where it may be',
  };
};

const byName: Rule = ({ from, to, item }) => {
  if (to === undefined || from.isTest || !item.specifier.startsWith('.')) return undefined;
  const workspace = (path: string) => path.split('/').slice(0, 2).join('/');
  const isInside = workspace(from.path) === workspace(to.path) || to.part === 'elsewhere' || from.part === 'tools';
  if (isInside || !/^(packages|apps)\//.test(to.path)) return undefined;
  return {
    rule: 'by-name',
    what: `climbs into another package by '${item.specifier}'`,
    why: 'a package is entered by its name and the doors in its "exports"',
    fix: `import '@matoi/${to.path.split('/')[1]}'`,
  };
};

const doors: Rule = ({ from, to, item }) => {
  if (to === undefined || from.isTest || from.part === 'tools') return undefined;
  if (to.part !== 'module' && to.part !== 'platform' && to.part !== 'integrations') return undefined;
  if (from.part === to.part && from.unit === to.unit) return undefined;
  if (to.role === 'index' || to.unit === '') return undefined;
  if (to.part === 'module' && to.role === 'module' && from.part === 'compose') return undefined;
  return {
    rule: 'doors',
    what: `enters ${to.unit} by ${item.specifier} instead of its door`,
    why: `${to.part === 'module' ? 'a module' : 'a folder of the platform'} has one door, index.ts${to.part === 'module' ? '; module.ts is for compose.ts alone' : ''}`,
    fix: `import from ${to.unit}/index.ts, and export there what others really need`,
  };
};

const levelsRule: Rule = ({ from, to, levels, item }) => {
  if (from.part !== 'module' || to?.part !== 'module' || from.unit === to.unit || from.isTest) return undefined;
  const [mine, other] = [moduleOf(from, levels), moduleOf(to, levels)];
  if (mine === undefined || other === undefined || other.level < mine.level) return undefined;
  const relation = other.level === mine.level ? 'the same level' : 'a higher level';
  return {
    rule: 'levels',
    what: `${from.unit} (level ${mine.level}) imports ${to.unit} (level ${other.level}) by '${item.specifier}'`,
    why: `a module calls only lower levels, and this is ${relation}`,
    fix: 'react to a fact instead, or move the act to the module that owns what is created; a change of levels.json needs an ADR',
  };
};

const knownModule: Rule = ({ from, levels }) => {
  if (from.part !== 'module' || moduleOf(from, levels) !== undefined) return undefined;
  return {
    rule: 'known-module',
    what: `${from.unit || from.path} is no module of levels.json`,
    why: 'every module has an area and a level, else the order of imports could not be checked',
    fix: 'put the folder under modules/<area>/<module> as levels.json names it, or enter the module there (with an ADR)',
  };
};

function moduleOf(place: Place, levels: Levels) {
  const [area, name = ''] = place.unit.split('/');
  const known = levels.modules[name];
  return known?.area === area ? known : undefined;
}

const pure: Rule = ({ from, to, item }) => {
  if (from.part !== 'module' || from.isTest || !pureRoles.has(from.role)) return undefined;
  if (to !== undefined) {
    if (to.part === 'kernel' || to.part === 'contract') return undefined;
    if (to.part === 'module' && to.unit === from.unit && pureRoles.has(to.role)) return undefined;
    if (to.part === 'module' && to.unit !== from.unit && to.role === 'index' && item.isTypeOnly) return undefined;
  }
  if (item.target.kind === 'missing') return undefined;
  return {
    rule: 'pure',
    what: `a *.${from.role}.ts imports '${item.specifier}'`,
    why: 'models, rules and permits decide without reaching anything: kernel, contract, their own kind, and types of lower doors',
    fix: 'load what is needed in the command and hand it in as plain data',
  };
};

const views: Rule = ({ from, to, item }) => {
  if (from.part !== 'module' || from.isTest || from.role !== 'views' || item.isTypeOnly) return undefined;
  const { target } = item;
  const isInputOutput =
    (target.kind === 'node' && inputOutput.has(target.name.split('/')[0] ?? '')) ||
    (target.kind === 'package' && inputOutputPackages.has(target.name)) ||
    (to?.part === 'platform' && to.unit !== 'access') ||
    to?.part === 'integrations' ||
    (to?.part === 'module' && ['store', 'commands', 'queries', 'jobs', 'routes', 'module', 'index'].includes(to.role));
  if (!isInputOutput) return undefined;
  return {
    rule: 'views',
    what: `a *.views.ts imports '${item.specifier}'`,
    why: 'a view turns a record that was loaded into a response and reads nothing itself',
    fix: 'load it in the query and hand it in',
  };
};

const throughCommands: Rule = ({ from, to, item }) => {
  if (from.part !== 'module' || from.isTest || item.isTypeOnly || to?.role !== 'store') return undefined;
  if (from.role !== 'routes' && from.role !== 'jobs') return undefined;
  return {
    rule: 'through-commands',
    what: `a *.${from.role}.ts imports the store '${item.specifier}'`,
    why: 'routes and jobs call commands and queries, so that permit, audit and facts happen for every entrance',
    fix: 'write a command or a query for it',
  };
};

const queryBuilder: Rule = ({ from, item }) => {
  if (from.part !== 'module' || from.isTest || from.role === 'store') return undefined;
  if (item.target.kind !== 'package' || item.target.name !== 'kysely') return undefined;
  return {
    rule: 'sql-in-store',
    what: "imports 'kysely' outside of a *.store.ts",
    why: 'the store is the only file of a module with SQL, because it adds the predicate of visibility',
    fix: 'move the query into the store and call it by a verb',
  };
};

const nodeModules: Rule = ({ from, item }) => {
  if (from.isTest || !withoutNode.has(from.part) || item.target.kind !== 'node' || /\.config\.ts$/.test(from.path))
    return undefined;
  return {
    rule: 'without-node',
    what: `${from.part} imports 'node:${item.target.name}'`,
    why: `${from.part} runs in a browser too, or must stay free of input and output`,
    fix: 'let the caller hand in what is needed',
  };
};

const libraries: Rule = ({ from, item }) => {
  if (from.isTest || item.target.kind !== 'package') return undefined;
  const allowed: Partial<Record<Part, readonly string[]>> = {
    kernel: [],
    catalogues: [],
    client: [],
    contract: ['zod'],
  };
  const list = allowed[from.part];
  if (list === undefined || list.includes(item.target.name)) return undefined;
  return {
    rule: 'libraries',
    what: `${from.part} imports the package '${item.target.name}'`,
    why: `${from.part} uses ${list.length === 0 ? 'no library' : list.join(', ')}, because everything else stands on it`,
    fix: 'put the code where the library belongs',
  };
};

const limitedFormats: Rule = ({ from, to, levels }) => {
  if (to?.part !== 'formats' || from.isTest) return undefined;
  const isLimited =
    from.part === 'platform'
      ? !levels.formatsForPlatform.includes(to.unit)
      : from.part === 'formats' && from.unit !== to.unit && !(levels.formatsEmbed[from.unit] ?? []).includes(to.unit);
  if (!isLimited) return undefined;
  return {
    rule: 'formats',
    what: `${from.part}${from.unit === '' ? '' : ` ${from.unit}`} imports the format ${to.unit}`,
    why: 'the platform knows only the formats of mail and calendar; a format knows only those that it embeds',
    fix: 'use it in the module that needs it, or enter it in levels.json with a reason in the ADR',
  };
};

const integrations: Rule = ({ from, to, levels }) => {
  if (from.part !== 'integrations' || from.isTest || to === undefined) return undefined;
  const isOther = to.part === 'integrations' && to.unit !== from.unit;
  const isWide = to.part === 'platform' && !levels.platformForIntegrations.includes(to.unit);
  if (!isOther && !isWide) return undefined;
  return {
    rule: 'integrations',
    what: `the integration ${from.unit} imports ${to.path}`,
    why: `an integration speaks to one foreign system: its own folder, kernel, formats, and of the platform ${levels.platformForIntegrations.join(', ')}`,
    fix: 'let compose.ts hand in what is needed',
  };
};

const contractAreas: Rule = ({ from, to, item }) => {
  if (from.part !== 'contract' || to?.part !== 'contract' || from.isTest || from.area === '' || to.area === '')
    return undefined;
  if (from.area === to.area) return undefined;
  return {
    rule: 'contract-areas',
    what: `the contract of ${from.area} imports that of ${to.area} ('${item.specifier}')`,
    why: 'each area can be read and changed by itself; what several need stands in shapes.ts and errors.ts',
    fix: 'move the shared shape to packages/contract/src/shapes.ts',
  };
};

const webContract: Rule = ({ from, to, item }) => {
  if (from.part !== 'web' || to?.part !== 'contract' || from.isTest || item.isTypeOnly) return undefined;
  if (to.path === 'packages/contract/src/values.ts') return undefined;
  return {
    rule: 'web-contract',
    what: `imports '${item.specifier}' as a value`,
    why: 'schemas would bring zod (70 KB) into the browser; the server validates',
    fix: "write `import type`, or take closed lists from '@matoi/contract/values'",
  };
};

const webAreas: Rule = ({ from, to, item }) => {
  if (from.part !== 'web' || to?.part !== 'web' || from.isTest) return undefined;
  const isOpen = /\/links\.tsx?$|\/sections\//.test(to.path);
  const fromAreaToArea = from.area !== '' && to.area !== '' && from.area !== to.area && !isOpen;
  const upwards = from.area === '' && from.unit !== 'app' && from.unit !== '' && (to.area !== '' || to.unit === 'app');
  if (!fromAreaToArea && !upwards) return undefined;
  return {
    rule: 'web-areas',
    what: `${from.area || from.unit} imports ${to.path} ('${item.specifier}')`,
    why: "an area uses another area's links.ts and sections/ only; ui and shared know no area and not the app",
    fix: 'link by links.ts, show by a section, or move what both need to shared or ui',
  };
};

const webUi: Rule = ({ from, to, item }) => {
  if (from.part !== 'web' || from.unit !== 'ui' || from.isTest || item.isTypeOnly) return undefined;
  const fetches =
    to?.part === 'client' || (item.target.kind === 'package' && item.target.name === '@tanstack/react-query');
  if (!fetches && !(to?.part === 'web' && to.unit === 'shared' && /queries|client/.test(to.role))) return undefined;
  return {
    rule: 'web-ui',
    what: `the design system imports '${item.specifier}'`,
    why: 'a primitive shows what it is given and fetches nothing',
    fix: 'fetch in the page or section and hand the data in',
  };
};

const noTestCode: Rule = ({ from, to }) => {
  if (to === undefined || from.isTest || from.part === 'tools' || from.role === 'builders') return undefined;
  if (!to.isTest && to.role !== 'builders') return undefined;
  return {
    rule: 'no-test-code',
    what: `imports ${to.path}`,
    why: 'tests and builders are not part of the product',
    fix: 'move what the product needs out of the test',
  };
};

const rules: readonly Rule[] = [
  resolves,
  parts,
  byName,
  doors,
  levelsRule,
  knownModule,
  pure,
  views,
  throughCommands,
  queryBuilder,
  nodeModules,
  libraries,
  limitedFormats,
  integrations,
  contractAreas,
  webContract,
  webAreas,
  webUi,
  noTestCode,
];

/** Judges every import by every rule. One file that is in no known module is reported once. */
export function judgeImports(imports: readonly Import[], levels: Levels): Violation[] {
  const violations: Violation[] = [];
  const unknown = new Set<string>();
  for (const item of imports) {
    const from = placeOf(item.from);
    const to = item.target.kind === 'ours' ? placeOf(item.target.path) : undefined;
    for (const rule of rules) {
      const wrong = rule({ item, from, to, levels });
      if (wrong === undefined || (wrong.rule === 'known-module' && unknown.has(from.unit))) continue;
      if (wrong.rule === 'known-module') unknown.add(from.unit);
      violations.push({ ...wrong, where: `${item.from}:${item.line}` });
    }
  }
  return violations;
}
