import type { HolidayCalendar } from './obligation.model.ts';

// An independent slow model, day by day, with its own arithmetic: nothing of it is shared with what it is compared with.

/** A calendar day that knows only how to become the next one. */
export type Slow = { readonly y: number; readonly m: number; readonly d: number };
const leap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const lengths = (y: number) => [31, leap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const slowOf = (day: string): Slow => ({
  y: Number(day.slice(0, 4)),
  m: Number(day.slice(5, 7)),
  d: Number(day.slice(8, 10)),
});
export const textOf = ({ y, m, d }: Slow) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
export function next({ y, m, d }: Slow): Slow {
  if (d < (lengths(y)[m - 1] ?? 0)) return { y, m, d: d + 1 };
  return m < 12 ? { y, m: m + 1, d: 1 } : { y: y + 1, m: 1, d: 1 };
}
/** Sakamoto's method; 0 Sunday. */
function weekday({ y, m, d }: Slow): number {
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][m - 1] ?? 0;
  const year = m < 3 ? y - 1 : y;
  return (year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + shift + d) % 7;
}
export function isShut(day: Slow, calendar: HolidayCalendar): boolean {
  if (weekday(day) === 0 || weekday(day) === 6 || textOf(day) in calendar.holidays) return true;
  const isYearEnd = (day.m === 12 && day.d >= 29) || (day.m === 1 && day.d <= 3);
  return calendar.code === 'jp-government' && isYearEnd;
}
export function roll(day: Slow, calendar: HolidayCalendar): Slow {
  let at = day;
  while (isShut(at, calendar)) at = next(at);
  return at;
}

/** A minute of a day that knows only how to become the next one, in universal time. */
export type SlowMinute = { readonly day: Slow; readonly minute: number };
export const nextMinute = ({ day, minute }: SlowMinute): SlowMinute =>
  minute === 1_439 ? { day: next(day), minute: 0 } : { day, minute: minute + 1 };
export function momentOf({ day, minute }: SlowMinute): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${textOf(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000Z`;
}
