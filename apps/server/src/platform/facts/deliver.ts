import type { Fact } from '@matoi/contract';
import type { ActorLink } from '../access/index.ts';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import type { Databases } from '../db/index.ts';
import type { DeliveredFact, Reaction, Subscription } from './subscription.ts';

/** Makes the function that a job calls with `{ factId, handler }`: loads the fact, makes the reaction's actor, reacts. */
export function makeDelivery(options: {
  readonly databases: Pick<Databases, 'owner'>;
  readonly runner: Runner;
  readonly subscriptions: readonly Subscription[];
}): (job: { readonly factId: string; readonly handler: string }) => Promise<void> {
  const byHandler = new Map(options.subscriptions.map((one) => [one.handler, one]));
  return async ({ factId, handler }) => {
    const subscription = byHandler.get(handler);
    if (subscription === undefined) throw new Error(`no part of this program handles facts as ${handler}`);
    const row = await options.databases.owner
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
      .where('platform.fact.id', '=', factId)
      .executeTakeFirstOrThrow();
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
    };
    const delivered: DeliveredFact = {
      id: row.id,
      fact: { kind: row.kind, ...(row.payload as object) } as Fact,
      subjectId: row.subject_id,
      actor: row.actor as ActorLink,
      occurredAt: row.occurred_at,
    };
    await subscription.react(reaction, delivered);
  };
}
