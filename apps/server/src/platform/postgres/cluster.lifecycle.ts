import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type DataDirectory, explainFileError, hasCode, StartProblem } from '../data-directory/index.ts';
import { copyBinaries, locateBinaries, removeOldBinaries } from './cluster.binaries.ts';
import {
  createCluster,
  createPassword,
  explainEnding,
  readPassword,
  refuseFullDisk,
  refuseOtherMajor,
  removeUnfinished,
} from './cluster.creation.ts';
import { giveTree, preparePlace } from './cluster.place.ts';
import { readRecord, writeRecord } from './cluster.record.ts';
import { CLUSTER_PORT, DATABASE, postmasterArguments, SUPERUSER } from './cluster.settings.ts';
import { type ClusterUser, chooseUser } from './cluster.user.ts';
import { type Ending, type Guarded, startGuarded } from './guard.process.ts';
import { readPostmasterFile, settleStalePostmaster } from './postmaster.stale.ts';
import { emptySocketDirectory, prepareSocketDirectory, removeSocketDirectory } from './socket.directory.ts';

/** Where the superuser reaches the cluster; `host` is the folder of its unix socket. */
export type ClusterConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
};

/** A running cluster. It ends with this process, whatever ends this process. */
export type Cluster = {
  readonly connection: ClusterConnection;
  /** Of the server, for example `18.4`. */
  readonly version: string;
  /** Called once when PostgreSQL ends without `stop`. A new `startCluster` starts it again. */
  onExit(listener: (reason: string) => void): void;
  /** Stops PostgreSQL in order ("fast": sessions are ended, nothing committed is lost). */
  stop(): Promise<void>;
};

/** The parts of a data directory that a cluster needs. */
export type ClusterDirectory = Pick<DataDirectory, 'postgresPath' | 'keysPath' | 'path'>;

type StartOptions = {
  readonly directory: ClusterDirectory;
  /** False only for tests: gives up safety at a power cut for speed. */
  readonly durable: boolean;
  readonly say: (line: string) => void;
  readonly random: (n: number) => Buffer;
};

/**
 * Starts the cluster of a data directory and creates it at the first start. The caller holds the claim on the directory.
 * Refuses with a `StartProblem` whatever an operator can repair; stops a postmaster that an earlier run left behind.
 */
export async function startCluster(options: StartOptions): Promise<Cluster> {
  if (process.platform === 'win32') {
    throw new StartProblem(
      'postgres.windows',
      'The built-in PostgreSQL does not run on Windows: name a PostgreSQL server with DATABASE_URL.',
    );
  }
  try {
    return await start(options);
  } catch (error) {
    throw explainFileError(error, options.directory.postgresPath);
  }
}

/** The connection of the latest start, for a command that runs beside the server; `null` before the first start. */
export async function recordedConnection(
  directory: Pick<ClusterDirectory, 'path' | 'keysPath'>,
): Promise<ClusterConnection | null> {
  const { socketDirectory } = await readRecord(directory.path);
  const password = await readPassword(directory.keysPath);
  return socketDirectory === null || password === null ? null : connectionAt(socketDirectory, password);
}

async function start(options: StartOptions): Promise<Cluster> {
  const { directory, say, random } = options;
  const binaries = await locateBinaries();
  const before = await readRecord(directory.path);
  const mark = random(8).toString('hex');
  const user = await chooseUser(join(before.place ?? directory.postgresPath, 'data'));
  const place = await preparePlace({ directory, record: before, user, mark, say });
  const dataPath = join(place, 'data');
  const log = join(await ensureFolder(join(directory.path, 'logs')), 'postgres.log');
  const isNew = !(await isPresent(dataPath));

  if (!isNew) {
    await settleStalePostmaster(dataPath, say);
    await refuseOtherMajor(dataPath, binaries.major);
    await giveTree(dataPath, user);
  }
  await removeUnfinished(place);
  if (isNew) await refuseFullDisk(place);
  const binPath = await copyBinaries({ binaries, place, mark });
  const password = await settlePassword({ directory, isNew, random });
  if (isNew) {
    say('Creating the database (only at the first start).');
    await createCluster({ place, binPath, user, password, durable: options.durable, log, mark });
  }
  const socketDirectory = await prepareSocketDirectory({ dataPath: directory.path, user, random });
  await writeRecord(directory.path, {
    place: place === directory.postgresPath ? null : place,
    initialised: true,
    socketDirectory,
  });

  const postmaster = await startPostmaster({ place, dataPath, binPath, socketDirectory, user, log, start: options });
  const connection = connectionAt(socketDirectory, password);
  try {
    const version = await ensureDatabase(connection);
    await removeOldBinaries(place, binPath);
    return clusterOf({ postmaster, connection, version, socketDirectory });
  } catch (error) {
    postmaster.stop();
    await postmaster.ended;
    throw error;
  }
}

