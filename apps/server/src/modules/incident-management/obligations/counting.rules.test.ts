import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opennessOf } from './calendar.rules.ts';
import {
  businessDays,
  calendarDaysAfter,
  doraInitial,
  doraRelief,
  elapsed,
  euPeriod,
  guidelineDays,
  jpDaysInclusive,
  jpDaysUnsettled,
} from './counting.rules.ts';
import { addDays, dayIn, dayOfNumber, startOfDay, timeOfDay } from './day.rules.ts';
import type { HolidayCalendar } from './obligation.model.ts';
import { calendars, homeCalendar } from './shipped.queries.ts';

const calendar = (code: string): HolidayCalendar => {
  const found = calendars.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no calendar ${code}`);
  return found;
};
const jp = homeCalendar;
const us = calendar('us-federal');
const germany = calendar('eu-de');
const withHolidays = (base: HolidayCalendar, ...days: string[]): HolidayCalendar => ({
  ...base,
  holidays: { ...base.holidays, ...Object.fromEntries(days.map((day) => [day, { ja: '休', en: 'closed' }])) },
});

describe('a year outside of the calendar', () => {
  it('is never guessed: the last day is named, and no day is given', () => {
    expect(jpDaysInclusive({ anchorOn: '2030-12-20', days: 30, calendar: jp })).toEqual({
      last: '2031-01-18',
      on: null,
      passed: [],
      missingYear: 2031,
    });
    expect(businessDays({ anchorOn: '2028-12-28', days: 4, calendar: us })).toMatchObject({
      on: null,
      missingYear: 2029,
    });
    expect(euPeriod({ anchorOn: '2028-12-15', unit: 'months', length: 1, calendar: germany })).toMatchObject({
      last: '2029-01-15',
      on: null,
      missingYear: 2029,
    });
    expect(doraRelief({ at: '2029-01-01T10:00:00.000Z', calendar: germany })).toMatchObject({
      at: null,
      missingYear: 2029,
    });
  });

  it('is missing too when only the roll leads into it', () => {
    const until2026 = { ...jp, to: '2026-12-31' };
    expect(jpDaysInclusive({ anchorOn: '2026-11-30', days: 30, calendar: until2026 }).missingYear).toBe(2027);
    expect(jpDaysInclusive({ anchorOn: '2026-11-02', days: 30, calendar: until2026 }).on).toBe('2026-12-01');
  });

  it('leaves the earliest reading of an unsettled period, which needs no calendar', () => {
    const unsettled = jpDaysUnsettled({ anchorOn: '2030-12-20', days: 30, firstDay: 'unsettled', calendar: jp });
    expect(unsettled.on).toBe('2031-01-18');
    expect(unsettled.readings.map(({ reading }) => reading)).toEqual(['inclusive', 'exclusive']);
  });
});

describe('jpDaysInclusive: the worked vectors of APPI 確報', () => {
  it.each([
    ['#1 30 days', '2026-09-01', 30, '2026-09-30'],
    ['#2 60 days, 10-18 is a Sunday', '2026-08-20', 60, '2026-10-19'],
    ['#3 30 days, 11-23 is a holiday', '2026-10-25', 30, '2026-11-24'],
    ['#4 30 days known on 2026-11-30, closed 12-29 to 01-03', '2026-11-30', 30, '2027-01-04'],
    ['#13 30 days, Golden Week', '2026-04-04', 30, '2026-05-07'],
    ['#14 30 days, Silver Week', '2026-08-23', 30, '2026-09-24'],
    ['#15 60 days, year end', '2026-11-01', 60, '2027-01-04'],
    ['#16 30 days, leap day', '2028-01-31', 30, '2028-02-29'],
    ['#17 30 days, Sunday holiday and substitute', '2027-02-20', 30, '2027-03-23'],
    ['#18 30 days, 12-20 is a Sunday', '2026-11-21', 30, '2026-12-21'],
    ['#18 60 days', '2026-11-21', 60, '2027-01-19'],
    ['scenario A, known 11-27', '2026-11-27', 30, '2026-12-28'],
    ['scenario A, known 12-02', '2026-12-02', 30, '2027-01-04'],
    ['scenario C, 60 days', '2026-11-24', 60, '2027-01-22'],
    ['scenario D, any department', '2026-10-30', 60, '2026-12-28'],
    ['scenario D, the wrong anchor', '2026-11-04', 60, '2027-01-04'],
  ])('%s: %s + %i ends on %s', (_name, anchorOn, days, on) => {
    expect(jpDaysInclusive({ anchorOn, days, calendar: jp }).on).toBe(on);
  });
});

describe('guidelineDays: vector #5, 概ね3～5日', () => {
  it('is a window that closed days do not move; the last open day in it is recommended', () => {
    expect(guidelineDays({ anchorOn: '2026-11-24', fromDay: 3, throughDay: 5, calendar: jp })).toEqual({
      from: '2026-11-26',
      through: '2026-11-28',
      recommendedOn: '2026-11-27',
    });
  });

  it('recommends nothing when everything is closed', () => {
    const given = { anchorOn: '2026-12-30', fromDay: 3, throughDay: 5, calendar: jp };
    expect(guidelineDays(given)).toEqual({ from: '2027-01-01', through: '2027-01-03', recommendedOn: null });
  });
});

describe('jpDaysUnsettled', () => {
  it('shows every reading and warns on the earliest', () => {
    // Sunday 2026-12-20 by counting the first day, Monday without.
    const given = { anchorOn: '2026-11-21', days: 30, calendar: jp } as const;
    expect(jpDaysUnsettled({ ...given, firstDay: 'unsettled' })).toEqual({
      on: '2026-12-20',
      readings: [
        { reading: 'inclusive', on: '2026-12-20' },
        { reading: 'inclusive-moved', on: '2026-12-21' },
      ],
    });
    expect(jpDaysUnsettled({ ...given, anchorOn: '2026-11-30', firstDay: 'unsettled' }).readings).toEqual([
      { reading: 'inclusive', on: '2026-12-29' },
      { reading: 'inclusive-moved', on: '2027-01-04' },
      { reading: 'exclusive', on: '2026-12-30' },
    ]);
  });

  it('leaves the exclusive reading out where the first day is known to count (Active Cyber Defense Act)', () => {
    const { readings } = jpDaysUnsettled({ anchorOn: '2026-11-30', days: 30, firstDay: 'counts', calendar: jp });
    expect(readings.map(({ reading }) => reading)).toEqual(['inclusive', 'inclusive-moved']);
  });
});

describe('businessDays: the worked vectors of SEC Form 8-K', () => {
  it.each([
    ['#7 Monday', '2026-07-06', '2026-07-10', us],
    ['#8 Friday', '2026-07-10', '2026-07-16', us],
    ['#9 Saturday: day 1 is the next business day', '2026-07-11', '2026-07-16', us],
    ['#10 with a holiday on Friday 07-17', '2026-07-14', '2026-07-21', withHolidays(us, '2026-07-17')],
    ['over Independence Day observed (07-03)', '2026-06-30', '2026-07-07', us],
    ['over Thanksgiving', '2026-11-24', '2026-12-01', us],
  ])('%s: determined %s is due %s', (_name, anchorOn, on, using) => {
    expect(businessDays({ anchorOn, days: 4, calendar: using }).on).toBe(on);
  });
});

describe('doraInitial: the worked vectors of DORA', () => {
  const hours = { hoursFromClassified: 4, hoursFromKnown: 24 };
  it.each([
    ['#11 aware 10:00, classified 12:00 the same day', '10:00', '2026-11-24T12:00', '2026-11-24T16:00', 'classified'],
    ['#12 classified 30 h after awareness: T + 4 h', '10:00', '2026-11-25T16:00', '2026-11-25T20:00', 'classified'],
    ['the cap of 24 h binds', '10:00', '2026-11-25T08:00', '2026-11-25T10:00', 'known'],
    ['classified exactly 24 h after awareness', '10:00', '2026-11-25T10:00', '2026-11-25T10:00', 'known'],
  ])('%s', (_name, known, classified, at, by) => {
    const knownAt = `2026-11-24T${known}:00.000Z`;
    expect(doraInitial({ classifiedAt: `${classified}:00.000Z`, knownAt, ...hours })).toEqual({
      at: `${at}:00.000Z`,
      by,
    });
  });
});

describe('doraRelief', () => {
  it.each([
    ['a working day stays', '2026-11-24T15:00:00.000Z', '2026-11-24T15:00:00.000Z'],
    ['Saturday: noon of Monday', '2026-11-28T15:00:00.000Z', '2026-11-30T11:00:00.000Z'],
    ['local Saturday, UTC Friday', '2026-11-27T23:30:00.000Z', '2026-11-30T11:00:00.000Z'],
    ['Christmas on a Friday: noon of Monday', '2026-12-25T08:00:00.000Z', '2026-12-28T11:00:00.000Z'],
    ['Sunday before summer time: noon of summer time', '2026-03-28T20:00:00.000Z', '2026-03-30T10:00:00.000Z'],
  ])('%s', (_name, at, moved) => {
    expect(doraRelief({ at, calendar: germany }).at).toBe(moved);
  });
});

describe('euPeriod: Regulation 1182/71 art. 3', () => {
  it.each([
    ['the day of the event is not counted', '2026-09-01', 'days', 14, '2026-09-15'],
    ['a Saturday moves to Monday', '2026-09-05', 'days', 14, '2026-09-21'],
    ['the same date of the next month', '2026-09-15', 'months', 1, '2026-10-15'],
    ['no such date: the last day of the month, here a Saturday', '2026-01-31', 'months', 1, '2026-03-02'],
    ['leap year', '2028-01-31', 'months', 1, '2028-02-29'],
    ['Christmas and the week-end after it', '2026-11-25', 'months', 1, '2026-12-28'],
    ['two days hold two working days', '2026-09-03', 'days', 2, '2026-09-07'],
    ['two days over a week-end', '2026-09-04', 'days', 2, '2026-09-08'],
    ['one day needs no two working days', '2026-09-04', 'days', 1, '2026-09-07'],
  ] as const)('%s: %s + %s %i ends on %s', (_name, anchorOn, unit, length, on) => {
    expect(euPeriod({ anchorOn, unit, length, calendar: germany }).on).toBe(on);
  });
});

describe('calendarDaysAfter and elapsed', () => {
  it('SG PDPA: three calendar days after the day of assessment, closed or not', () => {
    expect(calendarDaysAfter('2026-11-26', 3)).toBe('2026-11-29');
  });

  it('GDPR: 72 hours from the moment, scenario C', () => {
    expect(elapsed('2026-11-23T20:40:00.000Z', 72 * 60)).toBe('2026-11-26T20:40:00.000Z');
  });

  it('hours pass over a change of clocks', () => {
    const anchor = timeOfDay('Europe/Berlin', '2026-10-24', '12:00');
    expect(elapsed(anchor, 72 * 60)).toBe(timeOfDay('Europe/Berlin', '2026-10-27', '11:00'));
  });
});

const days2026to2028 = fc.integer({ min: 20_454, max: 21_300 }).map(dayOfNumber);
const days2026to2030 = fc.integer({ min: 20_454, max: 22_150 }).map(dayOfNumber);

describe('a later anchor never ends a clock earlier', () => {
  const two = fc
    .tuple(days2026to2028, fc.integer({ min: 0, max: 40 }))
    .map(([day, more]) => [day, addDays(day, more)] as const);
  const on = (result: { readonly on: string | null }) => result.on ?? '9999';

  it.each([
    ['jpDaysInclusive', (anchorOn: string) => on(jpDaysInclusive({ anchorOn, days: 30, calendar: jp }))],
    [
      'jpDaysUnsettled',
      (anchorOn: string) => on(jpDaysUnsettled({ anchorOn, days: 30, firstDay: 'unsettled', calendar: jp })),
    ],
    [
      'guidelineDays',
      (anchorOn: string) => guidelineDays({ anchorOn, fromDay: 3, throughDay: 5, calendar: jp }).through,
    ],
    ['businessDays', (anchorOn: string) => on(businessDays({ anchorOn, days: 4, calendar: us }))],
    ['calendarDaysAfter', (anchorOn: string) => calendarDaysAfter(anchorOn, 3)],
    ['euPeriod in days', (anchorOn: string) => on(euPeriod({ anchorOn, unit: 'days', length: 14, calendar: germany }))],
    [
      'euPeriod in months',
      (anchorOn: string) => on(euPeriod({ anchorOn, unit: 'months', length: 1, calendar: germany })),
    ],
  ])('%s', (_name, end) => {
    fc.assert(
      fc.property(two, ([earlier, later]) => {
        expect(end(later) >= end(earlier)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('doraInitial, by a later classification', () => {
    const minutes = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(minutes, minutes, (first, more) => {
        const knownAt = '2026-11-24T10:00:00.000Z';
        const end = (after: number) =>
          doraInitial({ classifiedAt: elapsed(knownAt, after), knownAt, hoursFromClassified: 4, hoursFromKnown: 24 })
            .at;
        expect(end(first + more) >= end(first)).toBe(true);
      }),
    );
  });
});

describe('a moved day', () => {
  it('is open, not earlier than the last day, and every day between is closed', () => {
    fc.assert(
      fc.property(days2026to2030, fc.constantFrom(30, 60), (anchorOn, days) => {
        const { last, on, passed } = jpDaysInclusive({ anchorOn, days, calendar: jp });
        const end = on ?? '';
        expect(opennessOf(jp, end).is).toBe('open');
        expect(end >= last).toBe(true);
        expect(passed).toEqual(passed.filter((day) => opennessOf(jp, day).is === 'closed'));
        expect(addDays(last, passed.length)).toBe(end);
      }),
    );
  });

  it.each([
    ['clocks skip midnight: the moment of the change', 'America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['midnight comes twice: the first one', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['a day of 23 hours', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Tokyo', 'Asia/Tokyo', '2026-11-24', '2026-11-23T15:00:00.000Z'],
  ])('begins right where %s', (_name, zone, day, start) => {
    expect(startOfDay(zone, day)).toBe(start);
  });

  it('begins and ends at local midnights whatever the clocks do', () => {
    const zones = fc.constantFrom(
      'Asia/Tokyo',
      'Europe/Berlin',
      'America/New_York',
      'America/Santiago',
      'Asia/Beirut',
      'Australia/Lord_Howe',
    );
    fc.assert(
      fc.property(days2026to2028, zones, (day, zone) => {
        const start = startOfDay(zone, day);
        expect(dayIn(zone, start)).toBe(day);
        expect(dayIn(zone, new Date(Date.parse(start) - 1).toISOString())).toBe(addDays(day, -1));
      }),
      { numRuns: 500 },
    );
  });
});
