import type { Actor } from '../access/index.ts';
import type { Subject } from '../work/index.ts';

/** How a read was asked for; null for parts of the system, whose reads are part of their acts. */
export type NotedRead = { readonly action: string; readonly requestId: string; readonly isDownload: boolean };

/** The same person looking at the same record again within this time is one look. Milliseconds. */
const oneLookMs = 5 * 60_000;
const mostRemembered = 10_000;

export type ReadNotes = {
  /** The records whose reading is to be written into the audit log now: not those that this actor has just looked at. */
  fresh(actor: Actor, subjects: readonly Subject[], noted: NotedRead, now: Date): readonly Subject[];
  /** Called once the entries are durable. */
  remember(actor: Actor, subjects: readonly Subject[], now: Date): void;
};

const keyOf = (actor: Actor, subject: Subject) => `${actor.kind}:${actor.id}:${subject.id}`;

/** Remembers looks in this process only: after a restart a look is noted once more, never once less. */
export function makeReadNotes(): ReadNotes {
  const lastLook = new Map<string, number>();
  return {
    fresh(actor, subjects, noted, now) {
      const unique = [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
      if (noted.isDownload) return unique;
      return unique.filter((subject) => now.getTime() - (lastLook.get(keyOf(actor, subject)) ?? 0) >= oneLookMs);
    },
    remember(actor, subjects, now) {
      for (const subject of subjects) {
        lastLook.delete(keyOf(actor, subject));
        lastLook.set(keyOf(actor, subject), now.getTime());
        const oldest = lastLook.keys().next();
        if (lastLook.size > mostRemembered && oldest.done !== true) lastLook.delete(oldest.value);
      }
    },
  };
}
