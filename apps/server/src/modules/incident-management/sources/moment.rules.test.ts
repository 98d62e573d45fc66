import { describe, expect, it } from 'vitest';
import { readMoment } from './moment.rules.ts';

const given = { zone: 'Asia/Tokyo', near: new Date('2026-11-21T17:30:00Z') };
const read = (text: string, more = {}) => readMoment(text, { ...given, ...more })?.at.toISOString() ?? null;

describe('moments as senders write them', () => {
  it.each([
    ['2026/11/22'.replace('22', '31')],
    ['2026-13-01 10:00'],
    ['2026/02/29 10:00'],
    ['2026/11/22 25:00'],
    ['11:61'],
    ['sometime'],
    [''],
    ['9'.repeat(5_000)],
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('needs a date unless the time alone is enough', () => {
    expect(read('02:11')).toBeNull();
    expect(read('02:11', { isTimeEnough: true })).toBe('2026-11-21T17:11:00.000Z');
  });

  it.each([
    ['2026/11/22 02:11', '2026-11-21T17:11:00.000Z'],
    ['2026年11月22日(日) 02時11分', '2026-11-21T17:11:00.000Z'],
    ['２０２６／１１／２２　０２：１１：３３', '2026-11-21T17:11:33.000Z'],
    ['2026-11-22T02:11:33+09:00', '2026-11-21T17:11:33.000Z'],
    ['2026-11-22T02:11:33.123Z', '2026-11-22T02:11:33.000Z'],
    ['2026-11-22 02:11 UTC', '2026-11-22T02:11:00.000Z'],
    ['2026-11-22 02:11 (JST)', '2026-11-21T17:11:00.000Z'],
    ['Sun, 22 Nov 2026 02:11:00 +0900', '2026-11-21T17:11:00.000Z'],
    ['Nov 22, 2026 02:11', '2026-11-21T17:11:00.000Z'],
    ['11/22 02:11', '2026-11-21T17:11:00.000Z'],
    ['2026/11/22', '2026-11-21T15:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes a day without a year as the one that lies nearest', () => {
    expect(read('12/31 23:50', { near: new Date('2027-01-01T00:10:00+09:00') })).toBe('2026-12-31T14:50:00.000Z');
  });

  it('reads the clock of a zone with summer time', () => {
    expect(read('2026-07-01 09:00', { zone: 'Europe/Berlin' })).toBe('2026-07-01T07:00:00.000Z');
    expect(read('2026-12-01 09:00', { zone: 'Europe/Berlin' })).toBe('2026-12-01T08:00:00.000Z');
  });
});
