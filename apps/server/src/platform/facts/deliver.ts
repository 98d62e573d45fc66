import { type Fact, openCompartment } from '@matoi/contract';
import { Refused } from '@matoi/kernel';
import { sql } from 'kysely';
import type { ActorLink } from '../access/index.ts';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import type { Databases } from '../db/index.ts';
import type { Reacting, Subscription } from './subscription.ts';

/** What a job says: a handler and the facts that it is to act on, in this order. */
export type Delivery =
  | { readonly factId: string; readonly handler: string }
  | { readonly factIds: readonly string[]; readonly handler: string };

/** Seconds after which a fact that failed among others comes again by itself. */
const againAfter = 2;
/** Most facts that a handler acts on in one transaction: what competes with intake holds its connection shortly. */
const mostTogether = 50;

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

  function subscriptionOf(handler: string): Subscription {
    const subscription = byHandler.get(handler);
    if (subscription === undefined) throw new Error(`no part of this program handles facts as ${handler}`);
    return subscription;
  }

  function reactingTo(row: Row, handler: string): Reacting {
    const factId = row.id;
    const compartments = row.compartment_id === null ? [openCompartment] : [row.compartment_id];
    return {
      reaction: {
        runner: options.runner,
        actorFor: (purpose) => systemActor(purpose, compartments),
        askedBy: (actor) => ({ actor, requestId: null, version: null, repeat: null, reaction: { factId, handler } }),
        again: (at) => againAt(factId, handler, at),
      },
      delivered: {
        id: row.id,
        fact: { kind: row.kind, ...(row.payload as object) } as Fact,
        subjectId: row.subject_id,
        actor: row.actor as ActorLink,
        occurredAt: row.occurred_at,
      },
    };
  }

  async function react(row: Row, handler: string): Promise<void> {
    const { reaction, delivered } = reactingTo(row, handler);
    await subscriptionOf(handler).react(reaction, delivered);
  }

  /** Facts about records of one compartment at a time; answers those that could not be acted on together. */
  async function deliverTogether(rows: readonly Row[], handler: string): Promise<readonly string[]> {
    const { reactTogether } = subscriptionOf(handler);
    if (reactTogether === undefined) return rows.map(({ id }) => id);
    const byCompartment = new Map<number, Row[]>();
    for (const row of rows) {
      const compartment = row.compartment_id ?? openCompartment;
      byCompartment.set(compartment, [...(byCompartment.get(compartment) ?? []), row]);
    }
    const left: string[] = [];
    for (const own of byCompartment.values()) {
      for (let from = 0; from < own.length; from += mostTogether) {
        const some = own.slice(from, from + mostTogether);
        // Whatever it is, each is tried alone then, and is told of when it fails alone.
        await reactTogether(some.map((row) => reactingTo(row, handler))).catch(() => {
          left.push(...some.map(({ id }) => id));
        });
      }
    }
    return left;
  }

  return async (job) => {
    if ('factId' in job) return deliver(job.factId, job.handler);
    const [only, ...others] = job.factIds;
    if (only !== undefined && others.length === 0) return deliver(only, job.handler);
    const rows = new Map((await loadAll(job.factIds)).map((row) => [row.id, row]));
    const inOrder = job.factIds.flatMap((factId) => rows.get(factId) ?? []);
    const missing = job.factIds.filter((factId) => !rows.has(factId));
    for (const factId of [...(await deliverTogether(inOrder, job.handler)), ...missing]) {
      // Whatever it is, it is told of when the job of its own fails; when that cannot be made, this one is tried again.
      await deliver(factId, job.handler, rows.get(factId)).catch(() => alone(factId, job.handler));
    }
  };
}
