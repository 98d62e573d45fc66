import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  type JobHelpers,
  Logger,
  makeWorkerUtils,
  type Runner as QueueRunner,
  run,
  type WorkerEvents,
} from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Databases } from '../db/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';

/** Thrown by a task whose time has not come (the relay is down): the job comes again, and nobody is alarmed. */
export class TryLater extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TryLater';
  }
}

/** What one kind of job does. The payload was written by this program and is checked again by the task. */
export type Task = (payload: unknown) => Promise<void>;

/** A task that runs at a fixed pace, one run at a time in the whole deployment. */
export type Schedule = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** `heartbeatMs`: between two looks at the queue. `lostAfterSeconds`: how old a lock must be before it counts as lost, and for how long the end of a job may be on its way. */
export type WorkerPace = { readonly heartbeatMs: number; readonly lostAfterSeconds: number };

const usualPace: WorkerPace = { heartbeatMs: 5_000, lostAfterSeconds: 10 };
const staleAfterMs = 60_000;
/** Of a stop, for the jobs that run. Milliseconds. */
const stopPatienceMs = 3_500;
const endOfTime = new Date('9999-01-01T00:00:00Z');
const silent = new Logger(() => () => undefined);

/** Creates or updates the queue's own tables; before our migrations, which refer to them. */
export async function migrateQueue(ownerPool: pg.Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: ownerPool, logger: silent });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/**
 * Runs jobs. A worker that was killed leaves its jobs locked; they are freed when its heartbeat is a minute old, or at
 * once at start when `isOnly` says that no other process can be alive on this database.
 */
export async function startWorker(options: {
  readonly databases: Databases;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly schedules: readonly Schedule[];
  readonly isOnly: boolean;
  readonly health: Health;
  readonly clock: () => Date;
  readonly onProblem: (error: unknown) => void;
  readonly pace?: WorkerPace;
}): Promise<Running> {
  const { databases, health } = options;
  const { heartbeatMs, lostAfterSeconds } = options.pace ?? usualPace;
  const instance = randomUUID();
  /** The queue locks jobs in the name of a pool: all that this process ever had. */
  const pools = new Set<string>();
  const jobs = makeJobsInHand(lostAfterSeconds);
  if (options.isOnly) await unlockStale(databases, endOfTime);

  let runner: QueueRunner | null = null;
  const start = async (): Promise<QueueRunner> => {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      pools.add(workerPool.id);
      const lookAgain = makeLookAgain(() => {
        if (workerPool._active) workerPool.nudge(1);
      });
      events.on('job:complete', lookAgain);
    });
    // A pool that could not write to the queue ends itself, and may never come to the end of that: the next one starts.
    events.on('pool:gracefulShutdown', () => {
      runner = null;
    });
    const started = await run({
      events,
      // What could not be written to the queue ends the pool, instead of leaving a job locked for hours.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      pgPool: databases.ownerPool,
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1_000,
      logger: silent,
      taskList: Object.fromEntries(
        Object.entries(options.tasks).map(([name, task]) => [
          name,
          async (payload: unknown, { job }: JobHelpers) => {
            // Known from here and not from the queue's events: a pool that lost the database does not tell of ends.
            jobs.begin(job.id);
            try {
              await task(payload);
            } catch (error) {
              if (!(error instanceof TryLater)) options.onProblem(error);
              throw error;
            } finally {
              jobs.end(job.id);
            }
          },
        ]),
      ),
    });
    started.promise.catch(options.onProblem).finally(() => {
      if (runner === started) runner = null;
    });
    return started;
  };

  const lastRun = new Map<string, number>();
  const loop = runLoop({
    idleMs: heartbeatMs,
    onProblem(error) {
      health.report('worker', 'failed', 'waiting for the database');
      options.onProblem(error);
    },
    async turn() {
      runner ??= await start();
      const now = options.clock();
      await beat(databases, { id: instance, workerIds: [...pools], now });
      await unlockStale(databases, new Date(now.getTime() - staleAfterMs));
      await unlockLost(databases, { pools: [...pools], inHand: jobs.inHand(), lostAfterSeconds });
      for (const schedule of options.schedules) {
        if (now.getTime() - (lastRun.get(schedule.name) ?? 0) < schedule.everyMs) continue;
        lastRun.set(schedule.name, now.getTime());
        await schedule.run();
      }
      health.report('worker', 'ok', await describeQueue(databases));
      return false;
    },
  });
  return {
    async stop() {
      await loop.stop();
      // What is not done by then is done again after the next start.
      await Promise.race([runner?.stop(), new Promise((resolve) => setTimeout(resolve, stopPatienceMs).unref())]);
      await databases.owner
        .deleteFrom('platform.worker_instance')
        .where('id', '=', instance)
        .execute()
        .catch(options.onProblem);
    },
  };
}

