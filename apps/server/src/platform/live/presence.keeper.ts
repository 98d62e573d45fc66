import { isId } from '@matoi/kernel';
import { type Actor, maySee } from '../access/index.ts';
import type { Databases } from '../db/index.ts';
import { type Running, runLoop } from '../health/index.ts';
import type { SubjectKinds } from '../work/index.ts';
import { enterPresence, keepPresence, leavePresence, type Presence } from './presence.store.ts';

type SubjectId = { readonly kind: string; readonly id: string };

/** Somebody who looks at a record by an open stream. */
export type Onlooker = {
  /** Asked anew before anything is told. Null: nobody is there any more. */
  readonly actor: () => Promise<Actor | null>;
  /** Hears that somebody has come to the record or has left it. */
  readonly onChange: (subject: SubjectId) => void;
};

export type PresenceKeeper = Running & {
  /** Looks at once whether somebody has come or left. */
  wake(): void;
  /**
   * Says that a person has a record open until the returned function is called. Nothing is said of a record that the
   * person may not see, of one that is none, and of machines.
   */
  enter(onlooker: Onlooker, subjectId: string): Promise<() => void>;
};

/** Speaks for the connections of this process, and tells those on a record when its people change. */
export function startPresence(options: {
  readonly databases: Pick<Databases, 'app'>;
  readonly kinds: SubjectKinds;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly onProblem: (error: unknown) => void;
}): PresenceKeeper {
  const { databases, kinds, clock } = options;
  const held = new Map<string, Onlooker & { readonly subject: SubjectId }>();
  let known: ReadonlyMap<string, Presence> = new Map();

  async function tell(id: string, presence: Presence): Promise<void> {
    const onlooker = held.get(id);
    const actor = await onlooker?.actor();
    if (onlooker === undefined || !held.has(id)) return;
    if (actor == null || !maySee(actor, presence.compartmentId)) return leave(id);
    onlooker.onChange(onlooker.subject);
  }

  function leave(id: string): void {
    if (held.delete(id)) leavePresence(databases, [id]).catch(options.onProblem);
  }

  const loop = runLoop({
    idleMs: 20_000,
    onProblem: options.onProblem,
    async turn() {
      if (held.size === 0) return false;
      const before = known;
      known = await keepPresence(databases, [...held.keys()], clock());
      for (const [id, { subject }] of held) {
        const now = known.get(subject.id);
        const was = before.get(subject.id);
        if (now === undefined) continue;
        if (now.accounts !== was?.accounts || now.compartmentId !== was.compartmentId) await tell(id, now);
      }
      return false;
    },
  });

  return {
    wake: () => loop.wake(),
    async enter(onlooker, subjectId) {
      const actor = await onlooker.actor();
      if (actor?.kind !== 'user' || !isId(subjectId)) return () => undefined;
      const id = options.newId();
      const subject = await enterPresence(databases, kinds, { id, actor, subjectId, now: clock() });
      if (subject === null) return () => undefined;
      held.set(id, { ...onlooker, subject });
      // Its page may have asked who is there before it was there itself.
      onlooker.onChange(subject);
      return () => leave(id);
    },
    async stop() {
      await loop.stop();
      const ids = [...held.keys()];
      held.clear();
      if (ids.length > 0) await leavePresence(databases, ids);
    },
  };
}
