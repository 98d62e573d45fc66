import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type ConnectionConfig, migrate, prepareCluster } from '../../src/platform/db/index.ts';
import { migrateQueue } from '../../src/platform/jobs/index.ts';
import { startCluster } from '../../src/platform/postgres/index.ts';

export const migrationsDirectory = fileURLToPath(new URL('../../migrations', import.meta.url));
export const templateDatabase = 'matoi_template';

/** What a test process needs to make databases of its own on the cluster of the run. */
export type TestCluster = {
  readonly superuser: ConnectionConfig;
  readonly owner: ConnectionConfig;
  readonly app: ConnectionConfig;
};

/** Starts one cluster for a whole test run, with a migrated template database. Not durable: tests need speed. */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  const path = mkdtempSync(join(tmpdir(), 'matoi-test-'));
  // The cluster's own user must be able to pass through.
  chmodSync(path, 0o711);
  const directory = { path, postgresPath: join(path, 'postgres'), keysPath: join(path, 'keys') };
  for (const part of [directory.postgresPath, directory.keysPath]) mkdirSync(part, { mode: 0o711 });
  const cluster = await startCluster({ directory, durable: false, say: () => undefined, random: randomBytes });
  const { owner, app } = await prepareCluster({
    superuser: cluster.connection,
    database: templateDatabase,
    ownerPassword: 'owner-of-a-test-run',
    appPassword: 'app-of-a-test-run',
  });
  const pool = new pg.Pool({ ...owner, ssl: false, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await migrateQueue(pool);
  await pool.end();
  await migrate({ owner, directory: migrationsDirectory });
  return {
    superuser: cluster.connection,
    owner,
    app,
    async stop() {
      await cluster.stop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
