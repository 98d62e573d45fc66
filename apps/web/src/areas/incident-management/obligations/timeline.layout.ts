/** Where things lie on the time line of duties: a near part by the day, and behind a torn edge what is far away. */

const dayMs = 86_400_000;
/** Days that are drawn by the day. */
const nearDays = 6;
/** Share of the width of the near part when there is a far one; the edge takes the rest between the two. */
const nearShare = 0.72;
const farBegin = 0.78;

export type Axis = {
  readonly from: number;
  readonly near: number;
  readonly until: number;
  readonly isTorn: boolean;
};

/** The axis for some moments: begins with the day of the earliest, ends behind the latest. `dayStart` is of the team's zone. */
export function axisFor(moments: readonly number[], now: number, dayStart: (at: number) => number): Axis {
  const first = dayStart(Math.min(now, ...moments));
  const last = Math.max(now, ...moments);
  const from = Math.max(first, dayStart(now) - 2 * dayMs);
  const near = from + nearDays * dayMs;
  if (last <= near) return { from, near, until: near, isTorn: false };
  return { from, near, until: last + (last - near) * 0.06 + dayMs / 2, isTorn: true };
}

/** Share of the width at which a moment lies, from 0 to 1; what is before the axis lies at its beginning. */
export function placeOf(axis: Axis, at: number): number {
  if (at <= axis.from) return 0;
  const whole = axis.isTorn ? nearShare : 1;
  if (at <= axis.near) return ((at - axis.from) / (axis.near - axis.from)) * whole;
  if (at >= axis.until) return 1;
  return farBegin + ((at - axis.near) / (axis.until - axis.near)) * (1 - farBegin);
}

export type Tick = { readonly at: number; readonly place: number; readonly kind: 'day' | 'month' };

/** The days of the near part, and the beginnings of months in the far one, not too close to each other. */
export function ticksOf(axis: Axis, monthStarts: (from: number, until: number) => readonly number[]): readonly Tick[] {
  const days = Array.from({ length: nearDays }, (_, at) => axis.from + at * dayMs).map((at) => ({
    at,
    place: placeOf(axis, at),
    kind: 'day' as const,
  }));
  if (!axis.isTorn) return days;
  const months = monthStarts(axis.near, axis.until).map((at) => ({
    at,
    place: placeOf(axis, at),
    kind: 'month' as const,
  }));
  const kept: (typeof months)[number][] = [];
  for (const month of months)
    if (month.place - (kept.at(-1)?.place ?? farBegin - 0.07) >= 0.07 && month.place < 0.97) kept.push(month);
  return [...days, ...kept];
}

/** Where the torn edge lies. */
export const tear = { from: nearShare, until: farBegin } as const;

/** The days between two, both included, as `YYYY-MM-DD`. */
export function daysBetween(from: string, through: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(through) && days.length < 60; at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
