import { zoneOffset } from '@matoi/kernel';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Days since 1970-01-01 of a date without a zone. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** `2026-11-23` of a day. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** ISO weekday of a day, 1 is Monday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Minutes since midnight of `09:30`; `24:00` is 1440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The local day of a moment. */
export function dayIn(zone: string, at: Date): number {
  return Math.floor((at.getTime() + zoneOffset(zone, at.getTime())) / dayMs);
}

/**
 * The moment at which the clocks of a zone reach a local time for the first time. One that a change of clocks skips is the
 * moment of the change, so that days follow each other without a gap and without an overlap.
 */
export function momentOf(zone: string, day: number, minutes: number): Date {
  const wall = day * dayMs + minutes * minuteMs;
  const before = zoneOffset(zone, wall - dayMs);
  const after = zoneOffset(zone, wall + dayMs);
  if (before === after) return new Date(wall - before);
  const first = wall - before;
  if (zoneOffset(zone, first) === before) return new Date(first);
  const second = wall - after;
  if (zoneOffset(zone, second) === after) return new Date(second);
  // Skipped: the change of clocks lies between both readings; offsets change at full minutes.
  let low = Math.min(first, second) / minuteMs;
  let high = Math.max(first, second) / minuteMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(zone, middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  return new Date(high * minuteMs);
}
