import { randomUUID } from 'node:crypto';
import { Logger, makeWorkerUtils, type Runner as QueueRunner, run } from 'graphile-worker';
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

const heartbeatMs = 5_000;
const staleAfterMs = 60_000;
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
}): Promise<Running> {
  const { databases, health } = options;
  const instance = randomUUID();
  const workerIds = new Set<string>();
  if (options.isOnly) await unlockStale(databases, new Date(8_640_000_000_000_000));

  let runner: QueueRunner | null = null;
  const start = async (): Promise<QueueRunner> => {
    const started = await run({
      pgPool: databases.ownerPool,
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1_000,
      logger: silent,
      taskList: Object.fromEntries(
        Object.entries(options.tasks).map(([name, task]) => [
          name,
          async (payload: unknown) => {
            try {
              await task(payload);
            } catch (error) {
              if (!(error instanceof TryLater)) options.onProblem(error);
              throw error;
            }
          },
        ]),
      ),
    });
    started.events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId));
    started.promise.catch(options.onProblem).finally(() => {
      runner = null;
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
      await beat(databases, { id: instance, workerIds: [...workerIds], now });
      await unlockStale(databases, new Date(now.getTime() - staleAfterMs));
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
      await runner?.stop();
      await databases.owner
        .deleteFrom('platform.worker_instance')
        .where('id', '=', instance)
        .execute()
        .catch(options.onProblem);
    },
  };
}

async function beat(databases: Databases, beat: { id: string; workerIds: string[]; now: Date }): Promise<void> {
  await databases.owner
    .insertInto('platform.worker_instance')
    .values({ id: beat.id, worker_ids: beat.workerIds, heartbeat_at: beat.now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ worker_ids: beat.workerIds, heartbeat_at: beat.now }))
    .execute();
}

/** Frees the jobs of instances whose last heartbeat is older than `before`, and forgets the instances. */
export async function unlockStale(databases: Pick<Databases, 'owner'>, before: Date): Promise<number> {
  const gone = await databases.owner
    .deleteFrom('platform.worker_instance')
    .where('heartbeat_at', '<', before)
    .returning('worker_ids')
    .execute();
  const ids = gone.flatMap((instance) => instance.worker_ids);
  if (ids.length > 0) await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(databases.owner);
  return ids.length;
}

async function describeQueue(databases: Databases): Promise<string> {
  const { rows } = await sql<{ waiting: number; dead: number }>`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as dead
    from graphile_worker.jobs`.execute(databases.owner);
  const counts = rows[0] ?? { waiting: 0, dead: 0 };
  return `${counts.waiting} waiting, ${counts.dead} given up`;
}