function connectionAt(socketDirectory: string, password: string): ClusterConnection {
  return { host: socketDirectory, port: CLUSTER_PORT, user: SUPERUSER, password, database: DATABASE };
}

async function ensureFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

async function isPresent(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function settlePassword(options: {
  directory: ClusterDirectory;
  isNew: boolean;
  random: (n: number) => Buffer;
}): Promise<string> {
  const { directory, isNew, random } = options;
  const kept = await readPassword(directory.keysPath);
  if (kept !== null) return kept;
  if (isNew) return await createPassword(directory.keysPath, random);
  const path = join(directory.keysPath, 'postgres.password');
  throw new StartProblem('postgres.password-missing', `${path} is missing: restore it from a backup.`, { path });
}

type PostmasterOptions = {
  readonly place: string;
  readonly dataPath: string;
  readonly binPath: string;
  readonly socketDirectory: string;
  readonly user: ClusterUser;
  readonly log: string;
  readonly start: StartOptions;
};

// Children of a killed postmaster take a moment to notice; PostgreSQL refuses to start beside them.
const SURVIVORS = /pre-existing shared memory block|lock file "[^"]*" already exists/;
const SURVIVOR_RETRIES = 40;
const SURVIVOR_PAUSE_MS = 250;

async function startPostmaster(options: PostmasterOptions): Promise<Guarded> {
  const { place, dataPath, binPath, socketDirectory, user, log } = options;
  const { durable, say } = options.start;
  for (let retry = 0; ; retry += 1) {
    await emptySocketDirectory(socketDirectory);
    const postmaster = await startGuarded({
      program: join(binPath, 'bin', 'postgres'),
      args: postmasterArguments({ dataPath, socketDirectory, durable }),
      user,
      log,
    });
    const failure = await untilReady({ postmaster, dataPath, say });
    if (failure === null) return postmaster;
    if (!SURVIVORS.test(failure.tail) || retry >= SURVIVOR_RETRIES) {
      throw explainEnding({ what: 'did not start', tail: failure.tail, place, log });
    }
    await pause(SURVIVOR_PAUSE_MS);
    await settleStalePostmaster(dataPath, say);
  }
}

const READY_POLL_MS = 5;
const READY_NOTICE_MS = 10_000;

/** Waits as long as PostgreSQL works on its recovery; `null` when it serves, else how it ended. */
async function untilReady(options: {
  postmaster: Guarded;
  dataPath: string;
  say: (line: string) => void;
}): Promise<Ending | null> {
  const { postmaster, dataPath, say } = options;
  let ending: Ending | null = null;
  void postmaster.ended.then((value) => {
    ending = value;
  });
  for (let waited = 0; ending === null; waited += READY_POLL_MS) {
    const file = await readPostmasterFile(dataPath);
    if (file?.pid === postmaster.pid && file.state === 'ready') return null;
    if (waited > 0 && waited % READY_NOTICE_MS === 0) say('The database is recovering; this may take a while.');
    await pause(READY_POLL_MS);
  }
  return ending;
}

const NO_SUCH_DATABASE = '3D000';

/** Creates the program's database when the first start did not get that far. Returns the version of the server. */
async function ensureDatabase(connection: ClusterConnection): Promise<string> {
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

async function askVersion(connection: ClusterConnection): Promise<string> {
  return await withClient(connection, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? '';
  });
}

async function withClient<T>(connection: ClusterConnection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function clusterOf(options: {
  postmaster: Guarded;
  connection: ClusterConnection;
  version: string;
  socketDirectory: string;
}): Cluster {
  const { postmaster, connection, version, socketDirectory } = options;
  const listeners: ((reason: string) => void)[] = [];
  let isStopping = false;
  let reason: string | null = null;
  void postmaster.ended.then((ending) => {
    if (isStopping) return;
    reason = reasonOf(ending);
    for (const listener of listeners) listener(reason);
  });
  return {
    connection,
    version,
    onExit: (listener) => {
      listeners.push(listener);
      if (reason !== null) listener(reason);
    },
    stop: async () => {
      isStopping = true;
      postmaster.stop();
      await postmaster.ended;
      await removeSocketDirectory(socketDirectory);
    },
  };
}

function reasonOf({ code, signal, tail }: Ending): string {
  const how = signal === null ? `code ${code ?? 'unknown'}` : `signal ${signal}`;
  const last = tail.trim().split('\n').at(-1) ?? '';
  return `PostgreSQL ended unexpectedly (${how}): ${last}`;
}
