import { describe, expect, it } from 'vitest';
import { dueGroup, dueMoments } from './due.rules.ts';

const zone = 'Asia/Tokyo';

describe('quick due times', () => {
  it('are those of the clocks of the zone, and never past', () => {
    const at = (now: string) => dueMoments(new Date(now), zone).map((one) => [one.choice, one.at.toISOString()]);
    expect(at('2026-11-24T06:00:00Z')).toEqual([
      ['hour', '2026-11-24T07:00:00.000Z'],
      ['three-hours', '2026-11-24T09:00:00.000Z'],
      ['evening', '2026-11-24T09:00:00.000Z'],
      ['tomorrow', '2026-11-25T00:00:00.000Z'],
    ]);
    expect(at('2026-11-24T12:00:00Z').map(([choice]) => choice)).toEqual(['hour', 'three-hours', 'tomorrow']);
  });
});

describe('a task among mine', () => {
  const now = new Date('2026-11-24T14:00:00Z');
  it.each([
    [null, 'none'],
    ['2026-11-24T13:59:00Z', 'overdue'],
    ['2026-11-24T14:30:00Z', 'today'],
    ['2026-11-24T15:30:00Z', 'later'],
  ])('due at %s stands under %s', (dueAt, group) => {
    expect(dueGroup({ dueAt }, now, zone)).toBe(group);
  });
});
