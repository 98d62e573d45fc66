import { opennessOf } from './calendar.rules.ts';
import { addDays, dayIn } from './day.rules.ts';
import type { DayText, HolidayCalendar } from './obligation.model.ts';

/** How far a time line of deadlines looks back and ahead. Days. */
const reach = { back: 45, ahead: 400 } as const;

/** The days around a moment on which the offices of a calendar are closed, as far as it knows them. */
export function closedDaysAround(
  calendar: HolidayCalendar,
  given: { readonly zone: string; readonly now: Date },
): readonly DayText[] {
  const today = dayIn(given.zone, given.now.toISOString());
  const days = Array.from({ length: reach.back + reach.ahead + 1 }, (_, at) => addDays(today, at - reach.back));
  return days.filter((day) => opennessOf(calendar, day).is === 'closed');
}
