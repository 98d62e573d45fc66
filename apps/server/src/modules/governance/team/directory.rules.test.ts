import { describe, expect, it } from 'vitest';
import { confirmDueAt, stalenessOf } from './directory.rules.ts';

const entry = { confirmedAt: new Date('2026-05-31T03:00:00Z'), confirmEveryMonths: 6, validUntil: null };

describe('an entry of the directory', () => {
  it.each([
    ['2026-05-31T03:00:00Z', 6, '2026-11-30T03:00:00.000Z'],
    ['2027-12-29T03:00:00Z', 2, '2028-02-29T03:00:00.000Z'],
    ['2026-12-31T03:00:00Z', 2, '2027-02-28T03:00:00.000Z'],
  ])('confirmed at %s is due %i months later at %s', (confirmedAt, confirmEveryMonths, due) => {
    expect(confirmDueAt({ confirmedAt: new Date(confirmedAt), confirmEveryMonths }).toISOString()).toBe(due);
  });

  it.each([
    ['fresh', '2026-11-16T02:59:59Z', null],
    ['due-soon', '2026-11-16T03:00:00Z', null],
    ['stale', '2026-11-30T03:00:00Z', null],
    ['fresh', '2026-11-10T00:00:00Z', '2026-11-10'],
    ['expired', '2026-11-11T00:00:00Z', '2026-11-10'],
  ])('is %s at %s', (staleness, now, validUntil) => {
    const given = { now: new Date(now), today: now.slice(0, 10) };
    expect(stalenessOf({ ...entry, validUntil }, given)).toBe(staleness);
  });
});
