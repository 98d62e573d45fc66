import { describe, expect, it } from 'vitest';
import { isDue, nextRun, packName } from './pack.rules.ts';

const at = (text: string) => new Date(text);
const daily = { zone: 'Asia/Tokyo', runAt: '02:00' };

describe('the time of the pack', () => {
  it.each([
    ['2026-11-22T16:59:59Z', '2026-11-22T17:00:00.000Z'],
    ['2026-11-22T17:00:00Z', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23T10:00:00Z', '2026-11-23T17:00:00.000Z'],
  ])('after %s is %s', (now, expected) => {
    expect(nextRun(at(now), daily).toISOString()).toBe(expected);
  });

  it('comes once on the days on which the clocks change', () => {
    const berlin = { zone: 'Europe/Berlin', runAt: '02:30' };
    const autumn = nextRun(at('2026-10-24T12:00:00Z'), berlin);
    expect(nextRun(autumn, berlin).getTime() - autumn.getTime()).toBeGreaterThan(20 * 3_600_000);
    const spring = nextRun(at('2026-03-28T12:00:00Z'), berlin);
    expect(nextRun(spring, berlin).getTime() - spring.getTime()).toBeGreaterThan(20 * 3_600_000);
  });

  it.each([
    ['not on the day on which it was set, before its time', '2026-11-23T16:59:00Z', '2026-11-22T17:00:00Z', false],
    ['at its time', '2026-11-23T17:00:00Z', '2026-11-22T17:00:00Z', true],
    ['after days on which nothing ran', '2026-11-30T09:00:00Z', '2026-11-22T17:00:00Z', true],
    ['not twice on one day', '2026-11-23T18:00:00Z', '2026-11-23T17:00:01Z', false],
  ])('is due %s', (_name, now, last, expected) => {
    const given = { ...daily, lastAt: at(last), setAt: at('2026-11-20T00:00:00Z') };
    expect(isDue(at(now), given)).toBe(expected);
  });

  it('is in the name of the file, on the clocks of the team', () => {
    expect(packName(at('2026-11-22T17:00:05Z'), 'Asia/Tokyo', Buffer.from('0badcafe99', 'hex'))).toBe(
      'matoi-offline-2026-11-23-020005-0badcafe.zip',
    );
  });
});
