import { expect, it } from 'vitest';
import { isNight, remainingText } from './remaining.format.ts';

const now = new Date('2026-11-21T14:52:00Z');

it.each([
  ['2026-11-21T15:30:00Z', '38分', false, true],
  ['2026-11-21T16:40:00Z', '1時間48分', false, false],
  ['2026-11-24T12:20:00Z', '69時間28分', false, false],
  ['2026-11-25T15:00:00Z', '4日', false, false],
  ['2026-11-21T14:47:00Z', '5分', true, false],
])('until %s it is %s', (at, text, isPast, isSoon) => {
  expect(remainingText(at, now, 'ja')).toEqual({ text, isPast, isSoon });
});

it('night is what the clocks of the team say', () => {
  expect(isNight(now, 'Asia/Tokyo')).toBe(true);
  expect(isNight(now, 'America/New_York')).toBe(false);
  expect(isNight(new Date('2026-11-21T20:59:00Z'), 'Asia/Tokyo')).toBe(true);
  expect(isNight(new Date('2026-11-21T21:00:00Z'), 'Asia/Tokyo')).toBe(false);
});
