import { zoneName } from '@matoi/kernel';
import { expect, test } from 'vitest';
import { age, exactMoment, fullMoment, headerClock, instantOf, localInput, shortMoment } from './moments.format.ts';

const ja = { locale: 'ja', zone: 'Asia/Tokyo' } as const;
const en = { locale: 'en', zone: 'Asia/Tokyo' } as const;
const at = '2026-11-21T05:05:09Z';

test('a moment reads as people write it, with its zone', () => {
  expect(fullMoment(at, ja)).toBe('2026年11月21日(土) 14:05 JST');
  expect(fullMoment(at, en)).toBe('Sat 21 Nov 2026 14:05 JST');
  expect(exactMoment(at, ja)).toBe('2026年11月21日(土) 14:05:09 JST');
});

test('midnight is 00:00, never 24:00', () => {
  expect(fullMoment('2026-11-20T15:00:00Z', ja)).toBe('2026年11月21日(土) 00:00 JST');
});

test('the header clock leaves the year out', () => {
  expect(headerClock(new Date(at), ja)).toBe('11月21日(土) 14:05 JST');
  expect(headerClock(new Date(at), en)).toBe('Sat 21 Nov 14:05 JST');
});

test('zones without letters are told by their distance', () => {
  expect(zoneName(new Date(at), 'Asia/Kathmandu')).toBe('UTC+5:45');
  expect(zoneName(new Date(at), 'America/New_York')).toBe('EST');
  expect(zoneName(new Date(at), 'UTC')).toBe('UTC');
});

test('lists show only as much of a date as is needed', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  expect(shortMoment(at, now, ja)).toBe('14:05');
  expect(shortMoment('2026-11-20T05:05:00Z', now, ja)).toBe('11-20 14:05');
  expect(shortMoment('2025-11-20T05:05:00Z', now, ja)).toBe('2025-11-20 14:05');
});

test('an age has at most two units, hours up to 72', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  expect(age(ago(0), now, 'ja')).toBe('たった今');
  expect(age(ago(48), now, 'ja')).toBe('48分');
  expect(age(ago(125), now, 'ja')).toBe('2時間05分');
  expect(age(ago(125), now, 'en')).toBe('2 h 05 min');
  expect(age(ago(71 * 60), now, 'ja')).toBe('71時間00分');
  expect(age(ago(4 * 24 * 60), now, 'ja')).toBe('4日');
  expect(age(ago(4 * 24 * 60), now, 'en')).toBe('4 days');
});

test('a clock ahead of ours does not make a negative age', () => {
  expect(age('2026-11-21T10:00:05Z', new Date('2026-11-21T10:00:00Z'), 'en')).toBe('just now');
});

test('a wall-clock time becomes the instant in its zone, and back', () => {
  expect(instantOf('2026-11-21T14:05', 'Asia/Tokyo')?.toISOString()).toBe('2026-11-21T05:05:00.000Z');
  expect(localInput(new Date(at), 'Asia/Tokyo')).toBe('2026-11-21T14:05');
  expect(instantOf('2026-07-01T09:00', 'Europe/Berlin')?.toISOString()).toBe('2026-07-01T07:00:00.000Z');
  expect(instantOf('tomorrow', 'Asia/Tokyo')).toBeNull();
});
