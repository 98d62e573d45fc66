import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Levels } from './import.rules.ts';
import { judgeTree } from './judge.ts';

type Files = Readonly<Record<string, string>>;

const here = fileURLToPath(new URL('.', import.meta.url));
const levels = JSON.parse(readFileSync(join(here, 'levels.json'), 'utf8')) as Levels;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const modules = 'apps/server/src/modules';
const incidents = `${modules}/incident-management/incidents`;
const reports = `${modules}/incident-management/reports`;
const journal = `${modules}/casework/journal`;
const platform = 'apps/server/src/platform';

function workspace(name: string, exports: Record<string, string> = { '.': './src/index.ts' }): string {
  return JSON.stringify({ name: `@matoi/${name}`, exports });
}

/** A small tree in which everything is as it should be. */
const sound: Files = {
  'package.json': JSON.stringify({ devDependencies: { vitest: '1' } }),
  'packages/kernel/package.json': workspace('kernel'),
  'packages/kernel/src/index.ts': 'export const kernel = 1;\n',
  'packages/contract/package.json': JSON.stringify({
    dependencies: { zod: '1' },
    exports: { '.': './src/index.ts', './values': './src/values.ts' },
  }),
  'packages/contract/src/index.ts': "import 'zod';\nexport * from './values.ts';\nexport type Shape = string;\n",
  'packages/contract/src/values.ts': 'export const values = 1;\n',
  'packages/client/package.json': workspace('client'),
  'packages/client/src/index.ts': "import type { Shape } from '@matoi/contract';\nexport type Client = Shape;\n",
  'apps/server/package.json': JSON.stringify({ dependencies: { kysely: '1', fastify: '1' } }),
  'apps/server/src/compose.ts': `import './modules/incident-management/incidents/module.ts';\n`,
  'apps/server/src/main.ts': "import './compose.ts';\n",
  [`${platform}/config/index.ts`]: 'export const port = Number(process.env.MATOI_PORT);\n',
  [`${platform}/db/index.ts`]: "export { open } from './database.ts';\n",
  [`${platform}/db/database.ts`]: "import 'kysely';\nexport const open = 1;\n",
  [`${journal}/index.ts`]: "export { add } from './entry.commands.ts';\n",
  [`${journal}/entry.commands.ts`]: "import './entry.store.ts';\nexport const add = 1;\n",
  [`${journal}/entry.store.ts`]: "import 'kysely';\nimport '../../../platform/db/index.ts';\n",
  [`${reports}/index.ts`]: 'export const reports = 1;\nexport type Report = string;\n',
  [`${incidents}/index.ts`]: "export { open } from './incident.commands.ts';\n",
  [`${incidents}/module.ts`]: "import './incident.routes.ts';\n",
  [`${incidents}/incident.model.ts`]:
    "import type { Report } from '../reports/index.ts';\nexport type Model = Report;\n",
  [`${incidents}/incident.rules.ts`]:
    "import '@matoi/kernel';\nimport './incident.model.ts';\nexport const rules = 1;\n",
  [`${incidents}/incident.views.ts`]: "import './incident.model.ts';\nexport const view = 1;\n",
  [`${incidents}/incident.routes.ts`]: "import './incident.commands.ts';\nimport './incident.views.ts';\n",
  [`${incidents}/incident.jobs.ts`]: "import './incident.commands.ts';\n",
  [`${incidents}/incident.commands.ts`]:
    "import '../reports/index.ts';\nimport '../../casework/journal/index.ts';\nexport const open = 1;\n",
  [`${incidents}/incident.rules.test.ts`]: "import 'vitest';\nimport '../../casework/journal/entry.store.ts';\n",
  'apps/web/src/app/start.ts': "import '@matoi/contract/values';\nimport '../areas/casework/journal/page.ts';\n",
  'apps/web/src/areas/casework/journal/page.ts':
    "import '../../incident-management/incidents/links.ts';\nimport '@matoi/client';\n",
  'apps/web/src/areas/incident-management/incidents/links.ts': 'export const link = 1;\n',
  'apps/web/src/areas/incident-management/incidents/form.ts': 'export const form = 1;\n',
  'apps/web/src/ui/button.ts': 'export const button = 1;\n',
};

