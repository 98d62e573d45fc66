import { execFileSync } from 'node:child_process';
import { startTestCluster } from '../../apps/server/test/support/test-cluster.ts';

const target = 'apps/server/src/platform/db/types.generated.ts';

/** Writes the types of all tables from a freshly migrated database; with `--check` only compares. */
const cluster = await startTestCluster();
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
      ...(process.argv.includes('--check') ? ['--verify'] : []),
    ],
    { stdio: 'inherit' },
  );
} finally {
  await cluster.stop();
}
