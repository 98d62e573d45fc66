import { expect, it } from 'vitest';
import { laterMoments } from './later.rules.ts';

it('later is on the full minute, and tomorrow is the next day of the team at nine', () => {
  const moments = laterMoments(new Date('2026-11-21T14:52:30Z'), 'Asia/Tokyo');
  expect(moments.map(({ id, at }) => `${id} ${at.toISOString()}`)).toEqual([
    'hour 2026-11-21T15:53:00.000Z',
    'two-hours 2026-11-21T16:53:00.000Z',
    'four-hours 2026-11-21T18:53:00.000Z',
    'tomorrow 2026-11-22T00:00:00.000Z',
  ]);
});
