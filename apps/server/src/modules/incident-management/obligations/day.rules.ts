import { instantIn, zoneOffset } from '@matoi/kernel';
import type { DayText, InstantText, Zone } from './fact.model.ts';

/** Days without a clock: `YYYY-MM-DD`, and the moments at which they begin and end in a zone. */

const dayMs = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumberOf(day: DayText): number {
  return Math.round(Date.parse(`${day}T00:00:00.000Z`) / dayMs);
}

export function dayOfNumber(number: number): DayText {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

export function addDays(day: DayText, days: number): DayText {
  return dayOfNumber(dayNumberOf(day) + days);
}

/** The same date so many months later, or the last day of that month when it has no such date (Reg. 1182/71 art. 3(2)(c)). */
export function addMonths(day: DayText, months: number): DayText {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** ISO 8601: 1 Monday … 7 Sunday. */
export function weekdayOf(day: DayText): number {
  return ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1;
}

/** The local day of a moment. */
export function dayIn(zone: Zone, at: InstantText): DayText {
  const moment = Date.parse(at);
  return dayOfNumber(Math.floor((moment + zoneOffset(zone, moment)) / dayMs));
}

/**
 * The moment at which a local day begins. Where the clocks skip midnight it is the moment of the change; where midnight
 * comes twice, the first one.
 */
export function startOfDay(zone: Zone, day: DayText): InstantText {
  const wall = dayNumberOf(day) * dayMs;
  const readings = [wall - zoneOffset(zone, wall - dayMs), wall - zoneOffset(zone, wall + dayMs)];
  const real = readings.filter((moment) => moment + zoneOffset(zone, moment) === wall);
  return instantText(real.length > 0 ? Math.min(...real) : Math.max(...readings));
}

/** The last millisecond of a local day, so that whatever is not later is in time. */
export function endOfDay(zone: Zone, day: DayText): InstantText {
  return instantText(Date.parse(startOfDay(zone, addDays(day, 1))) - 1);
}

/** The moment at which the clocks of a zone show a time (`17:30`) on a day. */
export function timeOfDay(zone: Zone, day: DayText, time: string): InstantText {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return instantText(instantIn(zone, dayNumberOf(day) * dayMs + minutes * 60_000));
}

export function addMinutes(at: InstantText, minutes: number): InstantText {
  return instantText(Date.parse(at) + minutes * 60_000);
}

export function instantText(ms: number): InstantText {
  return new Date(ms).toISOString();
}

/** The earlier of two moments. */
export function earlierOf(a: InstantText, b: InstantText): InstantText {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

export function isAfter(a: InstantText, b: InstantText): boolean {
  return Date.parse(a) > Date.parse(b);
}
