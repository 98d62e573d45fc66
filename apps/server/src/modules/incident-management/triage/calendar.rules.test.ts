import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BusinessCalendar,
  businessClock,
  dateIn,
  isClosedOn,
  minutesOf,
  openHoursOn,
  startOfDate,
  weekdayOf,
} from './calendar.rules.ts';
import { isJapaneseHoliday, japaneseHolidaysOf, shippedCalendar } from './shipped.queries.ts';

const minute = 60_000;
const hour = 60 * minute;
const hoursOf = (...spans: [string, string][]) => spans.map(([opensAt, closesAt]) => ({ opensAt, closesAt }));
const everyDay = (...spans: [string, string][]): BusinessCalendar['hours'] => {
  const hours = hoursOf(...spans);
  return { '1': hours, '2': hours, '3': hours, '4': hours, '5': hours, '6': hours, '7': hours };
};
const clockOf = (calendar: BusinessCalendar, zone = 'Asia/Tokyo') =>
  businessClock({ calendar, zone, isHoliday: isJapaneseHoliday });
const tokyo = clockOf(shippedCalendar);
const at = (text: string) => new Date(text);

describe('business time in Tokyo, 09:00 to 17:30', () => {
  it.each([
    ['nothing when it ends before it begins', '2026-11-27T12:00:00+09:00', '2026-11-27T10:00:00+09:00', 0],
    ['within a day', '2026-11-27T10:00:00+09:00', '2026-11-27T11:30:00+09:00', 90],
    ['before opening and after closing', '2026-11-27T03:00:00+09:00', '2026-11-27T23:00:00+09:00', 510],
    ['over a weekend', '2026-11-27T17:00:00+09:00', '2026-11-30T09:30:00+09:00', 60],
    ['over the day of labour', '2026-11-20T17:00:00+09:00', '2026-11-24T09:30:00+09:00', 60],
    ['over New Year', '2026-12-28T17:00:00+09:00', '2027-01-04T09:30:00+09:00', 60],
    ['over Golden Week 2026', '2026-05-01T17:00:00+09:00', '2026-05-07T09:30:00+09:00', 60],
    ['over Silver Week 2026', '2026-09-18T17:00:00+09:00', '2026-09-24T09:30:00+09:00', 60],
  ])('%s', (_name, from, to, minutes) => {
    expect(tokyo.msBetween(at(from), at(to)) / minute).toBe(minutes);
  });

  it.each([
    ['two hours within a day', '2026-11-27T10:00:00+09:00', 120, '2026-11-27T12:00:00+09:00'],
    ['into the next week', '2026-11-27T18:42:00+09:00', 30, '2026-11-30T09:30:00+09:00'],
    ['to the very end of a day', '2026-11-27T17:00:00+09:00', 30, '2026-11-27T17:30:00+09:00'],
    ['over the holidays at the end of the year', '2026-12-28T17:20:00+09:00', 20, '2027-01-04T09:10:00+09:00'],
    ['no time at all', '2026-11-28T12:00:00+09:00', 0, '2026-11-28T12:00:00+09:00'],
  ])('%s', (_name, from, minutes, to) => {
    expect(tokyo.after(at(from), minutes * minute)).toEqual(at(to));
  });

  it('knows whether somebody is there', () => {
    expect(tokyo.isOpen(at('2026-11-27T17:29:59+09:00'))).toBe(true);
    expect(tokyo.isOpen(at('2026-11-27T17:30:00+09:00'))).toBe(false);
    expect(tokyo.isOpen(at('2026-11-23T12:00:00+09:00'))).toBe(false);
  });

  it('gives up after ten years without an open hour instead of searching for ever', () => {
    const never = clockOf({ hours: everyDay(), hasJapaneseHolidays: false, closedDays: [] });
    const after = never.after(at('2026-01-01T00:00:00Z'), hour);
    expect(after.getTime()).toBeGreaterThan(at('2035-01-01T00:00:00Z').getTime());
    expect(never.msBetween(at('0001-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z'))).toBe(0);
  });
});

