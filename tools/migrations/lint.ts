import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf, judgeMigrations, type Migration } from './migration.rules.ts';

const folder = fileURLToPath(new URL('../../apps/server/migrations', import.meta.url));
const manifest = fileURLToPath(new URL('released.json', import.meta.url));
const levelsFile = new URL('../boundaries/levels.json', import.meta.url);

function readMigrations(): Migration[] {
  return readdirSync(folder).map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }));
}

/** Part of a release: from now on these files never change. */
function recordRelease(migrations: readonly Migration[]): void {
  const hashes = Object.fromEntries(migrations.map(({ name, sql }) => [name, hashOf(sql)]).sort());
  writeFileSync(manifest, `${JSON.stringify(hashes, null, 2)}\n`);
  console.log(`recorded ${migrations.length} migrations as released`);
}

function main(): number {
  const migrations = readMigrations();
  const { modules } = JSON.parse(readFileSync(levelsFile, 'utf8')) as { modules: Record<string, unknown> };
  const released = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
  const problems = judgeMigrations({ migrations, released, owners: new Set(['platform', ...Object.keys(modules)]) });
  for (const problem of problems) console.error(problem);
  console.log(`${migrations.length} migrations, ${Object.keys(released).length} released; ${problems.length} problems`);
  if (problems.length > 0) return 1;
  if (process.argv.includes('--release')) recordRelease(migrations);
  return 0;
}

process.exitCode = main();
