import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { type BusinessCalendar, businessClock } from './calendar.rules.ts';
import { inForce } from './edition.rules.ts';
import { priorityIn } from './priority.rules.ts';
import { targetOf, targetsDue } from './service-level.rules.ts';
import { decideCalendar, decideEffectiveAt } from './setting.rules.ts';
import { isJapaneseHoliday, shippedCalendar, shippedPriorities, shippedServiceLevels } from './shipped.queries.ts';

const zone = 'Asia/Tokyo';
const now = new Date('2026-11-27T10:00:00+09:00');
const codeOf = (decided: unknown) => (isRefusal(decided) ? decided.code.split('.')[2] : decided);

describe('the day from which a table counts', () => {
  it.each([
    ['yesterday', '2026-11-26', 'in-the-past'],
    ['today: at once', '2026-11-27', now],
    ['left out: at once', undefined, now],
    ['a later day: from its beginning in the zone', '2026-12-01', new Date('2026-11-30T15:00:00Z')],
  ])('%s', (_name, day, expected) => {
    expect(codeOf(decideEffectiveAt(day, { zone, now }))).toEqual(expected);
  });
});

describe('the version in force', () => {
  const head = (version: number, day: string) => ({ version, effectiveAt: new Date(`${day}T00:00:00Z`) });
  it.each([
    ['none before the first', [head(2, '2026-12-01')], null],
    ['the newest that has begun', [head(2, '2026-01-01'), head(3, '2026-11-01'), head(4, '2026-12-01')], 3],
    ['one that replaced what still waits', [head(2, '2026-12-01'), head(3, '2026-11-01')], 3],
    ['the one that begins at this moment', [{ version: 2, effectiveAt: now }], 2],
  ])('is %s', (_name, heads, version) => {
    expect(inForce(heads, now)?.version ?? null).toBe(version);
  });

  it('stays the later one when the day of the earlier one comes', () => {
    const heads = [head(2, '2026-12-01'), head(3, '2026-11-01')];
    expect(inForce(heads, new Date('2026-12-02T00:00:00Z'))?.version).toBe(3);
  });
});

describe('a calendar is refused', () => {
  const of = (change: Partial<BusinessCalendar>) =>
    codeOf(decideCalendar({ ...shippedCalendar, ...change }, { zone, now, isHoliday: isJapaneseHoliday }));
  const hours = (...spans: [string, string][]) => ({
    ...shippedCalendar.hours,
    '6': spans.map(([opensAt, closesAt]) => ({ opensAt, closesAt })),
  });
  const never = { '1': [], '2': [], '3': [], '4': [], '5': [], '6': [], '7': [] };

  it.each<[string, Partial<BusinessCalendar>, string]>([
    ['with hours that end before they begin', { hours: hours(['12:00', '09:00']) }, 'hours-overlap'],
    ['with hours of no length', { hours: hours(['09:00', '09:00']) }, 'hours-overlap'],
    ['with hours over each other', { hours: hours(['09:00', '12:00'], ['11:59', '17:00']) }, 'hours-overlap'],
    ['with hours out of order', { hours: hours(['13:00', '17:00'], ['09:00', '12:00']) }, 'hours-overlap'],
    ['that is never open', { hours: never }, 'never-open'],
    [
      'that is closed for half a year',
      { closedDays: [{ kind: 'yearly', name: 'x', from: '04-01', until: '10-01' }] },
      'never-open',
    ],
    [
      'that is closed for a year, later on',
      { closedDays: [{ kind: 'once', name: 'x', from: '2029-01-01', until: '2029-12-31' }] },
      'never-open',
    ],
    [
      'with closed days that end before they begin',
      { closedDays: [{ kind: 'once', name: 'x', from: '2027-01-02', until: '2027-01-01' }] },
      'closed-days-order',
    ],
  ])('%s', (_name, change, code) => {
    expect(of(change)).toBe(code);
  });

  it('and taken with a lunch break, a night shift to midnight, and the leap day', () => {
    expect(of({ hours: hours(['09:00', '12:00'], ['13:00', '24:00']) })).toMatchObject({ hasJapaneseHolidays: true });
    const closedDays = [{ kind: 'yearly', name: 'x', from: '02-29', until: '02-29' }] as const;
    expect(of({ closedDays })).toMatchObject({ closedDays });
  });
});

describe('the table and the targets of the program', () => {
  it('are the more urgent the higher impact and urgency are', () => {
    const levels = ['high', 'medium', 'low'] as const;
    const flat = levels.map((impact) => levels.map((urgency) => priorityIn(shippedPriorities, impact, urgency)));
    expect(flat).toEqual([
      [1, 1, 2],
      [2, 3, 3],
      [3, 4, 4],
    ]);
  });

  const clock = businessClock({ calendar: shippedCalendar, zone, isHoliday: isJapaneseHoliday });
  const friday = new Date('2026-11-27T18:42:00+09:00');
  it.each([
    [1, '2026-11-27T18:57:00+09:00', '2026-11-27T19:12:00+09:00'],
    [2, '2026-11-30T09:30:00+09:00', '2026-11-30T11:00:00+09:00'],
    [null, '2026-11-30T10:00:00+09:00', '2026-11-30T13:00:00+09:00'],
  ] as const)('give priority %s on a Friday evening its moments', (priority, acknowledge, respond) => {
    const due = targetsDue(targetOf(shippedServiceLevels, priority), friday, clock);
    expect([due.acknowledgeBy, due.firstResponseBy]).toEqual([new Date(acknowledge), new Date(respond)]);
  });

  it('are never later for a more urgent priority', () => {
    const due = ([1, 2, 3, 4] as const).map((priority) =>
      targetsDue(targetOf(shippedServiceLevels, priority), friday, clock).firstResponseBy.getTime(),
    );
    expect(due).toEqual([...due].sort((left, right) => left - right));
  });
});