function judge(planted: Files, longFiles: Record<string, number> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'matoi walls '));
  folders.push(root);
  for (const [path, text] of Object.entries({ ...sound, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return judgeTree(root, { levels, longFiles });
}

/** What is planted, and the rule that must see it: `[case, rule, files]`. */
const planted: readonly (readonly [string, string, Files])[] = [
  ['an import of a file that is not there', 'resolves', { [`${incidents}/index.ts`]: "import './gone.ts';\n" }],
  ['an import without its ending', 'resolves', { [`${incidents}/index.ts`]: "import './incident.commands';\n" }],
  [
    'a package entered past its doors',
    'resolves',
    { [`${incidents}/index.ts`]: "import '@matoi/kernel/src/index.ts';\n" },
  ],
  [
    'the platform importing a module',
    'parts',
    { [`${platform}/db/database.ts`]: "import '../../modules/incident-management/incidents/index.ts';\n" },
  ],
  [
    'the platform importing a module as a type',
    'parts',
    {
      [`${platform}/db/database.ts`]: "import type { R } from '../../modules/incident-management/reports/index.ts';\n",
    },
  ],
  [
    'the platform importing a module late',
    'parts',
    {
      [`${platform}/db/database.ts`]:
        "export const late = () => import('../../modules/incident-management/reports/index.ts');\n",
    },
  ],
  ['the platform importing compose.ts', 'parts', { [`${platform}/db/database.ts`]: "import '../../compose.ts';\n" }],
  ['the kernel importing the contract', 'parts', { 'packages/kernel/src/index.ts': "import '@matoi/contract';\n" }],
  ['the contract importing the client', 'parts', { 'packages/contract/src/values.ts': "import '@matoi/client';\n" }],
  [
    'the web importing the server',
    'parts',
    { 'apps/web/src/app/start.ts': "import type { x } from '../../../server/src/main.ts';\n" },
  ],
  ['the CLI importing the server', 'parts', { 'apps/cli/src/index.ts': "import '../../server/src/main.ts';\n" }],
  ['a module importing compose.ts', 'parts', { [`${incidents}/module.ts`]: "import '../../../compose.ts';\n" }],
  [
    'an integration importing the contract',
    'parts',
    { 'apps/server/src/integrations/dns/index.ts': "import '@matoi/contract';\n" },
  ],
  [
    'a climb into another package',
    'by-name',
    { [`${incidents}/index.ts`]: "import '../../../../../../packages/kernel/src/index.ts';\n" },
  ],
  [
    'a module entered past its door',
    'doors',
    { [`${incidents}/incident.commands.ts`]: "import '../../casework/journal/entry.commands.ts';\n" },
  ],
  [
    'a module.ts entered by another module',
    'doors',
    {
      [`${journal}/module.ts`]: 'export const m = 1;\n',
      [`${incidents}/incident.commands.ts`]: "import '../../casework/journal/module.ts';\n",
    },
  ],
  [
    'compose.ts entering a store',
    'doors',
    { 'apps/server/src/compose.ts': "import './modules/casework/journal/entry.store.ts';\n" },
  ],
  [
    'a platform folder entered past its door',
    'doors',
    { [`${platform}/config/index.ts`]: "import '../db/database.ts';\n" },
  ],
  [
    'a module entering a platform folder past its door',
    'doors',
    { [`${incidents}/incident.commands.ts`]: "import '../../../platform/db/database.ts';\n" },
  ],
  ['a call upwards', 'levels', { [`${reports}/index.ts`]: "import '../incidents/index.ts';\n" }],
  [
    'a call upwards as a type',
    'levels',
    { [`${reports}/index.ts`]: "import type { o } from '../incidents/index.ts';\n" },
  ],
  [
    'a call upwards in a type position',
    'levels',
    { [`${reports}/index.ts`]: "export type T = import('../incidents/index.ts').T;\n" },
  ],
  ['a re-export from above', 'levels', { [`${reports}/index.ts`]: "export * from '../incidents/index.ts';\n" }],
  [
    'a call to the same level',
    'levels',
    {
      [`${modules}/casework/relations/index.ts`]: "import '../attachments/index.ts';\n",
      [`${modules}/casework/attachments/index.ts`]: 'export const attach = 1;\n',
    },
  ],
  [
    'a module without a level',
    'known-module',
    { [`${modules}/casework/gossip/index.ts`]: "import '@matoi/kernel';\n" },
  ],
  [
    'a module in the wrong area',
    'known-module',
    { [`${modules}/governance/journal/index.ts`]: "import '@matoi/kernel';\n" },
  ],
  ['rules that read a file', 'pure', { [`${incidents}/incident.rules.ts`]: "import 'node:fs';\n" }],
  [
    'rules that use the platform',
    'pure',
    { [`${incidents}/incident.rules.ts`]: "import '../../../platform/db/index.ts';\n" },
  ],
  ['a permit that uses the store', 'pure', { [`${journal}/entry.permit.ts`]: "import './entry.store.ts';\n" }],
  [
    'a model that uses a lower door for more than types',
    'pure',
    { [`${incidents}/incident.model.ts`]: "import '../reports/index.ts';\n" },
  ],
  ['rules that use a library', 'pure', { [`${incidents}/incident.rules.ts`]: "import 'fastify';\n" }],
  ['a view that reads a file', 'views', { [`${incidents}/incident.views.ts`]: "import 'node:fs/promises';\n" }],
  ['a view that loads', 'views', { [`${journal}/entry.views.ts`]: "import './entry.store.ts';\n" }],
  [
    'a view that uses the database',
    'views',
    { [`${incidents}/incident.views.ts`]: "import '../../../platform/db/index.ts';\n" },
  ],
  [
    'a route that uses the store',
    'through-commands',
    { [`${journal}/entry.routes.ts`]: "import './entry.store.ts';\n" },
  ],
  ['a job that uses the store', 'through-commands', { [`${journal}/entry.jobs.ts`]: "import './entry.store.ts';\n" }],
  [
    'SQL outside of a store',
    'sql-in-store',
    { [`${incidents}/incident.commands.ts`]: "import { sql } from 'kysely';\n" },
  ],
  [
    'a type of the query builder outside of a store',
    'sql-in-store',
    { [`${incidents}/incident.queries.ts`]: "import type { Kysely } from 'kysely';\n" },
  ],
  ['the kernel using Node', 'without-node', { 'packages/kernel/src/index.ts': "import 'node:crypto';\n" }],
  ['the web using Node', 'without-node', { 'apps/web/src/app/start.ts': "import 'node:path';\n" }],
  [
    'the kernel using a library',
    'libraries',
    {
      'packages/kernel/package.json': JSON.stringify({
        dependencies: { zod: '1' },
        exports: { '.': './src/index.ts' },
      }),
      'packages/kernel/src/index.ts': "import 'zod';\n",
    },
  ],
  [
    'the platform using a security format',
    'formats',
    {
      'packages/formats/package.json': workspace('formats', { './stix': './src/stix/index.ts' }),
      'packages/formats/src/stix/index.ts': 'export {};\n',
      [`${platform}/db/database.ts`]: "import '@matoi/formats/stix';\n",
    },
  ],
  [
    'a format using one that it does not embed',
    'formats',
    {
      'packages/formats/src/stix/index.ts': "import '../csaf/index.ts';\n",
      'packages/formats/src/csaf/index.ts': 'export {};\n',
    },
  ],
  [
    'an integration using another',
    'integrations',
    {
      'apps/server/src/integrations/dns/index.ts': "import '../misp/index.ts';\n",
      'apps/server/src/integrations/misp/index.ts': 'export {};\n',
    },
  ],
  [
    'an integration using the database',
    'integrations',
    { 'apps/server/src/integrations/dns/index.ts': "import '../../platform/db/index.ts';\n" },
  ],
  [
    'a contract using another area',
    'contract-areas',
    {
      'packages/contract/src/casework/journal.schemas.ts': "import '../incident-management/incidents.schemas.ts';\n",
      'packages/contract/src/incident-management/incidents.schemas.ts': 'export {};\n',
    },
  ],
  [
    'the web importing schemas',
    'web-contract',
    { 'apps/web/src/app/start.ts': "import { x } from '@matoi/contract';\n" },
  ],
  [
    'the web importing a type and a schema in one statement',
    'web-contract',
    { 'apps/web/src/app/start.ts': "import { type Shape, x } from '@matoi/contract';\n" },
  ],
  [
    'an area using the inside of another',
    'web-areas',
    { 'apps/web/src/areas/casework/journal/page.ts': "import '../../incident-management/incidents/form.ts';\n" },
  ],
  [
    'the design system importing an area',
    'web-areas',
    { 'apps/web/src/ui/button.ts': "import '../areas/casework/journal/page.ts';\n" },
  ],
  ['shared code importing the app', 'web-areas', { 'apps/web/src/shared/data.ts': "import '../app/start.ts';\n" }],
  ['a primitive that fetches', 'web-ui', { 'apps/web/src/ui/button.ts': "import '@matoi/client';\n" }],
  [
    'product code using a test',
    'no-test-code',
    { [`${incidents}/incident.commands.ts`]: "import './incident.rules.test.ts';\n" },
  ],
  [
    'product code using builders',
    'no-test-code',
    {
      [`${incidents}/incident.builders.ts`]: 'export {};\n',
      [`${incidents}/incident.commands.ts`]: "import './incident.builders.ts';\n",
    },
  ],
  ['a circle of two files', 'cycles', { [`${journal}/entry.store.ts`]: "import './entry.commands.ts';\n" }],
  [
    'a circle of three files',
    'cycles',
    { 'tools/a.ts': "import './b.ts';\n", 'tools/b.ts': "import './c.ts';\n", 'tools/c.ts': "import './a.ts';\n" },
  ],
  ['a package that nobody declares', 'declared', { [`${incidents}/incident.commands.ts`]: "import 'left-pad';\n" }],
  ['a file without a role', 'roles', { [`${incidents}/helpers.ts`]: 'export {};\n' }],
  [
    'a module reading the environment',
    'environment',
    { [`${incidents}/incident.commands.ts`]: 'export const x = process.env.SECRET;\n' },
  ],
  [
    'an import of the environment',
    'environment',
    { [`${incidents}/incident.commands.ts`]: "import { env } from 'node:process';\n" },
  ],
  ['a long file', 'length', { [`${incidents}/incident.commands.ts`]: 'export {};\n'.repeat(401) }],
  ['imports that the reader cannot see', 'reading', { 'tools/a.ts': "/*\nimport 'x';\n*/\n" }],
];

describe('the walls', () => {
  it('let a sound tree pass, tests included', () => {
    const verdict = judge({});
    expect(verdict.violations).toEqual([]);
    expect(verdict.modules).toBe(3);
    expect(verdict.imports).toBeGreaterThan(20);
  });

  it.each(planted)('catch %s (%s)', (_, rule, files) => {
    const found = judge(files).violations;
    expect(found.map((violation) => violation.rule)).toContain(rule);
    for (const violation of found) expect(violation.where).not.toBe('');
  });

  it('have a planted violation for every rule', () => {
    const sources = readdirSync(here).filter((file) => /\.ts$/.test(file) && !file.endsWith('.test.ts'));
    const text = sources.map((file) => readFileSync(join(here, file), 'utf8')).join('\n');
    const rules = new Set([...text.matchAll(/\brule: '([a-z-]+)'/g)].map((match) => match[1]));
    expect(rules.size).toBeGreaterThan(20);
    expect([...new Set(planted.map(([, rule]) => rule))].sort()).toEqual([...rules].sort());
  });

  it('name the line of the import', () => {
    const found = judge({ [`${reports}/index.ts`]: "import '@matoi/kernel';\n\nimport '../incidents/index.ts';\n" });
    expect(found.violations[0]?.where).toBe(`${reports}/index.ts:3`);
  });

  it('let types and late imports go in a circle', () => {
    const files = {
      'tools/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'tools/b.ts': "export const a = () => import('./a.ts');\nexport type B = string;\n",
    };
    expect(judge(files).violations).toEqual([]);
  });

  it('follow doors with a star', () => {
    const files = {
      'apps/cli/package.json': workspace('cli', { './commands/*': './src/commands/*' }),
      'apps/cli/src/commands/casework/journal.ts': 'export const journal = 1;\n',
      'apps/server/src/main.ts': "import '@matoi/cli/commands/casework/journal.ts';\n",
    };
    expect(judge(files).violations).toEqual([]);
  });

  it('read components', () => {
    const files = {
      'apps/web/src/app/page.tsx': "import { x } from '@matoi/contract';\nexport const page = <p>{x}</p>;\n",
    };
    expect(judge(files).violations.map((violation) => violation.rule)).toEqual(['web-contract']);
  });

  it('refuse a file that cannot be parsed', () => {
    expect(() => judge({ 'tools/a.ts': 'import {{{' })).toThrow();
  });

  it('count nothing in an empty tree', () => {
    const root = mkdtempSync(join(tmpdir(), 'matoi walls '));
    folders.push(root);
    expect(judgeTree(root, { levels, longFiles: {} })).toEqual({ files: 0, imports: 0, modules: 0, violations: [] });
  });
});

describe('the list of long files', () => {
  const path = `${incidents}/incident.commands.ts`;

  it('lets a file be as long as it says', () => {
    expect(judge({ [path]: 'export {};\n'.repeat(450) }, { [path]: 450 }).violations).toEqual([]);
  });

  it.each([
    ['has grown', 460],
    ['has shrunk', 440],
    ['is short by now', 300],
  ])('is refused when the file %s', (_, lines) => {
    expect(judge({ [path]: 'export {};\n'.repeat(lines) }, { [path]: 450 }).violations).toHaveLength(1);
  });
});

describe('levels.json', () => {
  it('keeps the order that was agreed', () => {
    const level = (name: string) => levels.modules[name]?.level ?? -1;
    const line = [
      'team',
      'journal',
      'relations',
      'decisions',
      'obligations',
      'reports',
      'events',
      'exposure',
      'incidents',
      'crisis',
    ];
    expect(line.map(level)).toEqual([0, 5, 10, 20, 30, 40, 50, 60, 70, 80]);
  });
});
