import type { Clock, Due } from './assessment.model.ts';
import { isVerifiedThrough, opennessOf } from './calendar.rules.ts';
import type { CountedDay } from './counting.rules.ts';
import { addDays, addMonths, dayIn, endOfDay, timeOfDay } from './day.rules.ts';
import type { AnchorKind, DayText, InstantText, Phrases, Precision, Scope, Text, Zone } from './fact.model.ts';
import type { CalendarChoice, Counting, HolidayCalendar, Regime, Stage } from './regime.model.ts';
import { type Said, zoneText } from './sentence.rules.ts';
/** On what a clock hangs, and what is needed to count it. */
export type ClockInput = {
  readonly regime: Regime;
  readonly stage: Stage;
  readonly counting: Counting;
  /** The trigger that chose this counting. */
  readonly variantOf: string | null;
  readonly anchor: {
    readonly at: InstantText;
    readonly precision: Precision;
    readonly zone: Zone;
    readonly from: { readonly kind: AnchorKind } | { readonly filedStage: Text };
  };
  /** The moment of awareness, for the strategies that hang on two moments. */
  readonly knownAt: InstantText | null;
  readonly calendars: readonly HolidayCalendar[];
  readonly scope: Scope;
  readonly phrases: Phrases;
};

export type Part = Pick<Clock, 'due' | 'window' | 'readings' | 'safeOn' | 'missingCalendar'> & {
  readonly zone: Zone;
  readonly calendar: HolidayCalendar | null;
  readonly isVerified: boolean;
  readonly said: readonly Said[];
};
export type Missing = NonNullable<Clock['missingCalendar']>;

export const nothing = { due: null, window: null, readings: [], safeOn: null, missingCalendar: null } as const;

/** The part of a strategy that ends on a day which closed days may move. */
export function dayPart(given: {
  readonly input: ClockInput;
  readonly calendar: HolidayCalendar;
  readonly day: CountedDay;
  readonly lead: readonly Said[];
  readonly ends: 'count.jp' | 'count.eu' | 'count.business';
  readonly number: number;
  readonly closesAt: string | null;
}): Part {
  const { input, calendar, day, lead, ends, closesAt } = given;
  const { zone } = calendar;
  const params = {
    n: { number: given.number },
    last: { day: day.last },
    zone: { text: zoneText(input.phrases, zone) },
    time: { text: { ja: closesAt ?? '', en: closesAt ?? '' } },
  };
  const base = { ...nothing, zone, calendar };
  if (day.on === null) {
    const year = day.missingYear ?? 0;
    return {
      ...base,
      safeOn: day.last,
      missingCalendar: { code: calendar.code, year: day.missingYear, scopeKey: null },
      isVerified: false,
      said: [
        ...lead,
        { key: `${ends}-unknown`, params: { ...params, year: { text: { ja: String(year), en: String(year) } } } },
      ],
    };
  }
  const isVerified = isVerifiedThrough(calendar, day.on);
  const isMoved = ends === 'count.business' ? day.passed.length > 0 : day.on !== day.last;
  const why = { text: whyClosed({ input, calendar, day: day.last }) };
  return {
    ...base,
    due: dayDue({ on: day.on, zone, closesAt }),
    safeOn: isVerified || !isMoved ? null : day.last,
    isVerified,
    said: [
      ...lead,
      { key: isMoved ? `${ends}-moved` : `${ends}-ends`, params: { ...params, on: { day: day.on }, why } },
      ...(closesAt === null ? [] : [{ key: 'count.closes-at', params }]),
      ...(isVerified || !isMoved ? [] : [{ key: 'count.unverified' }]),
    ],
  };
}

function whyClosed(given: {
  readonly input: ClockInput;
  readonly calendar: HolidayCalendar;
  readonly day: DayText;
}): Text {
  const openness = opennessOf(given.calendar, given.day);
  if (openness.is !== 'closed') return textOf(given.input.phrases, 'closed.short');
  return openness.name ?? textOf(given.input.phrases, 'closed.weekend');
}

export function withCalendar(
  input: ClockInput,
  choice: CalendarChoice,
  count: (calendar: HolidayCalendar) => Part,
): Part {
  const { calendar, missing } = calendarOf(input, choice);
  if (calendar !== null) return count(calendar);
  return {
    ...nothing,
    safeOn: nominalOn(input),
    missingCalendar: missing,
    zone: input.regime.zone,
    calendar: null,
    isVerified: false,
    said: [{ key: missing.scopeKey === null ? 'count.no-calendar' : 'count.no-country' }],
  };
}

export function calendarOf(
  input: Pick<ClockInput, 'calendars' | 'scope'>,
  choice: CalendarChoice,
): { readonly calendar: HolidayCalendar | null; readonly missing: Missing } {
  const named = typeof choice === 'string' ? choice : input.scope[choice.byScope];
  if (typeof choice !== 'string' && typeof named !== 'string') {
    return { calendar: null, missing: { code: null, year: null, scopeKey: choice.byScope } };
  }
  const code = typeof choice === 'string' ? choice : `${choice.prefix}${String(named)}`;
  const calendar = input.calendars.find((one) => one.code === code) ?? null;
  return { calendar, missing: { code, year: null, scopeKey: null } };
}

export function dayDue(given: { readonly on: DayText; readonly zone: Zone; readonly closesAt: string | null }): Due {
  const { on, zone, closesAt } = given;
  const at = closesAt === null ? endOfDay(zone, on) : timeOfDay(zone, on, closesAt);
  return { kind: 'day', on, at, zone };
}

export function textOf(phrases: Phrases, key: string): Text {
  const phrase = phrases[key];
  if (phrase === undefined) throw new Error(`there is no phrase ${key}`);
  return phrase;
}

/** The last day before closed days are asked for; never later than the right one. */
function nominalOn({ counting, anchor, regime }: ClockInput): DayText | null {
  const anchorOn = dayIn(regime.zone, anchor.at);
  switch (counting.strategy) {
    case 'jp-days-inclusive':
    case 'jp-days-unsettled':
      return addDays(anchorOn, counting.days - 1);
    case 'guideline-days':
      return addDays(anchorOn, counting.throughDay - 1);
    case 'business-days':
      return addDays(anchorOn, counting.days);
    case 'eu-period':
      return counting.unit === 'days' ? addDays(anchorOn, counting.length) : addMonths(anchorOn, counting.length);
    default:
      return null;
  }
}
