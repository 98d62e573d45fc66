import { createHash } from 'node:crypto';
import type { Fact } from '@matoi/contract';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Databases } from '../db/index.ts';
import { listen } from '../db/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';
import type { Delivery } from './deliver.ts';
import type { Subscription } from './subscription.ts';

const relayLock = 7_303_001;
const batchSize = 500;
const shards = 4;
/** Facts of so many milliseconds are relayed together; the first one after a pause goes at once. */
const together = 60;
/** The same while so many come that each of them would get jobs of its own. */
const togetherInFlood = 250;
const flood = 20;

/**
 * Gives committed facts their position and hands them to subscribers as jobs: one relay at a time in the whole
 * deployment (session lock), in order, at least once. Order per subject and handler is kept by the queue's name.
 */
export function startRelay(options: {
  readonly databases: Databases;
  readonly subscriptions: readonly Subscription[];
  readonly health: Health;
  readonly onProblem: (error: unknown) => void;
  /** Milliseconds between two looks when nobody says that there is something new; a second if not given. */
  readonly idleMs?: number;
}): Running {
  const { databases, health } = options;
  const handlersOf = groupByFact(options.subscriptions);
  let holder: pg.PoolClient | null = null;
  let relayedAt = Number.NEGATIVE_INFINITY;
  let isFlood = false;

  async function holdsLock(): Promise<boolean> {
    if (holder !== null) return true;
    const client = await databases.ownerPool.connect();
    const isLocked = await tryLock(client);
    if (!isLocked) return false;
    holder = client;
    client.once('error', () => {
      if (holder === client) letGo();
    });
    return true;
  }

  async function tryLock(client: pg.PoolClient): Promise<boolean> {
    try {
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
        relayLock,
      ]);
      const isLocked = rows[0]?.locked === true;
      if (!isLocked) client.release();
      return isLocked;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Gives the connection back to the pool, which is not large, once and closed: the lock ends with it. */
  function letGo(): void {
    const client = holder;
    holder = null;
    client?.release(true);
  }

  const loop = runLoop({
    idleMs: options.idleMs ?? 1_000,
    onProblem(error) {
      letGo();
      health.report('relay', 'failed', 'waiting for the database');
      options.onProblem(error);
    },
    async turn() {
      // In a burst facts are taken together: a transaction and jobs for each of hundreds a second would cost more than they.
      const early = (isFlood ? togetherInFlood : together) - (performance.now() - relayedAt);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (!(await holdsLock())) {
        health.report('relay', 'ok', 'another process relays');
        return false;
      }
      const count = await relayBatch(databases, handlersOf);
      if (count > 0) {
        relayedAt = performance.now();
        isFlood = count >= flood && count < batchSize;
      }
      health.report('relay', 'ok', 'up to date');
      return count === batchSize;
    },
  });
  const listener = listen({
    connection: databases.ownerConfig,
    channels: ['matoi_facts'],
    onWake: () => loop.wake(),
    onProblem: options.onProblem,
  });
  return {
    async stop() {
      await listener.stop();
      await loop.stop();
      letGo();
    },
  };
}

/**
 * Places the facts that wait and has every subscriber act on each of them here and now, in order, and on what follows from
 * that, until nothing is left: for commands that work without a worker. Makes no jobs. What fails is thrown.
 */
export async function deliverWaiting(options: {
  readonly databases: Pick<Databases, 'owner'>;
  readonly subscriptions: readonly Subscription[];
  readonly deliver: (job: Delivery) => Promise<void>;
}): Promise<void> {
  const { databases, deliver } = options;
  const handlersOf = groupByFact(options.subscriptions);
  for (;;) {
    const waiting = await databases.owner
      .selectFrom('platform.fact')
      .select(['id', 'kind', 'payload'])
      .where('position', 'is', null)
      .orderBy('written')
      .limit(batchSize)
      .execute();
    if (waiting.length === 0) return;
    await relayBatch(databases, new Map());
    for (const { id, kind, payload } of waiting) {
      const whole = { kind, ...(payload as object) } as Fact;
      for (const { handler, wants } of handlersOf.get(kind) ?? [])
        if (wants?.(whole) !== false) await deliver({ factId: id, handler });
    }
  }
}

function groupByFact(subscriptions: readonly Subscription[]): Map<string, Subscription[]> {
  const groups = new Map<string, Subscription[]>();
  for (const one of subscriptions) groups.set(one.fact, [...(groups.get(one.fact) ?? []), one]);
  return groups;
}

/** One batch, in one transaction: positions, jobs, and one notification for live subscribers. Answers how many facts. */
export async function relayBatch(
  databases: Pick<Databases, 'owner'>,
  handlersOf: ReadonlyMap<string, readonly Subscription[]>,
): Promise<number> {
  return databases.owner.transaction().execute(async (tx) => {
    const waiting = await tx
      .selectFrom('platform.fact')
      .select(['id', 'kind', 'subject_id', 'payload'])
      .where('position', 'is', null)
      .orderBy('written')
      .limit(batchSize)
      .execute();
    if (waiting.length === 0) return 0;
    const ids = waiting.map((fact) => fact.id);
    await sql`
      update platform.fact set position = head.position + numbered.rank
      from (select coalesce(max(position), 0) as position from platform.fact) head,
        unnest(${ids}::uuid[]) with ordinality as numbered (id, rank)
      where platform.fact.id = numbered.id`.execute(tx);
    const jobs = jobsFor(waiting, handlersOf);
    if (jobs.length > 0) {
      await sql`
        select from graphile_worker.add_jobs(array(
          select row('fact', job.payload::json, job.queue, now(), 25, null, null, null)::graphile_worker.job_spec
          from unnest(${jobs.map((job) => job.payload)}::text[], ${jobs.map((job) => job.queue)}::text[])
            with ordinality as job (payload, queue, rank)
          order by rank))`.execute(tx);
    }
    await sql`select pg_notify('matoi_live', '')`.execute(tx);
    return waiting.length;
  });
}

type Waiting = {
  readonly id: string;
  readonly kind: string;
  readonly subject_id: string | null;
  readonly payload: unknown;
};

/** One job for all facts of the batch that one handler takes in one order: a burst of a thousand alerts is few jobs. */
function jobsFor(
  waiting: readonly Waiting[],
  handlersOf: ReadonlyMap<string, readonly Subscription[]>,
): readonly { readonly payload: string; readonly queue: string }[] {
  const groups = new Map<string, { readonly handler: string; readonly factIds: string[] }>();
  for (const fact of waiting) {
    const whole = { kind: fact.kind, ...(fact.payload as object) } as Fact;
    for (const { handler, wants, lineOf } of handlersOf.get(fact.kind) ?? []) {
      if (wants?.(whole) === false) continue;
      const queue = `${handler}:${lineOf?.(whole) ?? shardOf(fact.subject_id ?? fact.id)}`;
      const group = groups.get(queue) ?? { handler, factIds: [] };
      group.factIds.push(fact.id);
      groups.set(queue, group);
    }
  }
  return [...groups].map(([queue, group]) => ({ queue, payload: JSON.stringify(group) }));
}

function shardOf(key: string): number {
  return (createHash('sha256').update(key).digest()[0] ?? 0) % shards;
}
