import { describe, expect, it } from 'vitest';
import { decideAnchor } from './anchor.rules.ts';

const now = new Date('2026-11-24T00:00:00Z');
const given = { anchors: [], choices: [], now };
const proposed = (at: string, precision: 'minute' | 'date') =>
  decideAnchor({ kind: 'known', regimeId: null, at: new Date(at), precision, zone: 'Asia/Tokyo', ...said }, given);
const said = { source: '当直', isAsserted: true, reason: '' };

describe('an anchor', () => {
  it.each([
    ['that has not come', '2026-11-24T00:06:00Z', 'minute', 'obligations.propose-anchor.in-the-future'],
    ['before 1970', '1969-12-31T23:59:00Z', 'minute', 'obligations.propose-anchor.too-long-ago'],
    // Of a day in the year 85 nobody makes one in 1985.
    ['of a year with two digits', '0085-11-24T00:00:00Z', 'date', 'obligations.propose-anchor.too-long-ago'],
  ] as const)('is refused %s', (_name, at, precision, code) => {
    expect(proposed(at, precision)).toMatchObject({ code });
  });

  it('of a day is its beginning', () => {
    expect(proposed('2026-11-23T20:00:00Z', 'date')).toMatchObject({ at: new Date('2026-11-23T15:00:00Z') });
  });
});
