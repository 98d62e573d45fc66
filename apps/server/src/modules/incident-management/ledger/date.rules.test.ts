import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentAt, readDate, readTime } from './date.rules.ts';

const shown = (text: string) => {
  const found = readDate(text);
  if (found === null) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${found.year ?? '?'}-${two(found.month)}-${two(found.day)}`;
  return found.hour === null ? day : `${day} ${two(found.hour)}:${two(found.minute)}`;
};

describe('a date in a ledger', () => {
  it.each([
    '',
    '未定',
    '2026/13/1',
    '2026/2/30',
    '2026/11/5 25:00',
    '2026/11/5 9:61',
    '123',
    '99999',
    '令和8年',
    '2026/11/5〜11/7',
    '1800/1/1',
    `2026/11/5${' '.repeat(100)}x`,
    '1/2/3/4',
  ])('that is none is refused: %j', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it.each([
    ['2026/11/5 9:30', '2026-11-05 09:30'],
    ['2026-11-05T09:30', '2026-11-05 09:30'],
    ['2026-11-05 09:30:15', '2026-11-05 09:30'],
    ['２０２６／１１／５　９：３０', '2026-11-05 09:30'],
    ['2026年11月5日', '2026-11-05'],
    ['2026年11月5日(木) 9時30分', '2026-11-05 09:30'],
    ['2026年11月5日（木）午後3時', '2026-11-05 15:00'],
    ['2026/11/5(木曜日) 3:05 PM', '2026-11-05 15:05'],
    ['2026/11/5 12:10 AM', '2026-11-05 00:10'],
    ['令和8年11月5日', '2026-11-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['R8.11.5', '2026-11-05'],
    ['R8/11/5 9:30', '2026-11-05 09:30'],
    ['平成31年4月30日', '2019-04-30'],
    ['H31.4.30', '2019-04-30'],
    ['S63-12-31', '1988-12-31'],
    ['26/11/5', '2026-11-05'],
    ["'26.11.05", '2026-11-05'],
    ['20261105', '2026-11-05'],
    ['20261105 0930', '2026-11-05 09:30'],
    ['46331', '2026-11-05'],
    ['46331.395833', '2026-11-05 09:30'],
    ['13/11/2026', '2026-11-13'],
    ['11/5/2026', '2026-11-05'],
    ['11/5', '?-11-05'],
    ['11月5日 9時頃', '?-11-05 09:00'],
    ['2/29', '?-02-29'],
  ])('%s is read as %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('says when month and day could be the other way round', () => {
    expect(readDate('11/5/2026')?.isOrderGuessed).toBe(true);
    expect(readDate('13/11/2026')?.isOrderGuessed).toBe(false);
  });

  it('is never a failure and never a day that does not exist', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[RHS令和平成0-9/.年月日: -]{0,20}$/)), (text) => {
        const found = readDate(text);
        if (found === null) return true;
        const at = new Date(Date.UTC(found.year ?? 2024, found.month - 1, found.day));
        return at.getUTCMonth() + 1 === found.month && at.getUTCDate() === found.day;
      }),
    );
  });

  it('is read in time that grows with its length', () => {
    const began = performance.now();
    for (const text of [' '.repeat(50_000), `2026/${' '.repeat(59)}`, `2026${' '.repeat(50)}/`, '1'.repeat(50_000)])
      expect(readDate(text)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a time in a column of its own', () => {
  it.each([
    ['9:30', 570],
    ['9時半', 570],
    ['午後3時', 900],
    ['15時05分', 905],
    ['3:05 pm', 905],
    ['25:00', null],
    ['朝', null],
  ])('%s is %s minutes', (text, minutes) => {
    expect(readTime(text)).toBe(minutes);
  });
});

describe('a wall clock', () => {
  const wall = { month: 11, day: 5, minute: 30, isOrderGuessed: false };
  it.each([
    ['Asia/Tokyo', { ...wall, year: 2026, hour: 9 }, '2026-11-05T00:30:00.000Z'],
    ['Asia/Tokyo', { ...wall, year: 2026, hour: null, minute: 0 }, '2026-11-04T15:00:00.000Z'],
    ['America/New_York', { ...wall, year: 2026, month: 7, hour: 9 }, '2026-07-05T13:30:00.000Z'],
    ['America/New_York', { ...wall, year: 2026, hour: 9 }, '2026-11-05T14:30:00.000Z'],
    ['Asia/Kolkata', { ...wall, year: 2026, hour: 9 }, '2026-11-05T04:00:00.000Z'],
  ])('in %s is the moment %j', (zone, given, moment) => {
    expect(momentAt(zone, given).toISOString()).toBe(moment);
  });

  it('in the hour that does not exist is a moment all the same', () => {
    const at = momentAt('Europe/Berlin', { year: 2026, month: 3, day: 29, hour: 2, minute: 30, isOrderGuessed: false });
    expect(['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(at.toISOString());
  });
});
