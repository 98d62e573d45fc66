import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Ground } from '../../src/platform/composition/index.ts';
import { openDatabases } from '../../src/platform/db/index.ts';
import { deriveKey, makeObjectStore } from '../../src/platform/files/index.ts';
import { templateDatabase } from './test-cluster.ts';

/** A database of its own for one test file, made from the migrated template, with keys and an object store. */
export async function openTestGround(): Promise<Ground & { readonly filesPath: string }> {
  const cluster = inject('cluster');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`create database ${database} template ${templateDatabase} owner matoi_owner`);
  const databases = openDatabases({
    owner: { ...cluster.owner, database },
    app: { ...cluster.app, database },
    onProblem: () => undefined,
  });
  const filesPath = mkdtempSync(join(tmpdir(), 'matoi-files-'));
  const masterKey = randomBytes(32);
  return {
    databases,
    filesPath,
    packsPath: join(filesPath, 'packs'),
    store: makeObjectStore({ directory: filesPath, masterKey, random: randomBytes }),
    keys: {
      cursor: deriveKey(masterKey, 'list cursors'),
      csrf: deriveKey(masterKey, 'csrf tokens'),
      totp: deriveKey(masterKey, 'totp secrets'),
      guest: deriveKey(masterKey, 'guest links'),
      secret: deriveKey(masterKey, 'secrets of others'),
    },
    isOnly: true,
    async close() {
      await databases.close();
      await asSuperuser(`drop database ${database} with (force)`);
      rmSync(filesPath, { recursive: true, force: true });
    },
  };
}

/** Runs one statement as the cluster's superuser: for making databases, and for tests that play the owner of the disk. */
export async function asSuperuser(statement: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ ...inject('cluster').superuser, database, ssl: false });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
