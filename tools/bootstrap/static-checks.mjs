import { at } from './paths.mjs';

const tsc = at('node_modules/typescript/bin/tsc');
const tsx = at('node_modules/tsx/dist/cli.mjs');

/** The checks that need no running program, in the order in which they are shown. Each one counts as one test. */
export const staticChecks = [
  { name: 'types: server, packages, tools', command: [tsc, '-p', at('tsconfig.json')] },
  { name: 'types: web', command: [tsc, '-p', at('apps/web/tsconfig.json')] },
  { name: 'lint and format', command: [at('node_modules/@biomejs/biome/bin/biome'), 'check', at()] },
  { name: 'import rules', command: [tsx, at('tools/boundaries/check.ts')] },
  { name: 'catalogues', command: [tsx, at('tools/catalogues/check.ts')] },
  { name: 'contract: openapi.json is up to date', command: [tsx, at('tools/contract/openapi.ts'), '--check'] },
  { name: 'contract: nothing breaks', command: [tsx, at('tools/contract/breaking.ts')] },
  { name: 'migrations', command: [tsx, at('tools/migrations/lint.ts')] },
  { name: 'database types are up to date', command: [tsx, at('tools/database/types.ts')] },
  { name: 'licences', command: [tsx, at('tools/licences/licences.ts')] },
  { name: 'reference pages are up to date', command: [tsx, at('tools/reference/reference.ts')] },
];
