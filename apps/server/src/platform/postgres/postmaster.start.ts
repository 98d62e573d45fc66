import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { explainEnding } from './cluster.creation.ts';
import { postmasterArguments } from './cluster.settings.ts';
import type { ClusterUser } from './cluster.user.ts';
import { type Ending, type Guarded, startGuarded } from './guard.process.ts';
import { readPostmasterFile, settleStalePostmaster } from './postmaster.stale.ts';
import { emptySocketDirectory } from './socket.directory.ts';

/** Where the parts of a cluster lie and how it runs. */
export type PostmasterOptions = {
  readonly place: string;
  readonly dataPath: string;
  readonly binPath: string;
  readonly socketDirectory: string;
  readonly user: ClusterUser;
  readonly log: string;
  readonly durable: boolean;
  readonly say: (line: string) => void;
  readonly rulesFile?: string;
};

// Children of a killed postmaster take a moment to notice; PostgreSQL refuses to start beside them.
const SURVIVORS = /pre-existing shared memory block|lock file "[^"]*" already exists/;
const SURVIVOR_RETRIES = 40;
const SURVIVOR_PAUSE_MS = 250;

/** Starts the postmaster and returns when it serves connections, after recovery if that is needed. */
export async function startPostmaster(options: PostmasterOptions): Promise<Guarded> {
  const { place, dataPath, binPath, socketDirectory, user, log, say } = options;
  for (let retry = 0; ; retry += 1) {
    await emptySocketDirectory(socketDirectory);
    const postmaster = await startGuarded({
      program: join(binPath, 'bin', 'postgres'),
      args: postmasterArguments(options),
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
