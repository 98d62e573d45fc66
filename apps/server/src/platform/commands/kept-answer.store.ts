import { Refused, refusal, refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type Actor, visibleTo } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { About } from './command.ts';

type Key = { readonly actor: Actor; readonly routeId: string; readonly key: string; readonly bodyHash: Buffer };

const actorKey = (actor: Actor) => `${actor.kind}:${actor.id}`;

/**
 * Finds what the same actor was answered for the same key. Serialises callers with the same key, so that two at once
 * act once. The kept answer is filtered again: a record that has since left the actor's sight is not found.
 */
export async function findKeptAnswer(
  tx: Tx,
  asked: Key & { readonly compartments: readonly number[] },
): Promise<{ readonly body: unknown } | null> {
  const lock = `${actorKey(asked.actor)} ${asked.routeId} ${asked.key}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx);
  const kept = await tx
    .selectFrom('platform.kept_answer')
    .selectAll()
    .where('actor_key', '=', actorKey(asked.actor))
    .where('route_id', '=', asked.routeId)
    .where('key', '=', asked.key)
    .executeTakeFirst();
  if (kept === undefined) return null;
  if (!kept.body_hash.equals(asked.bodyHash)) throw new Refused(refusal('record.change.key-reused'));
  if (kept.subject_id !== null) {
    const visible = await tx
      .selectFrom('platform.subject')
      .select('id')
      .where('id', '=', kept.subject_id)
      .where(visibleTo(asked, 'platform.subject.compartment_id'))
      .executeTakeFirst();
    if (visible === undefined) refuse('record.find.not-found');
  }
  if (kept.about_compartment !== null && !asked.compartments.includes(kept.about_compartment)) {
    refuse('record.find.not-found');
  }
  return { body: kept.body };
}

/**
 * Which of several keys of one actor are free, each once: not answered before, and not asked twice among these. Locks all
 * of them in one order; what is not free goes alone, by `findKeptAnswer`.
 */
export async function freeKeys(
  tx: Tx,
  asked: { readonly actor: Actor; readonly routeId: string; readonly keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(asked.keys)].filter((key) => asked.keys.indexOf(key) === asked.keys.lastIndexOf(key));
  if (keys.length === 0) return new Set();
  const before = `${actorKey(asked.actor)} ${asked.routeId} `;
  await sql`
    select pg_advisory_xact_lock(name) from (
      select hashtextextended(${before} || key, 0) as name from unnest(${keys}::text[]) as key order by name) as named`.execute(
    tx,
  );
  const kept = await tx
    .selectFrom('platform.kept_answer')
    .select('key')
    .where('actor_key', '=', actorKey(asked.actor))
    .where('route_id', '=', asked.routeId)
    .where(sql<boolean>`key = any (${keys}::text[])`)
    .execute();
  const taken = new Set(kept.map(({ key }) => key));
  return new Set(keys.filter((key) => !taken.has(key)));
}

/** Keeps an answer for a day (a schedule removes older ones). */
export async function keepAnswer(
  tx: Tx,
  answer: Key & {
    readonly body: unknown;
    readonly subjectId: string | null;
    readonly about: About | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx
    .insertInto('platform.kept_answer')
    .values({
      actor_key: actorKey(answer.actor),
      route_id: answer.routeId,
      key: answer.key,
      body_hash: answer.bodyHash,
      status: 200,
      body: JSON.stringify(answer.body),
      subject_id: answer.subjectId,
      about_compartment: answer.about !== null && 'compartmentId' in answer.about ? answer.about.compartmentId : null,
      created_at: answer.now,
    })
    .execute();
}
