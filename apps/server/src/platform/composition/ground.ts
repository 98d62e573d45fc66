import { join } from 'node:path';
import type { RandomBytes } from '@matoi/kernel';
import type { Config } from '../config/index.ts';
import {
  type DataDirectory,
  openDataDirectory,
  readKeyFile,
  readOwnKey,
  StartProblem,
} from '../data-directory/index.ts';
import {
  type ConnectionConfig,
  type Databases,
  migrate,
  openDatabases,
  parseDatabaseUrl,
  prepareCluster,
  prepareForeignDatabase,
} from '../db/index.ts';
import { deriveKey, makeObjectStore, type ObjectStore } from '../files/index.ts';
import type { Health } from '../health/index.ts';
import { migrateQueue } from '../jobs/index.ts';
import { type Cluster, recordedConnection, startCluster } from '../postgres/index.ts';

export type Keys = {
  readonly cursor: Buffer;
  readonly csrf: Buffer;
  readonly totp: Buffer;
  readonly guest: Buffer;
  readonly secret: Buffer;
};

/** What every process stands on: data directory, database, keys, object store. */
export type Ground = {
  readonly databases: Databases;
  readonly store: ObjectStore;
  readonly keys: Keys;
  /** Folder for what is to be read without the program; made by whoever writes into it. */
  readonly packsPath: string;
  /** True when no other process can be working on this database. */
  readonly isOnly: boolean;
  close(): Promise<void>;
};

type GroundParts = {
  readonly config: Config;
  readonly version: string;
  readonly migrationsDirectory: string;
  readonly random: (count: number) => Buffer;
  readonly health: Health;
  readonly say: (line: string) => void;
  readonly onProblem: (error: unknown) => void;
};

const database = 'matoi';

function keysFrom(masterKey: Buffer): Keys {
  return {
    cursor: deriveKey(masterKey, 'list cursors'),
    csrf: deriveKey(masterKey, 'csrf tokens'),
    totp: deriveKey(masterKey, 'totp secrets'),
    guest: deriveKey(masterKey, 'guest links'),
    secret: deriveKey(masterKey, 'secrets of others'),
  };
}

const rolePassword = (masterKey: Buffer, role: string) => deriveKey(masterKey, `database role ${role}`).toString('hex');

/** Opens everything for a server: claims the data directory, starts PostgreSQL where it is ours, migrates. */
export async function openGround(parts: GroundParts): Promise<Ground> {
  const { config, random, say } = parts;
  const directory = await openDataDirectory({
    path: config.dataDirectory,
    keyFile: config.keyFile,
    programVersion: parts.version,
    say,
    random,
  });
  let cluster: RestartingCluster | null = null;
  let opened: Omit<Ground, 'isOnly'> | null = null;
  try {
    cluster = config.databaseUrl === null ? await keepCluster(directory, parts) : null;
    const connections = await connect(config, directory.masterKey, cluster?.connection ?? null);
    const ground = await groundOn(parts, {
      masterKey: directory.masterKey,
      filesPath: directory.filesPath,
      connections,
    });
    opened = ground;
    await migrateQueue(ground.databases.ownerPool);
    const applied = await migrate({ owner: connections.owner, directory: parts.migrationsDirectory });
    if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`);
    return {
      ...ground,
      isOnly: config.databaseUrl === null,
      async close() {
        await ground.close();
        await cluster?.stop();
        await directory.release();
      },
    };
  } catch (error) {
    await opened?.close();
    await cluster?.stop();
    await directory.release();
    throw error;
  }
}

/**
 * Opens the same for one operator command: through the running server's database when there is one, otherwise like a
 * server for as long as the command takes.
 */
export async function openGroundForCommand(parts: GroundParts): Promise<Ground> {
  try {
    return await openGround(parts);
  } catch (error) {
    if (!(error instanceof StartProblem) || error.code !== 'data-directory.in-use') throw error;
  }
  const { config, say } = parts;
  const keysPath = join(config.dataDirectory, 'keys');
  const masterKey =
    config.keyFile === null
      ? await readOwnKey(join(keysPath, 'master.key'), say)
      : await readKeyFile(config.keyFile, say);
  const running =
    config.databaseUrl === null ? await recordedConnection({ path: config.dataDirectory, keysPath }) : null;
  if (running === null && config.databaseUrl === null) {
    throw new StartProblem(
      'database.connect.starting',
      `The server on ${config.dataDirectory} is still making its database: wait until it says "Ready" and try again.`,
    );
  }
  const connections =
    running === null
      ? await connect(config, masterKey, null)
      : {
          owner: { ...running, database, user: 'matoi_owner', password: rolePassword(masterKey, 'owner') },
          app: { ...running, database, user: 'matoi_app', password: rolePassword(masterKey, 'app') },
        };
  const ground = await groundOn(parts, { masterKey, filesPath: join(config.dataDirectory, 'files'), connections });
  return { ...ground, isOnly: false };
}

type Connections = { readonly owner: ConnectionConfig; readonly app: ConnectionConfig };

async function connect(config: Config, masterKey: Buffer, superuser: ConnectionConfig | null): Promise<Connections> {
  const appPassword = rolePassword(masterKey, 'app');
  if (superuser !== null) {
    return prepareCluster({ superuser, database, ownerPassword: rolePassword(masterKey, 'owner'), appPassword });
  }
  const owner = parseDatabaseUrl(config.databaseUrl ?? '');
  return { owner, app: await prepareForeignDatabase({ owner, appPassword }) };
}

async function groundOn(
  parts: GroundParts,
  given: { readonly masterKey: Buffer; readonly filesPath: string; readonly connections: Connections },
): Promise<Omit<Ground, 'isOnly'>> {
  const databases = openDatabases({ ...given.connections, onProblem: parts.onProblem });
  const random: RandomBytes = parts.random;
  return {
    databases,
    store: makeObjectStore({ directory: given.filesPath, masterKey: given.masterKey, random }),
    keys: keysFrom(given.masterKey),
    packsPath: join(parts.config.dataDirectory, 'offline-packs'),
    close: () => databases.close(),
  };
}

type RestartingCluster = { readonly connection: ConnectionConfig; stop(): Promise<void> };

/** Starts the bundled PostgreSQL and starts it again when it ends without being asked to. */
async function keepCluster(directory: DataDirectory, parts: GroundParts): Promise<RestartingCluster> {
  let isStopping = false;
  let cluster: Cluster;
  const start = async (): Promise<Cluster> => {
    const started = await startCluster({ directory, durable: true, say: parts.say, random: parts.random });
    parts.health.report('database', 'ok', `PostgreSQL ${started.version}`);
    started.onExit((reason) => {
      if (isStopping) return;
      parts.health.report('database', 'failed', 'PostgreSQL ended and is started again');
      parts.onProblem(new Error(`PostgreSQL ended: ${reason}`));
      again();
    });
    return started;
  };
  const again = () => {
    start().then(
      (started) => {
        cluster = started;
        if (isStopping) cluster.stop().catch(parts.onProblem);
      },
      (error: unknown) => {
        parts.onProblem(error);
        if (!isStopping) setTimeout(again, 2_000);
      },
    );
  };
  cluster = await start();
  return {
    connection: cluster.connection,
    async stop() {
      isStopping = true;
      await cluster.stop();
    },
  };
}
