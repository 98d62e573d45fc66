import { expect, it } from 'vitest';
import { instantIn, zoneOffset } from './time.ts';

const minute = 60_000;

it.each([
  ['UTC', '2026-11-22T12:00:00Z', 0],
  ['UTC', '1969-12-31T23:00:00Z', 0],
  ['UTC', '0099-12-31T23:00:00Z', 0],
  ['UTC', '0024-02-29T12:00:00Z', 0],
  ['UTC', '0000-02-29T12:00:00Z', 0],
  ['UTC', '-000001-06-01T12:00:00Z', 0],
  ['Asia/Tokyo', '2026-11-22T12:00:00Z', 9 * 60],
  // Local mean time, before there were zones.
  ['Asia/Tokyo', '0085-06-01T12:00:00Z', 9 * 60 + 18],
])('the clocks of %s are ahead at %s by %i minutes', (zone, moment, minutes) => {
  expect(zoneOffset(zone, Date.parse(moment)) / minute).toBe(minutes);
});

it('a wall time of a year below 100 is one of that year', () => {
  const wall = Date.parse('0085-06-01T12:00:00Z');
  expect(new Date(instantIn('Asia/Tokyo', wall)).toISOString()).toBe('0085-06-01T02:42:00.000Z');
});
