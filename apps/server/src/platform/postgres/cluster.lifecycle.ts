import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataDirectory, explainFileError, hasCode, StartProblem } from '../data-directory/index.ts';
import { copyBinaries, locateBinaries, removeOldBinaries } from './cluster.binaries.ts';
import {
  createCluster,
  keepPassword,
  makePassword,
  readPassword,
  refuseFullDisk,
  refuseOtherMajor,
  removeUnfinished,
} from './cluster.creation.ts';
import { giveTree, preparePlace } from './cluster.place.ts';
import { readRecord, writeRecord } from './cluster.record.ts';
import { type ClusterConnection, connectionAt, ensureDatabase, resetPassword } from './cluster.session.ts';
import { chooseUser } from './cluster.user.ts';
import type { Ending, Guarded } from './guard.process.ts';
import { settleStalePostmaster } from './postmaster.stale.ts';
import { type PostmasterOptions, startPostmaster } from './postmaster.start.ts';
import { prepareSocketDirectory, removeSocketDirectory } from './socket.directory.ts';

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
  const { directory, durable, say, random } = options;
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
  const kept = await readPassword(directory.keysPath);
  const password = kept ?? makePassword(random);
  if (isNew) {
    say('Creating the database (only at the first start).');
    if (kept === null) await keepPassword(directory.keysPath, password);
    await createCluster({ place, binPath, user, password, durable, log, mark });
  }
  const socketDirectory = await prepareSocketDirectory({ dataPath: directory.path, user, random });
  await writeRecord(directory.path, {
    place: place === directory.postgresPath ? null : place,
    initialised: true,
    socketDirectory,
  });

  const postmasterOptions = { place, dataPath, binPath, socketDirectory, user, log, durable, say };
  if (!isNew && kept === null) {
    say('The password of the database is missing; setting a new one.');
    await resetPassword({ postmaster: postmasterOptions, keysPath: directory.keysPath, password, mark });
  }
  return await serve({ postmasterOptions, password });
}

async function serve(options: { postmasterOptions: PostmasterOptions; password: string }): Promise<Cluster> {
  const { postmasterOptions, password } = options;
  const { place, binPath, socketDirectory } = postmasterOptions;
  const postmaster = await startPostmaster(postmasterOptions);
  const connection = connectionAt(socketDirectory, password);
  try {
    const version = await ensureDatabase(connection);
    await removeOldBinaries(place, binPath);
    return clusterOf({ postmaster, postmasterOptions, connection, version });
  } catch (error) {
    postmaster.stop();
    await postmaster.ended;
    throw error;
  }
}

function clusterOf(options: {
  postmaster: Guarded;
  postmasterOptions: PostmasterOptions;
  connection: ClusterConnection;
  version: string;
}): Cluster {
  const { postmaster, connection, version } = options;
  const { dataPath, socketDirectory, say } = options.postmasterOptions;
  const listeners: ((reason: string) => void)[] = [];
  let isStopping = false;
  let reason: string | null = null;
  const over = postmaster.ended.then(async (ending) => {
    // Without its guard PostgreSQL would outlive us.
    if (ending.isGuardLost) {
      await settleStalePostmaster(dataPath, say).catch((error: unknown) => {
        if (!(error instanceof StartProblem)) throw error;
        say(error.message);
      });
    }
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
      const isOver = reason !== null;
      isStopping = true;
      postmaster.stop();
      await over;
      // After an unexpected end the folder may serve the next cluster already.
      if (!isOver) await removeSocketDirectory(socketDirectory);
    },
  };
}

function reasonOf({ code, signal, tail }: Ending): string {
  const how = signal === null ? `code ${code ?? 'unknown'}` : `signal ${signal}`;
  const last = tail.trim().split('\n').at(-1) ?? '';
  return `PostgreSQL ended unexpectedly (${how}): ${last}`;
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
