import { expect, it } from 'vitest';
import { assertedFull, assertedText, isApproximate } from './times.format.ts';

const now = new Date('2026-11-23T23:12:00Z');
const reading = { locale: 'ja', zone: 'Asia/Tokyo' } as const;
const at = '2026-11-22T17:10:09Z';

it.each([
  ['instant', '11-23 02:10:09', false],
  ['minute', '11-23 02:10', false],
  ['hour', '11-23 02時', true],
  ['date', '11-23', false],
  ['month', '2026-11', false],
] as const)('a time known by the %s says no more than that', (precision, text, isMarked) => {
  const time = { at, precision, isEstimate: false };
  expect(assertedText(time, now, reading)).toBe(text);
  expect(isApproximate(time)).toBe(isMarked);
});

it('is without a day on the same day, and in full where it matters', () => {
  const time = { at: '2026-11-23T20:40:00Z', precision: 'minute', isEstimate: true } as const;
  expect(assertedText(time, now, reading)).toBe('05:40');
  expect(isApproximate(time)).toBe(true);
  expect(assertedFull(time, now, reading)).toBe('2026年11月24日(火) 05:40');
});

it('is nothing where it is said to be unknown', () => {
  const time = { at: null, precision: 'minute', isEstimate: true } as const;
  expect(assertedText(time, now, reading)).toBeNull();
  expect(isApproximate(time)).toBe(false);
});
