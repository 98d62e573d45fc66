import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.rules.ts';
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
import { dayIn, dayOfNumber, endOfDay, timeOfDay } from './day.rules.ts';
import type { HolidayCalendar } from './obligation.model.ts';
import { calendars, homeCalendar, phrases, shippedRegimes } from './shipped.queries.ts';

const calendar = (code: string): HolidayCalendar => {
  const found = calendars.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no calendar ${code}`);
  return found;
};
const jp = homeCalendar;
const us = calendar('us-federal');
const germany = calendar('eu-de');

// An independent slow model, day by day, with its own arithmetic: nothing of it is shared with what it is compared with.

/** A calendar day that knows only how to become the next one. */
type Slow = { readonly y: number; readonly m: number; readonly d: number };
const leap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const lengths = (y: number) => [31, leap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const slowOf = (day: string): Slow => ({
  y: Number(day.slice(0, 4)),
  m: Number(day.slice(5, 7)),
  d: Number(day.slice(8, 10)),
});
const textOf = ({ y, m, d }: Slow) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
function next({ y, m, d }: Slow): Slow {
  if (d < (lengths(y)[m - 1] ?? 0)) return { y, m, d: d + 1 };
  return m < 12 ? { y, m: m + 1, d: 1 } : { y: y + 1, m: 1, d: 1 };
}
/** Sakamoto's method; 0 Sunday. */
function weekday({ y, m, d }: Slow): number {
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][m - 1] ?? 0;
  const year = m < 3 ? y - 1 : y;
  return (year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + shift + d) % 7;
}
function isShut(day: Slow, calendar: HolidayCalendar): boolean {
  if (weekday(day) === 0 || weekday(day) === 6 || textOf(day) in calendar.holidays) return true;
  const isYearEnd = (day.m === 12 && day.d >= 29) || (day.m === 1 && day.d <= 3);
  return calendar.code === 'jp-government' && isYearEnd;
}
function roll(day: Slow, calendar: HolidayCalendar): Slow {
  let at = day;
  while (isShut(at, calendar)) at = next(at);
  return at;
}

/** A minute of a day that knows only how to become the next one, in universal time. */
type SlowMinute = { readonly day: Slow; readonly minute: number };
const nextMinute = ({ day, minute }: SlowMinute): SlowMinute =>
  minute === 1_439 ? { day: next(day), minute: 0 } : { day, minute: minute + 1 };
function momentOf({ day, minute }: SlowMinute): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${textOf(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000Z`;
}

const days2026to2028 = fc.integer({ min: 20_454, max: 21_300 }).map(dayOfNumber);
const days2026to2030 = fc.integer({ min: 20_454, max: 22_150 }).map(dayOfNumber);

