import { addDays, weekdayOf } from './day.rules.ts';
import type { DayText, Text } from './fact.model.ts';
import type { HolidayCalendar } from './regime.model.ts';

/** Whether an office is open on a day. `unknown` is never guessed: the calendar does not reach there. */
export type Openness =
  | { readonly is: 'open' }
  | { readonly is: 'closed'; readonly why: 'weekend' | 'holiday' | 'yearly'; readonly name: Text | null }
  | { readonly is: 'unknown' };

/** What a day is in a calendar; weekends are certain only within its reach too. */
export function opennessOf(calendar: HolidayCalendar, day: DayText): Openness {
  if (day < calendar.from || day > calendar.to) return { is: 'unknown' };
  const holiday = calendar.holidays[day];
  if (holiday !== undefined) return { is: 'closed', why: 'holiday', name: holiday };
  const date = day.slice(5);
  const yearly = calendar.yearly.find(({ from, until }) =>
    from <= until ? from <= date && date <= until : from <= date || date <= until,
  );
  if (yearly !== undefined) return { is: 'closed', why: 'yearly', name: yearly.name };
  if (calendar.weekend.includes(weekdayOf(day))) return { is: 'closed', why: 'weekend', name: null };
  return { is: 'open' };
}

/** A day found, with the closed days that were passed; or the year in which the calendar ended. */
export type Found =
  | { readonly found: DayText; readonly passed: readonly DayText[] }
  | { readonly found: null; readonly year: number };

const furthestDays = 366;

/** The day itself when it is open, otherwise the next one that is. */
export function openDayFrom(calendar: HolidayCalendar, day: DayText): Found {
  return nthOpenDay(calendar, day, 1);
}

/** The n-th open day, where `day` itself may be the first. */
export function nthOpenDay(calendar: HolidayCalendar, day: DayText, n: number): Found {
  const passed: DayText[] = [];
  let left = n;
  let at = day;
  for (let looked = 0; looked < furthestDays + 7 * n; looked += 1, at = addDays(at, 1)) {
    const openness = opennessOf(calendar, at);
    if (openness.is === 'unknown') return { found: null, year: Number(at.slice(0, 4)) };
    if (openness.is === 'closed') passed.push(at);
    else left -= 1;
    if (left === 0) return { found: at, passed };
  }
  return { found: null, year: Number(at.slice(0, 4)) };
}

/** The last open day from `from` to `through`; null when there is none or the calendar does not reach. */
export function lastOpenDay(calendar: HolidayCalendar, from: DayText, through: DayText): DayText | null {
  for (let day = through; day >= from; day = addDays(day, -1)) {
    const { is } = opennessOf(calendar, day);
    if (is === 'unknown') return null;
    if (is === 'open') return day;
  }
  return null;
}

/** Open days from `from` to `through`, both included; null when the calendar does not reach. */
export function openDaysBetween(calendar: HolidayCalendar, from: DayText, through: DayText): number | null {
  let open = 0;
  for (let day = from; day <= through; day = addDays(day, 1)) {
    const { is } = opennessOf(calendar, day);
    if (is === 'unknown') return null;
    if (is === 'open') open += 1;
  }
  return open;
}

/** Whether every day of the way is proclaimed, so that nothing has to be said about it. */
export function isVerifiedThrough(calendar: HolidayCalendar, day: DayText): boolean {
  return calendar.verifiedTo !== null && day <= calendar.verifiedTo;
}
