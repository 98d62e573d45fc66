import { lastOpenDay, nthOpenDay, openDayFrom, openDaysBetween } from './calendar.rules.ts';
import { addDays, addMinutes, addMonths, dayIn, isAfter, timeOfDay } from './day.rules.ts';
import type { DayText, InstantText } from './fact.model.ts';
import type { HolidayCalendar } from './regime.model.ts';

/**
 * The strategies of counting, one for each family of rules. They share no "add n days": whether the first day counts and
 * what a closed last day does differs from family to family.
 */

/** The last day as counted, and where closed days moved it. `on` is null when the calendar does not reach there. */
export type CountedDay = {
  readonly last: DayText;
  readonly on: DayText | null;
  readonly passed: readonly DayText[];
  readonly missingYear: number | null;
};

type DayCount = { readonly anchorOn: DayText; readonly days: number; readonly calendar: HolidayCalendar };

/**
 * The day of the anchor is day 1; a last day that is closed moves to the next open day. Source: PPC guidelines (general
 * rules) 3-5-3-4, Act on holidays of administrative organs, art. 2.
 */
export function jpDaysInclusive({ anchorOn, days, calendar }: DayCount): CountedDay {
  return moved(addDays(anchorOn, days - 1), calendar);
}

/**
 * 「…から30日以内」 where nobody has confirmed whether the first day counts (Civil Code art. 140 would leave it out) or
 * whether closed days move the last one. `on` is the earliest of all readings, which needs no calendar.
 */
export function jpDaysUnsettled(given: DayCount & { readonly firstDay: 'counts' | 'unsettled' }): {
  readonly on: DayText;
  readonly readings: readonly { readonly reading: JpReading; readonly on: DayText }[];
} {
  const inclusive = addDays(given.anchorOn, given.days - 1);
  const exclusive = addDays(given.anchorOn, given.days);
  const all: readonly { reading: JpReading; on: DayText | null }[] = [
    { reading: 'inclusive', on: inclusive },
    { reading: 'inclusive-moved', on: moved(inclusive, given.calendar).on },
    ...(given.firstDay === 'unsettled'
      ? ([
          { reading: 'exclusive', on: exclusive },
          { reading: 'exclusive-moved', on: moved(exclusive, given.calendar).on },
        ] as const)
      : []),
  ];
  const readings = all.flatMap(({ reading, on }, index) =>
    on === null || all.slice(0, index).some((earlier) => earlier.on === on) ? [] : [{ reading, on }],
  );
  return { on: inclusive, readings };
}
export type JpReading = 'inclusive' | 'inclusive-moved' | 'exclusive' | 'exclusive-moved';

/**
 * 「概ね3～5日以内」: a window of days with the day of the anchor as day 1. It is no period of law, so closed days move
 * nothing; the last open day in it is what we recommend.
 */
export function guidelineDays(given: {
  readonly anchorOn: DayText;
  readonly fromDay: number;
  readonly throughDay: number;
  readonly calendar: HolidayCalendar;
}): { readonly from: DayText; readonly through: DayText; readonly recommendedOn: DayText | null } {
  const through = addDays(given.anchorOn, given.throughDay - 1);
  return {
    from: addDays(given.anchorOn, given.fromDay - 1),
    through,
    recommendedOn: lastOpenDay(given.calendar, given.anchorOn, through),
  };
}

/**
 * Regulation (EEC, Euratom) 1182/71 art. 3: the day of the event is not counted; months end on the same date or on the
 * last day of the month; a closed last day moves to the next working day; two days or more hold two working days.
 */
export function euPeriod(given: {
  readonly anchorOn: DayText;
  readonly unit: 'days' | 'months';
  readonly length: number;
  readonly calendar: HolidayCalendar;
}): CountedDay {
  const { anchorOn, unit, length, calendar } = given;
  const last = unit === 'days' ? addDays(anchorOn, length) : addMonths(anchorOn, length);
  const rolled = moved(last, calendar);
  if (rolled.on === null || (unit === 'days' && length < 2)) return rolled;
  const open = openDaysBetween(calendar, addDays(anchorOn, 1), rolled.on);
  if (open === null) return { ...rolled, on: null, missingYear: Number(addDays(anchorOn, 1).slice(0, 4)) };
  if (open >= 2) return rolled;
  const more = nthOpenDay(calendar, addDays(rolled.on, 1), 2 - open);
  return more.found === null
    ? { ...rolled, on: null, missingYear: more.year }
    : { ...rolled, on: more.found, passed: [...rolled.passed, ...more.passed] };
}

/** The day of the anchor is day 0 whether it is open or not; only open days count (SEC Form 8-K). */
export function businessDays({ anchorOn, days, calendar }: DayCount): CountedDay {
  const found = nthOpenDay(calendar, addDays(anchorOn, 1), days);
  const last = addDays(anchorOn, days);
  return found.found === null
    ? { last, on: null, passed: [], missingYear: found.year }
    : { last, on: found.found, passed: found.passed, missingYear: null };
}

/** Calendar days after the day of the anchor; closed days move nothing (SG PDPA). */
export function calendarDaysAfter(anchorOn: DayText, days: number): DayText {
  return addDays(anchorOn, days);
}

/** Time that passes, over nights, weekends and changes of clocks. */
export function elapsed(anchorAt: InstantText, minutes: number): InstantText {
  return addMinutes(anchorAt, minutes);
}

/**
 * DORA (Delegated Regulation (EU) 2025/301) art. 5: so many hours from the classification as major and so many from
 * awareness, the earlier; classified after the second had passed, only the first counts (art. 5(2)).
 */
export function doraInitial(given: {
  readonly classifiedAt: InstantText;
  readonly knownAt: InstantText;
  readonly hoursFromClassified: number;
  readonly hoursFromKnown: number;
}): { readonly at: InstantText; readonly by: 'classified' | 'known' } {
  const byClassified = addMinutes(given.classifiedAt, given.hoursFromClassified * 60);
  const byKnown = addMinutes(given.knownAt, given.hoursFromKnown * 60);
  const capBinds = !isAfter(given.classifiedAt, byKnown) && isAfter(byClassified, byKnown);
  return capBinds ? { at: byKnown, by: 'known' } : { at: byClassified, by: 'classified' };
}

/** DORA art. 5(4): a limit on a weekend day or bank holiday ends at noon of the next working day. */
export function doraRelief(given: { readonly at: InstantText; readonly calendar: HolidayCalendar }): {
  readonly at: InstantText | null;
  readonly passed: readonly DayText[];
  readonly missingYear: number | null;
} {
  const { at, calendar } = given;
  const next = openDayFrom(calendar, dayIn(calendar.zone, at));
  if (next.found === null) return { at: null, passed: [], missingYear: next.year };
  if (next.passed.length === 0) return { at, passed: [], missingYear: null };
  return { at: timeOfDay(calendar.zone, next.found, '12:00'), passed: next.passed, missingYear: null };
}

function moved(last: DayText, calendar: HolidayCalendar): CountedDay {
  const next = openDayFrom(calendar, last);
  return next.found === null
    ? { last, on: null, passed: [], missingYear: next.year }
    : { last, on: next.found, passed: next.passed, missingYear: null };
}
