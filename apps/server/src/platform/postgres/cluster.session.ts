import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { hasCode } from '../data-directory/index.ts';
import { keepPassword } from './cluster.creation.ts';
import { CLUSTER_PORT, DATABASE, SUPERUSER } from './cluster.settings.ts';
import { type PostmasterOptions, startPostmaster } from './postmaster.start.ts';

/** Where the superuser reaches the cluster; `host` is the folder of its unix socket. */
export type ClusterConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
};

/** The connection of the superuser over the socket in a folder. */
export function connectionAt(socketDirectory: string, password: string): ClusterConnection {
  return { host: socketDirectory, port: CLUSTER_PORT, user: SUPERUSER, password, database: DATABASE };
}

const NO_SUCH_DATABASE = '3D000';

/** Creates the program's database when the first start did not get that far. Returns the version of the server. */
export async function ensureDatabase(connection: ClusterConnection): Promise<string> {
  try {
    return await askVersion(connection);
  } catch (error) {
    if (!hasCode(error, NO_SUCH_DATABASE)) throw error;
  }
  await withClient({ ...connection, database: 'postgres' }, async (client) => {
    await client.query(`create database ${connection.database}`);
  });
  return await askVersion(connection);
}

/**
 * Gives the superuser a new password when the old one is lost, as after a restore: backups leave the keys out. For this
 * moment PostgreSQL trusts whoever reaches its private socket. The password is kept after the cluster knows it.
 */
export async function resetPassword(options: {
  postmaster: PostmasterOptions;
  keysPath: string;
  password: string;
  mark: string;
}): Promise<void> {
  const { keysPath, password, mark } = options;
  const { place, user, socketDirectory } = options.postmaster;
  const rulesFile = join(place, `rules.${mark}.tmp`);
  await writeFile(rulesFile, `local all ${SUPERUSER} trust\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (user !== null) await chown(rulesFile, user.uid, user.gid);
    const postmaster = await startPostmaster({ ...options.postmaster, rulesFile });
    try {
      await withClient({ ...connectionAt(socketDirectory, ''), database: 'postgres' }, async (client) => {
        await client.query(`alter role ${SUPERUSER} password ${client.escapeLiteral(password)}`);
      });
    } finally {
      postmaster.stop();
      await postmaster.ended;
    }
  } finally {
    await rm(rulesFile, { force: true });
  }
  await keepPassword(keysPath, password);
}

async function askVersion(connection: ClusterConnection): Promise<string> {
  return await withClient(connection, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? '';
  });
}

async function withClient<T>(connection: ClusterConnection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection);
  // The loss of the connection shows in the query that waits; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