describe('days', () => {
  it.each([
    ['2026-12-31', true],
    ['2027-01-03', true],
    ['2027-01-04', false],
    ['2026-12-28', false],
  ])('closed every year over New Year: %s is %s', (date, closed) => {
    expect(isClosedOn({ kind: 'yearly', name: '年末年始', from: '12-29', until: '01-03' }, date)).toBe(closed);
  });

  it('closed once are closed once', () => {
    const summer = { kind: 'once', name: '夏季休業', from: '2026-08-13', until: '2026-08-14' } as const;
    expect(['2026-08-12', '2026-08-13', '2026-08-14', '2027-08-13'].map((day) => isClosedOn(summer, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('that are public holidays are open for a team that does not keep them', () => {
    const calendar = { ...shippedCalendar, hasJapaneseHolidays: false };
    expect(openHoursOn({ calendar, isHoliday: isJapaneseHoliday }, '2026-11-23')).toHaveLength(1);
    expect(openHoursOn({ calendar: shippedCalendar, isHoliday: isJapaneseHoliday }, '2026-11-23')).toEqual([]);
  });

  it('have the weekday of ISO 8601', () => {
    expect(['2026-11-22', '2026-11-23', '2024-02-29'].map(weekdayOf)).toEqual(['7', '1', '4']);
    expect([minutesOf('00:00'), minutesOf('09:30'), minutesOf('24:00')]).toEqual([0, 570, 1440]);
  });

  it('are public holidays as the Cabinet Office lists them', () => {
    const of = (year: number) => japaneseHolidaysOf(year).map(({ on }) => on.slice(5));
    // prettier-ignore
    expect(of(2026)).toEqual([
      '01-01',
      '01-12',
      '02-11',
      '02-23',
      '03-20',
      '04-29',
      '05-03',
      '05-04',
      '05-05',
      '05-06',
      '07-20',
      '08-11',
      '09-21',
      '09-22',
      '09-23',
      '10-12',
      '11-03',
      '11-23',
    ]);
    // prettier-ignore
    expect(of(2027)).toEqual([
      '01-01',
      '01-11',
      '02-11',
      '02-23',
      '03-21',
      '03-22',
      '04-29',
      '05-03',
      '05-04',
      '05-05',
      '07-19',
      '08-11',
      '09-20',
      '09-23',
      '10-11',
      '11-03',
      '11-23',
    ]);
  });
});

describe('changes of clocks', () => {
  const roundTheClock: BusinessCalendar = {
    hours: everyDay(['00:00', '02:30'], ['02:30', '24:00']),
    hasJapaneseHolidays: false,
    closedDays: [],
  };
  const zones = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Tokyo', '2026-10-25', 24],
  ])('make a day in %s on %s %s hours long', (zone, date, hours) => {
    const start = startOfDate(zone, date);
    const end = new Date(start.getTime() + hours * hour);
    expect(dateIn(zone, start)).toBe(date);
    expect(dateIn(zone, new Date(end.getTime() - 1))).toBe(date);
    expect(dateIn(zone, end)).not.toBe(date);
    expect(clockOf(roundTheClock, zone).msBetween(start, end)).toBe(hours * hour);
  });

  it('leave the length of a working day alone that does not meet them', () => {
    const berlin = clockOf(shippedCalendar, 'Europe/Berlin');
    expect(berlin.after(at('2026-03-27T16:00:00+01:00'), 2 * hour)).toEqual(at('2026-03-30T09:30:00+02:00'));
  });

  it('never count a moment twice: always open, business time is time', () => {
    const moment = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2030-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, fc.nat(40 * 24 * 60), (zone, from, minutes) => {
        const to = new Date(from.getTime() + minutes * minute);
        expect(clockOf(roundTheClock, zone).msBetween(from, to)).toBe(minutes * minute);
      }),
      { numRuns: 150 },
    );
  });
});

describe('business time, for any calendar, zone and moments', () => {
  const time = fc.integer({ min: 0, max: 24 * 12 }).map((step) => step * 5);
  const text = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const hours = fc.uniqueArray(time, { minLength: 0, maxLength: 6 }).map((times) => {
    const sorted = times.sort((left, right) => left - right);
    const spans: { opensAt: string; closesAt: string }[] = [];
    for (let index = 0; index + 1 < sorted.length; index += 2)
      spans.push({ opensAt: text(sorted[index] ?? 0), closesAt: text(sorted[index + 1] ?? 0) });
    return spans;
  });
  const day = fc.date({ min: at('2025-06-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true });
  const calendar: fc.Arbitrary<BusinessCalendar> = fc.record({
    hours: fc.record({ '1': hours, '2': hours, '3': hours, '4': hours, '5': hours, '6': hours, '7': hours }),
    hasJapaneseHolidays: fc.boolean(),
    closedDays: fc.array(
      fc.tuple(day, fc.nat(9)).map(([from, length]) => ({
        kind: 'once' as const,
        name: 'closed',
        from: from.toISOString().slice(0, 10),
        until: new Date(from.getTime() + length * 24 * hour).toISOString().slice(0, 10),
      })),
      { maxLength: 3 },
    ),
  });
  const zone = fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
  const span = fc.nat(60 * 24 * 60);

  it('adds up, never exceeds the time itself, and grows with it', () => {
    fc.assert(
      fc.property(calendar, zone, day, span, span, (given, where, from, first, second) => {
        const clock = clockOf(given, where);
        const middle = new Date(from.getTime() + first * minute);
        const end = new Date(middle.getTime() + second * minute);
        const whole = clock.msBetween(from, end);
        expect(clock.msBetween(from, middle) + clock.msBetween(middle, end)).toBe(whole);
        expect(whole).toBeLessThanOrEqual(end.getTime() - from.getTime());
        expect(whole).toBeGreaterThanOrEqual(clock.msBetween(from, middle));
      }),
      { numRuns: 150 },
    );
  });

  it('is measured back: the moment after so much of it is never earlier, and just so much away', () => {
    fc.assert(
      fc.property(calendar, zone, day, fc.integer({ min: 1, max: 5 * 24 * 60 }), (given, where, from, minutes) => {
        const clock = clockOf(given, where);
        fc.pre(Object.values(given.hours).some((one) => one.length > 0));
        const due = clock.after(from, minutes * minute);
        expect(due.getTime()).toBeGreaterThan(from.getTime());
        expect(clock.msBetween(from, due)).toBe(minutes * minute);
        expect(clock.msBetween(from, new Date(due.getTime() - 1))).toBeLessThan(minutes * minute);
        expect(clock.after(from, (minutes + 1) * minute).getTime()).toBeGreaterThan(due.getTime());
      }),
      { numRuns: 150 },
    );
  });
});
