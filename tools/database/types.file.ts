import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestCluster } from '../../apps/server/test/support/test-cluster.ts';

export const typesFile = 'apps/server/src/platform/db/types.generated.ts';

/** The types of all tables, read from a freshly migrated database. */
async function makeTypes(): Promise<string> {
  const cluster = await startTestCluster();
  const directory = mkdtempSync(join(tmpdir(), 'matoi-types-'));
  const target = join(directory, 'types.ts');
  try {
    const { host, port, user, password, database } = cluster.owner;
    const url = `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
    execFileSync(
      process.execPath,
      [
        'node_modules/kysely-codegen/dist/cli/bin.js',
        '--dialect=postgres',
        `--url=${url}`,
        '--exclude-pattern=(graphile_worker|public).*',
        '--type-mapping={"int8":"number"}',
        `--out-file=${target}`,
        '--log-level=error',
      ],
      { stdio: 'inherit' },
    );
    return readFileSync(target, 'utf8');
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await cluster.stop();
  }
}

/** Writes the file when it is out of date and answers whether it did. */
export async function writeTypes(): Promise<boolean> {
  const types = await makeTypes();
  if (types === readFileSync(typesFile, 'utf8')) return false;
  writeFileSync(typesFile, types);
  return true;
}

/** True when the committed file is what the migrations give. */
export async function areTypesCurrent(): Promise<boolean> {
  return (await makeTypes()) === readFileSync(typesFile, 'utf8');
}
