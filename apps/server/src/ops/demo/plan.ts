import { instantIn } from '@matoi/kernel';
import type { Desk } from './desk.ts';

/** Something that somebody does at a moment. */
export type Step = { readonly at: Date; readonly act: (desk: Desk) => Promise<void> };

/**
 * When something happens, in the time zone of the team: `-12 09:40` is twelve days ago at twenty to ten, `ago 25` is 25
 * minutes before now.
 */
export type When = `-${number} ${string}:${string}` | `ago ${number}`;

export type Calendar = {
  at(when: When): Date;
  /** The same in ISO 8601. */
  iso(when: When): string;
  /** A day so many days from today, as a date. */
  day(offset: number): string;
  /** A moment so many minutes from now, rounded to five minutes. */
  later(minutes: number): string;
};

const dayMs = 86_400_000;

/** Counts days backwards from `now` in a zone. */
export function makeCalendar(now: Date, zone: string): Calendar {
  const dateOf = (moment: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(moment);
  const day = (offset: number) => dateOf(new Date(now.getTime() + offset * dayMs));
  const at = (when: When): Date => {
    const ago = /^ago (\d+)$/.exec(when);
    if (ago !== null) return new Date(now.getTime() - Number(ago[1]) * 60_000);
    const found = /^-(\d+) (\d{2}:\d{2})$/.exec(when);
    if (found === null) throw new TypeError(`not a moment: ${when}`);
    return new Date(instantIn(zone, Date.parse(`${day(-Number(found[1]))}T${found[2]}:00Z`)));
  };
  return {
    at,
    iso: (when) => at(when).toISOString(),
    day,
    later: (minutes) => new Date(Math.round((now.getTime() + minutes * 60_000) / 300_000) * 300_000).toISOString(),
  };
}

/** Steps in the order of time; those of one moment in the order in which they were written. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
