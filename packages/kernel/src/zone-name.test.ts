import { expect, it } from 'vitest';
import { sayWithZone, zoneName } from './time.ts';

const at = new Date('2026-11-21T05:05:00Z');

it.each([
  ['en-GB', 'Asia/Tokyo', 'JST'],
  ['ja-JP', 'Asia/Tokyo', 'JST'],
  ['en-GB', 'Asia/Kathmandu', 'UTC+5:45'],
  ['ja-JP', 'Europe/Prague', 'CET'],
])('a moment in %s and %s ends in %s', (language, timeZone, name) => {
  const format = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  expect(sayWithZone(at, format).endsWith(name)).toBe(true);
  expect(zoneName(at, timeZone)).toBe(name);
});
