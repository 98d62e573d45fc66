import { expect, test } from 'vitest';
import { zoneOptions } from './zones.values.ts';

test('the usual zones come first and each zone once, with its distance', () => {
  const options = zoneOptions(new Date('2026-11-21T00:00:00Z'), ['Africa/Cairo', 'Asia/Tokyo']);
  expect(options[0]).toEqual({ value: 'Asia/Tokyo', label: 'Asia/Tokyo (UTC+09:00)' });
  expect(options.filter(({ value }) => value === 'Asia/Tokyo')).toHaveLength(1);
  expect(options.at(-1)?.value).toBe('Africa/Cairo');
});