describe('each strategy agrees with a slow model that walks day by day', () => {
  it('jpDaysInclusive', () => {
    fc.assert(
      fc.property(days2026to2030, fc.integer({ min: 1, max: 90 }), (anchorOn, days) => {
        let at = slowOf(anchorOn);
        for (let number = 1; number < days; number += 1) at = next(at);
        expect(jpDaysInclusive({ anchorOn, days, calendar: jp }).on).toBe(textOf(roll(at, jp)));
      }),
      { numRuns: 400 },
    );
  });

  it('jpDaysUnsettled', () => {
    fc.assert(
      fc.property(days2026to2030, fc.integer({ min: 1, max: 60 }), (anchorOn, days) => {
        let inclusive = slowOf(anchorOn);
        for (let number = 1; number < days; number += 1) inclusive = next(inclusive);
        const exclusive = next(inclusive);
        const all = [inclusive, roll(inclusive, jp), exclusive, roll(exclusive, jp)].map(textOf);
        const counted = jpDaysUnsettled({ anchorOn, days, firstDay: 'unsettled', calendar: jp });
        expect(counted.on).toBe([...all].sort()[0]);
        expect(counted.readings.map(({ on }) => on)).toEqual([...new Set(all)]);
      }),
    );
  });

  it('guidelineDays', () => {
    fc.assert(
      fc.property(days2026to2030, (anchorOn) => {
        const days = [slowOf(anchorOn)];
        while (days.length < 5) days.push(next(days.at(-1) ?? slowOf(anchorOn)));
        const open = days.filter((day) => !isShut(day, jp)).map(textOf);
        expect(guidelineDays({ anchorOn, fromDay: 3, throughDay: 5, calendar: jp })).toEqual({
          from: textOf(days[2] ?? slowOf(anchorOn)),
          through: textOf(days[4] ?? slowOf(anchorOn)),
          recommendedOn: open.at(-1) ?? null,
        });
      }),
    );
  });

  it('businessDays', () => {
    fc.assert(
      fc.property(days2026to2028, fc.integer({ min: 1, max: 15 }), (anchorOn, days) => {
        let at = slowOf(anchorOn);
        for (let left = days; left > 0; ) {
          at = next(at);
          if (!isShut(at, us)) left -= 1;
        }
        expect(businessDays({ anchorOn, days, calendar: us }).on).toBe(textOf(at));
      }),
    );
  });

  it('calendarDaysAfter', () => {
    fc.assert(
      fc.property(days2026to2030, fc.integer({ min: 0, max: 40 }), (anchorOn, days) => {
        let at = slowOf(anchorOn);
        for (let left = days; left > 0; left -= 1) at = next(at);
        expect(calendarDaysAfter(anchorOn, days)).toBe(textOf(at));
      }),
    );
  });

  it('euPeriod in days', () => {
    const using = fc.constantFrom(...calendars.filter(({ code }) => code.startsWith('eu-')));
    fc.assert(
      fc.property(days2026to2028, fc.integer({ min: 1, max: 40 }), using, (anchorOn, length, calendar) => {
        let at = slowOf(anchorOn);
        let working = 0;
        for (let number = 1; number <= length; number += 1) {
          at = next(at);
          if (!isShut(at, calendar)) working += 1;
        }
        while (isShut(at, calendar) || (length >= 2 && working < 2)) {
          at = next(at);
          if (!isShut(at, calendar)) working += 1;
        }
        expect(euPeriod({ anchorOn, unit: 'days', length, calendar }).on).toBe(textOf(at));
      }),
      { numRuns: 400 },
    );
  });

  it('euPeriod in months', () => {
    fc.assert(
      fc.property(days2026to2028, fc.integer({ min: 1, max: 6 }), (anchorOn, length) => {
        const { y, m, d } = slowOf(anchorOn);
        const month = ((m - 1 + length) % 12) + 1;
        const year = y + Math.floor((m - 1 + length) / 12);
        let at: Slow = { y: year, m: month, d: 1 };
        while (at.d < d && next(at).m === month) at = next(at);
        expect(euPeriod({ anchorOn, unit: 'months', length, calendar: germany }).on).toBe(textOf(roll(at, germany)));
      }),
    );
  });

  it('elapsed', () => {
    fc.assert(
      fc.property(
        days2026to2030,
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: 1, max: 200 * 60 }),
        (on, from, length) => {
          let at: SlowMinute = { day: slowOf(on), minute: from };
          const anchor = momentOf(at);
          for (let passed = 0; passed < length; passed += 1) at = nextMinute(at);
          expect(elapsed(anchor, length)).toBe(momentOf(at));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('doraInitial', () => {
    const minutes = fc.integer({ min: 0, max: 3 * 1_440 });
    fc.assert(
      fc.property(days2026to2030, minutes, (on, untilClassified) => {
        // Awareness at midnight; one minute after the other, as art. 5(1) and (2) of the regulation say it.
        let at: SlowMinute = { day: slowOf(on), minute: 0 };
        const knownAt = momentOf(at);
        let classifiedAt: string | null = null;
        let end: string | null = null;
        for (let sinceKnown = 0; end === null; sinceKnown += 1) {
          if (sinceKnown === untilClassified) classifiedAt = momentOf(at);
          const isClassified = sinceKnown >= untilClassified;
          const isDayOver = untilClassified <= 24 * 60 && sinceKnown >= 24 * 60;
          if (isClassified && (sinceKnown - untilClassified >= 4 * 60 || isDayOver)) end = momentOf(at);
          at = nextMinute(at);
        }
        const given = { classifiedAt: classifiedAt ?? '', knownAt, hoursFromClassified: 4, hoursFromKnown: 24 };
        expect(doraInitial(given).at).toBe(end);
      }),
      { numRuns: 60 },
    );
  });

  it('dora-hours and dora-months: 72 hours after the initial report, a month after the intermediate one', () => {
    const regimes = shippedRegimes.filter(({ id }) => id === 'eu-dora');
    const scope = { 'eu.dora': true, 'eu.dora-no-relief': false, 'eu.member-state': 'de' };
    const fact = (value: boolean) => ({ state: 'confirmed' as const, value, source: '', at: '' });
    const facts = { 'services.critical': fact(true), 'dora.malicious-access': fact(true) };
    const berlin = 'Europe/Berlin';
    /** Noon of the next working day where the limit falls on a closed one. */
    const relieved = (limit: string) => {
      const on = dayIn(berlin, limit);
      const open = textOf(roll(slowOf(on), germany));
      return open === on ? limit : timeOfDay(berlin, open, '12:00');
    };
    fc.assert(
      fc.property(days2026to2028, fc.integer({ min: 0, max: 1_439 }), (on, minute) => {
        const filedAt = momentOf({ day: slowOf(on), minute });
        const filing = (stage: string) => ({
          ...{ id: stage, regimeId: 'eu-dora', stage, recipient: 'authority', kind: 'report' as const },
          ...{ filedAt, told: {} },
        });
        const assertion = { by: '', at: filedAt, reason: '' };
        const anchor = (kind: 'known' | 'classified') => ({
          ...{ id: kind, kind, regimeId: null, at: filedAt, precision: 'minute' as const, zone: berlin },
          ...{ source: '', evidence: null, assertion },
        });
        const given = { regimes, calendars, scope, facts, rulings: [], phrases, now: filedAt };
        const anchors = [anchor('known'), anchor('classified')];
        const dueOf = (stage: string, filings: readonly ReturnType<typeof filing>[]) =>
          assess({ ...given, anchors, filings })[0]?.stages.find((one) => one.stage === stage)?.clock?.due?.at;
        let at: SlowMinute = { day: slowOf(on), minute };
        for (let passed = 0; passed < 72 * 60; passed += 1) at = nextMinute(at);
        expect(dueOf('intermediate', [filing('initial')])).toBe(relieved(momentOf(at)));

        const local = slowOf(dayIn(berlin, filedAt));
        let end: Slow = { ...local, y: local.m === 12 ? local.y + 1 : local.y, m: (local.m % 12) + 1, d: 1 };
        while (end.d < local.d && next(end).d !== 1) end = next(end);
        const final = dueOf('final', [filing('initial'), filing('intermediate')]);
        expect(final).toBe(relieved(endOfDay(berlin, textOf(end))));
      }),
      { numRuns: 60 },
    );
  });

  it('doraRelief', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_767_225_600, max: 1_840_000_000 }), (seconds) => {
        const at = new Date(seconds * 1000).toISOString();
        const local = dayIn('Europe/Berlin', at);
        const open = textOf(roll(slowOf(local), germany));
        const expected = open === local ? at : timeOfDay('Europe/Berlin', open, '12:00');
        expect(doraRelief({ at, calendar: germany }).at).toBe(expected);
      }),
    );
  });
});