/** Milliseconds after a job at which a worker looks for the next one of the same queue. */
const lookAgainAfter = [4, 20, 80, 320];

/**
 * The next job of a queue can be taken only when the end of the one before is written, and nobody is told of that: a
 * worker that came too early would wait for the next poll, and a burst about one record would move at a job a second.
 */
function makeLookAgain(look: () => void): () => void {
  const planned = new Set<number>();
  return () => {
    for (const delay of lookAgainAfter) {
      if (planned.has(delay)) continue;
      planned.add(delay);
      setTimeout(() => {
        planned.delete(delay);
        look();
      }, delay).unref();
    }
  };
}

async function beat(databases: Databases, beat: { id: string; workerIds: string[]; now: Date }): Promise<void> {
  await databases.owner
    .insertInto('platform.worker_instance')
    .values({ id: beat.id, worker_ids: beat.workerIds, heartbeat_at: beat.now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ worker_ids: beat.workerIds, heartbeat_at: beat.now }))
    .execute();
}

/**
 * Forgets instances whose last heartbeat is older than `before`, and frees every job and queue that was locked before
 * that moment by nobody who is alive. One transaction: a process that dies in the middle leaves nothing half-done.
 */
export async function unlockStale(databases: Pick<Databases, 'owner'>, before: Date): Promise<void> {
  await databases.owner.transaction().execute(async (tx) => {
    await tx.deleteFrom('platform.worker_instance').where('heartbeat_at', '<', before).execute();
    await sql`
      select graphile_worker.force_unlock_workers(array(
        select locked_by from graphile_worker._private_jobs where locked_at < ${before}::timestamptz
        union select locked_by from graphile_worker._private_job_queues where locked_at < ${before}::timestamptz
        except select unnest(worker_ids) from platform.worker_instance))`.execute(tx);
  });
}

/** The jobs that this process works on, and those whose end was written a moment ago. */
function makeJobsInHand(lostAfterSeconds: number) {
  const endOf = new Map<string, number | null>();
  return {
    begin: (id: string) => void endOf.set(id, null),
    end: (id: string) => void endOf.set(id, performance.now()),
    inHand(): readonly string[] {
      for (const [id, end] of endOf) {
        if (end !== null && performance.now() - end > lostAfterSeconds * 1_000) endOf.delete(id);
      }
      return [...endOf.keys()];
    },
  };
}

/**
 * Frees jobs that are locked in our name though nobody here works on them: the database took them out for us and the
 * connection broke before we heard of it, or their end could not be written.
 */
async function unlockLost(
  databases: Pick<Databases, 'owner'>,
  given: { readonly pools: readonly string[]; readonly inHand: readonly string[]; readonly lostAfterSeconds: number },
): Promise<void> {
  const { pools, inHand, lostAfterSeconds } = given;
  const isLost = sql`locked_by = any (${[...pools]}::text[]) and locked_at < now() - make_interval(secs => ${lostAfterSeconds})`;
  await databases.owner.transaction().execute(async (tx) => {
    await sql`
      update graphile_worker._private_jobs set locked_at = null, locked_by = null
      where ${isLost} and id <> all (${[...inHand]}::bigint[])`.execute(tx);
    await sql`
      update graphile_worker._private_job_queues as queue set locked_at = null, locked_by = null
      where ${isLost} and not exists (
        select from graphile_worker._private_jobs as job where job.job_queue_id = queue.id and job.locked_by is not null)
    `.execute(tx);
  });
}

async function describeQueue(databases: Databases): Promise<string> {
  const { rows } = await sql<{ waiting: number; dead: number }>`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as dead
    from graphile_worker.jobs`.execute(databases.owner);
  const counts = rows[0] ?? { waiting: 0, dead: 0 };
  return `${counts.waiting} waiting, ${counts.dead} given up`;
}
