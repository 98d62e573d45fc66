import type { Fact } from '@matoi/contract';
import { Refused } from '@matoi/kernel';
import { sql } from 'kysely';
import type { ActorLink } from '../access/index.ts';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import type { Databases } from '../db/index.ts';
import type { DeliveredFact, Reaction, Subscription } from './subscription.ts';

/** What a job says: a handler and the facts that it is to act on, in this order. */
export type Delivery =
  | { readonly factId: string; readonly handler: string }
  | { readonly factIds: readonly string[]; readonly handler: string };

/** Seconds after which a fact that failed among others comes again by itself. */
const againAfter = 2;

/**
 * Makes the function that a job calls: loads each fact, makes the reaction's actor, reacts. One that fails among others
 * gets a job of its own, with tries of its own, so that it holds up nobody.
 */
export function makeDelivery(options: {
  readonly databases: Pick<Databases, 'owner'>;
  readonly runner: Runner;
  readonly subscriptions: readonly Subscription[];
}): (job: Delivery) => Promise<void> {
  type Row = Awaited<ReturnType<typeof loadAll>>[number];
  const byHandler = new Map(options.subscriptions.map((one) => [one.handler, one]));

  async function alone(factId: string, handler: string): Promise<void> {
    const payload = JSON.stringify({ factId, handler });
    await sql`select graphile_worker.add_job('fact', ${payload}::json, max_attempts := 25,
      run_at := now() + make_interval(secs => ${againAfter}))`.execute(options.databases.owner);
  }

  async function againAt(factId: string, handler: string, at: Date): Promise<void> {
    const payload = JSON.stringify({ factId, handler });
    await sql`select graphile_worker.add_job('fact', ${payload}::json, max_attempts := 25,
      job_key := ${`again:${handler}:${factId}`}, run_at := ${at}::timestamptz)`.execute(options.databases.owner);
  }

  const loadAll = (factIds: readonly string[]) =>
    options.databases.owner
      .selectFrom('platform.fact')
      .leftJoin('platform.subject', 'platform.subject.id', 'platform.fact.subject_id')
      .select([
        'platform.fact.id',
        'platform.fact.kind',
        'platform.fact.payload',
        'platform.fact.subject_id',
        'platform.fact.actor',
        'platform.fact.occurred_at',
        'platform.subject.compartment_id',
      ])
      .where('platform.fact.id', 'in', [...factIds])
      .execute();

  async function load(factId: string): Promise<Row> {
    const [row] = await loadAll([factId]);
    if (row === undefined) throw new Error(`there is no fact ${factId}`);
    return row;
  }

  /** A record that moves while somebody reacts is out of his sight: he begins again where it lies now. */
  async function deliver(factId: string, handler: string, loaded?: Row): Promise<void> {
    const row = loaded ?? (await load(factId));
    try {
      await react(row, handler);
    } catch (error) {
      const isOutOfSight = error instanceof Refused && error.refusal.code === 'record.find.not-found';
      if (!isOutOfSight || (await load(factId)).compartment_id === row.compartment_id) throw error;
      await deliver(factId, handler);
    }
  }

  async function react(row: Row, handler: string): Promise<void> {
    const subscription = byHandler.get(handler);
    if (subscription === undefined) throw new Error(`no part of this program handles facts as ${handler}`);
    const factId = row.id;
    const compartments = row.compartment_id === null ? [1] : [row.compartment_id];
    const reaction: Reaction = {
      runner: options.runner,
      actorFor: (purpose) => systemActor(purpose, compartments),
      askedBy: (actor) => ({
        actor,
        requestId: null,
        version: null,
        repeat: null,
        reaction: { factId, handler },
      }),
      again: (at) => againAt(factId, handler, at),
    };
    const delivered: DeliveredFact = {
      id: row.id,
      fact: { kind: row.kind, ...(row.payload as object) } as Fact,
      subjectId: row.subject_id,
      actor: row.actor as ActorLink,
      occurredAt: row.occurred_at,
    };
    await subscription.react(reaction, delivered);
  }

  return async (job) => {
    if ('factId' in job) return deliver(job.factId, job.handler);
    const [only, ...others] = job.factIds;
    if (only !== undefined && others.length === 0) return deliver(only, job.handler);
    const rows = new Map((await loadAll(job.factIds)).map((row) => [row.id, row]));
    for (const factId of job.factIds) {
      // Whatever it is, it is told of when the job of its own fails; when that cannot be made, this one is tried again.
      await deliver(factId, job.handler, rows.get(factId)).catch(() => alone(factId, job.handler));
    }
  };
}
