import { expect, it } from 'vitest';
import { localInput } from '../../../shared/moments.format.ts';
import { snoozeMoments } from './snooze.rules.ts';

const zone = 'Asia/Tokyo';
const offered = (local: string) =>
  snoozeMoments(new Date(`${local}:00+09:00`), zone).map(({ choice, at }) => `${choice} ${localInput(at, zone)}`);

it('offers an hour, the evening, tomorrow and Monday on the clocks of the team', () => {
  expect(offered('2026-11-27T10:30')).toEqual([
    'hour 2026-11-27T11:30',
    'evening 2026-11-27T18:00',
    'tomorrow 2026-11-28T09:00',
    'monday 2026-11-30T09:00',
  ]);
});

it('leaves the evening out when it is past or within the hour', () => {
  expect(offered('2026-11-27T17:00')).not.toContain('evening 2026-11-27T18:00');
  expect(offered('2026-11-27T23:30')[1]).toBe('tomorrow 2026-11-28T09:00');
});

it('offers next Monday on a Monday, and only once on a Sunday', () => {
  expect(offered('2026-11-30T08:00').at(-1)).toBe('monday 2026-12-07T09:00');
  expect(offered('2026-11-29T08:00').filter((each) => each.endsWith('2026-11-30T09:00'))).toHaveLength(1);
});

it('counts days by the clocks of the zone, also shortly after midnight', () => {
  expect(offered('2026-12-31T00:10')[2]).toBe('tomorrow 2027-01-01T09:00');
});
