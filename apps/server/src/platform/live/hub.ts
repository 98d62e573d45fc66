import { sql } from 'kysely';
import { type Actor, maySee } from '../access/index.ts';
import type { Databases } from '../db/index.ts';
import { listen, rightsChannel } from '../db/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';
import type { SubjectKinds } from '../work/index.ts';
import { type PresenceKeeper, startPresence } from './presence.keeper.ts';
import { presenceChannel } from './presence.store.ts';

/**
 * What a subscriber is told: that something changed, never what. `gone`: it has left the subscriber's sight. `sight`: the
 * subscriber sees other compartments than before, so that everything on the screen is in doubt.
 */
export type LiveEvent = {
  readonly position: number;
  readonly type: 'changed' | 'gone' | 'sight';
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
};

type LiveFact = {
  readonly position: number;
  readonly kind: string;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly compartment_id: number | null;
  readonly moved_from: number | null;
  readonly occurred_at: Date;
};

export type Subscriber = {
  /** Asked anew for every batch and whenever rights were withdrawn. Null ends the stream. */
  readonly actor: () => Promise<Actor | null>;
  /** Since when the reader may have seen records: nothing is told of what left its sight before. */
  readonly knownSince: Date;
  readonly send: (events: readonly LiveEvent[]) => void;
  readonly end: () => void;
};

export type LiveHub = Running & {
  /** Adds a subscriber who has seen everything up to `after` (null: only what comes). Answers how to leave. */
  subscribe(subscriber: Subscriber, after: number | null): Promise<() => void>;
  /** Who has which record open, by the same streams. */
  readonly presence: PresenceKeeper;
};

/** A subscriber and the position up to which it was told. */
type Follower = { readonly subscriber: Subscriber; seen: number; sight: string | null; isGone: boolean };

const sightOf = (actor: Actor) => actor.compartments.toSorted((a, b) => a - b).join(',');

const batchSize = 500;

/** What the stream knows of facts: the kinds of records, and which facts about none are told, to whom (by permission). */
export type Told = { readonly kinds: SubjectKinds; readonly wakes: ReadonlyMap<string, string> };

/**
 * The filter of the stream: the same rule as everywhere, applied to ids. Of a fact without a subject only its kind is
 * told, and only where a module says that screens hear of it.
 */
export function eventsFor(
  actor: Actor,
  facts: readonly Omit<LiveFact, 'occurred_at'>[],
  { kinds, wakes }: Told,
): LiveEvent[] {
  return facts.flatMap((fact): LiveEvent[] => {
    if (fact.subject_id === null) {
      const permission = wakes.get(fact.kind);
      if (permission === undefined || !actor.permissions.has(permission)) return [];
      return [{ position: fact.position, type: 'changed', kind: fact.kind, subject: null }];
    }
    if (fact.subject_kind === null || fact.compartment_id === null) return [];
    const showPermission = kinds.get(fact.subject_kind)?.showPermission;
    if (showPermission === undefined || !actor.permissions.has(showPermission)) return [];
    const subject = { kind: fact.subject_kind, id: fact.subject_id };
    if (maySee(actor, fact.compartment_id))
      return [{ position: fact.position, type: 'changed', kind: fact.kind, subject }];
    if (fact.moved_from !== null && maySee(actor, fact.moved_from)) {
      return [{ position: fact.position, type: 'gone', kind: fact.kind, subject }];
    }
    return [];
  });
}

/** One reader of the fact log per process, fanned out to its subscribers after filtering for each. */
export async function startLiveHub(options: {
  readonly databases: Databases;
  readonly told: Told;
  readonly health: Health;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly onProblem: (error: unknown) => void;
}): Promise<LiveHub> {
  const { databases } = options;
  const followers = new Set<Follower>();
  const head = await sql<{ head: number }>`select platform.live_head() as head`.execute(databases.app);
  let position = head.rows[0]?.head ?? 0;
  let mayRightsHaveChanged = false;

  const loop = runLoop({
    idleMs: 2_000,
    onProblem(error) {
      options.health.report('live', 'failed', 'waiting for the database');
      options.onProblem(error);
    },
    async turn() {
      const facts = await factsAfter(databases, position);
      position = facts.at(-1)?.position ?? position;
      const isDoubtful = mayRightsHaveChanged;
      mayRightsHaveChanged = false;
      if (facts.length > 0 || isDoubtful) await Promise.all([...followers].map((one) => tell(one, facts)));
      options.health.report('live', 'ok', `${followers.size} following`);
      return facts.length === batchSize;
    },
  });

  /** Tells one follower; whoever could not be told is sent away and comes back to where it was (Last-Event-ID). */
  async function tell(follower: Follower, facts: readonly LiveFact[]): Promise<void> {
    const { subscriber } = follower;
    const unseen = facts.filter((fact) => fact.position > follower.seen);
    follower.seen = facts.at(-1)?.position ?? follower.seen;
    try {
      const actor = await subscriber.actor();
      if (actor === null) return leave(follower);
      const recent = new Set(
        unseen.filter((fact) => fact.occurred_at >= subscriber.knownSince).map((fact) => fact.position),
      );
      const events = eventsFor(actor, unseen, options.told).filter(
        (event) => event.type === 'changed' || recent.has(event.position),
      );
      const sight = sightOf(actor);
      if (follower.sight !== null && follower.sight !== sight)
        subscriber.send([{ position: follower.seen, type: 'sight', kind: 'sight.changed', subject: null }]);
      follower.sight = sight;
      if (events.length > 0) subscriber.send(events);
    } catch (error) {
      leave(follower);
      options.onProblem(error);
    }
  }

  function leave(follower: Follower): void {
    follower.isGone = true;
    followers.delete(follower);
    follower.subscriber.end();
  }

  const presence = startPresence({ ...options, kinds: options.told.kinds });
  const listener = listen({
    connection: databases.ownerConfig,
    channels: ['matoi_live', rightsChannel, presenceChannel],
    onWake(channel) {
      if (channel === presenceChannel) return presence.wake();
      if (channel === rightsChannel) mayRightsHaveChanged = true;
      loop.wake();
    },
    onProblem: options.onProblem,
  });

  return {
    presence,
    async subscribe(subscriber, after) {
      const actor = await subscriber.actor();
      const seen = Math.min(after ?? position, position);
      const sight = actor === null ? null : sightOf(actor);
      const follower: Follower = { subscriber, seen, sight, isGone: false };
      // From the last look at `position` to the entry in the set nothing waits, so that no fact falls in between.
      while (!follower.isGone && follower.seen < position) {
        const missed = await factsAfter(databases, follower.seen);
        if (missed.length === 0) break;
        await tell(follower, missed);
      }
      if (!follower.isGone) followers.add(follower);
      return () => {
        follower.isGone = true;
        followers.delete(follower);
      };
    },
    async stop() {
      await listener.stop();
      await loop.stop();
      await presence.stop();
      for (const { subscriber } of followers) subscriber.end();
      followers.clear();
    },
  };
}

async function factsAfter(databases: Databases, after: number): Promise<readonly LiveFact[]> {
  const { rows } = await sql<LiveFact>`select * from platform.live_facts(${after}::bigint, ${batchSize})`.execute(
    databases.app,
  );
  return rows;
}
