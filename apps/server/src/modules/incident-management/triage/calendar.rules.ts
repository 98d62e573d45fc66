import type { Weekday } from '@matoi/contract';

/** `09:00` to `17:30`, local times of the team; `24:00` is the end of the day. */
export type OpenHours = { readonly opensAt: string; readonly closesAt: string };

/** Days on which nobody works: every year (`12-29` to `01-03`), or once (`2026-08-13` to `2026-08-15`). */
export type ClosedDays = {
  readonly kind: 'yearly' | 'once';
  readonly name: string;
  readonly from: string;
  readonly until: string;
};

export type BusinessCalendar = {
  readonly hours: Readonly<Record<Weekday, readonly OpenHours[]>>;
  readonly hasJapaneseHolidays: boolean;
  readonly closedDays: readonly ClosedDays[];
};

/** Measures business time of one calendar. It remembers days it has worked out, so keep it for a whole list. */
export type BusinessClock = {
  /** Milliseconds of business time between two moments; 0 when `to` is not later. */
  msBetween(from: Date, to: Date): number;
  /** The first moment at which so much business time has passed since `from`. Never earlier than `from`. */
  after(from: Date, ms: number): Date;
  /** Whether the team works at that moment. */
  isOpen(at: Date): boolean;
};

const dayMs = 86_400_000;
/** Days after which nothing is looked for any more: ten years without an open hour is no calendar. */
const furthestDays = 3_660;
/** Older time is not counted, so that a date typed wrongly costs nothing. */
const longestDays = 14_610;

type Span = { readonly start: number; readonly end: number };

/** A clock that counts the open hours of a calendar in a zone (IANA name). */
export function businessClock(given: {
  readonly calendar: BusinessCalendar;
  readonly zone: string;
  /** Whether a local date (`2026-11-23`) is a public holiday; asked only when the calendar has them. */
  readonly isHoliday: (date: string) => boolean;
}): BusinessClock {
  const local = localTime(given.zone);
  const spans = new Map<number, readonly Span[]>();

  function spansOf(day: number): readonly Span[] {
    const known = spans.get(day);
    if (known !== undefined) return known;
    const open = openHoursOn(given, dateOfDay(day))
      .map(({ opensAt, closesAt }) => ({
        start: local.momentOf(day, minutesOf(opensAt)),
        end: local.momentOf(day, minutesOf(closesAt)),
      }))
      .filter((span) => span.end > span.start);
    spans.set(day, open);
    return open;
  }

  return {
    msBetween(from, to) {
      const end = to.getTime();
      const start = Math.max(from.getTime(), end - longestDays * dayMs);
      let total = 0;
      for (let day = local.dayOf(start); day <= local.dayOf(end) && start < end; day += 1) {
        for (const span of spansOf(day)) total += Math.max(0, Math.min(span.end, end) - Math.max(span.start, start));
      }
      return total;
    },
    after(from, ms) {
      const start = from.getTime();
      if (ms <= 0) return new Date(start);
      let left = ms;
      const first = local.dayOf(start);
      for (let day = first; day <= first + furthestDays; day += 1) {
        for (const span of spansOf(day)) {
          const begin = Math.max(span.start, start);
          const open = Math.max(0, span.end - begin);
          if (open >= left) return new Date(begin + left);
          left -= open;
        }
      }
      return new Date(start + furthestDays * dayMs);
    },
    isOpen(at) {
      const moment = at.getTime();
      return spansOf(local.dayOf(moment)).some((span) => span.start <= moment && moment < span.end);
    },
  };
}

/** The open hours of a local date: none on closed days and holidays, otherwise those of the weekday. */
export function openHoursOn(
  given: { readonly calendar: BusinessCalendar; readonly isHoliday: (date: string) => boolean },
  date: string,
): readonly OpenHours[] {
  const { calendar } = given;
  if (calendar.closedDays.some((closed) => isClosedOn(closed, date))) return [];
  if (calendar.hasJapaneseHolidays && given.isHoliday(date)) return [];
  return calendar.hours[weekdayOf(date)];
}

/** Whether a closed range holds a date; a yearly one may go over New Year. */
export function isClosedOn(closed: ClosedDays, date: string): boolean {
  if (closed.kind === 'once') return closed.from <= date && date <= closed.until;
  const day = date.slice(5);
  return closed.from <= closed.until
    ? closed.from <= day && day <= closed.until
    : closed.from <= day || day <= closed.until;
}

/** ISO 8601 weekday of a date. */
export function weekdayOf(date: string): Weekday {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return String(day === 0 ? 7 : day) as Weekday;
}

/** Minutes since midnight of `09:30`; `24:00` is 1440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The local date of a moment. */
export function dateIn(zone: string, at: Date): string {
  return dateOfDay(localTime(zone).dayOf(at.getTime()));
}

/** The moment at which a local date begins. */
export function startOfDate(zone: string, date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(localTime(zone).momentOf(Date.UTC(year, month - 1, day) / dayMs, 0));
}

const dateOfDay = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * Local days of a zone as numbers (days since 1970-01-01 in its own calendar), and the moments of local times. A local
 * time that a change of clocks skips is the moment of the change; one that comes twice is the first of both. So the
 * hours of a day never overlap, and a day has the length it has.
 */
function localTime(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  const offsets = new Map<number, number>();

  function offsetAt(moment: number): number {
    const second = Math.floor(moment / 1000) * 1000;
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(second)) part[type] = value;
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
    const asUtc = new Date(0);
    asUtc.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
    asUtc.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
    return asUtc.getTime() - second;
  }

  function offsetOfDay(day: number): number {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * dayMs);
    offsets.set(day, offset);
    return offset;
  }

  return {
    dayOf(moment: number): number {
      const day = Math.floor(moment / dayMs);
      const before = offsetOfDay(day - 1);
      const offset = before === offsetOfDay(day + 2) ? before : offsetAt(moment);
      return Math.floor((moment + offset) / dayMs);
    },
    momentOf(day: number, minutes: number): number {
      const wall = day * dayMs + minutes * 60_000;
      const before = offsetOfDay(day - 1);
      const after = offsetOfDay(day + 2);
      if (before === after) return wall - before;
      const first = wall - before;
      if (offsetAt(first) === before) return first;
      const second = wall - after;
      if (offsetAt(second) === after) return second;
      // The time is skipped: the moment of the change lies between the two readings.
      let low = Math.min(first, second);
      let high = Math.max(first, second);
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle) === before) low = middle;
        else high = middle;
      }
      return high;
    },
  };
}
