import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePeriod, periodsOf, spanStart, spansBetween, spreadOf } from './statistics.rules.ts';

const code = (from: string, until: string, by: 'day' | 'week' | 'month') =>
  decidePeriod({ from, until, by })?.code ?? null;

describe('a period', () => {
  it('is refused when it ends before it begins or has too many steps', () => {
    expect(code('2026-01-02', '2026-01-01', 'day')).toBe('report-statistics.show.period');
    expect(code('2024-01-01', '2026-01-01', 'day')).toBe('report-statistics.show.period');
    expect(code('1990-01-01', '2026-01-01', 'month')).toBe('report-statistics.show.period');
    expect(code('2026-01-01', '2026-01-01', 'day')).toBeNull();
    expect(code('2024-01-01', '2026-01-01', 'week')).toBeNull();
  });

  it.each([
    ['2026-11-22', 'day', '2026-11-22'],
    ['2026-11-22', 'week', '2026-11-16'],
    ['2026-11-16', 'week', '2026-11-16'],
    ['2026-01-01', 'week', '2025-12-29'],
    ['2026-11-22', 'month', '2026-11-01'],
  ] as const)('has %s in the %s that begins on %s', (on, by, start) => expect(spanStart(on, by)).toBe(start));

  it('has all its steps, also over the end of a year', () => {
    expect(spansBetween('2025-12-30', '2026-01-02', 'day')).toEqual([
      '2025-12-30',
      '2025-12-31',
      '2026-01-01',
      '2026-01-02',
    ]);
    expect(spansBetween('2025-12-30', '2026-01-06', 'week')).toEqual(['2025-12-29', '2026-01-05']);
    expect(spansBetween('2025-11-30', '2026-01-01', 'month')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01']);
  });
});

describe('the steps of a period', () => {
  it('carry what is open from one to the next and say nothing about the future', () => {
    const given = {
      spans: ['2026-11-01', '2026-11-02', '2026-11-03'],
      received: [{ key: '2026-11-01', count: 3 }],
      ended: [
        { key: '2026-11-01', count: 1 },
        { key: '2026-11-02', count: 4 },
      ],
      openBefore: 2,
    };
    expect(periodsOf(given, '2026-11-02')).toEqual([
      { on: '2026-11-01', received: 3, closed: 1, open: 4 },
      { on: '2026-11-02', received: 0, closed: 4, open: 0 },
      { on: '2026-11-03', received: 0, closed: 0, open: null },
    ]);
  });
});

describe('a spread', () => {
  it('lies between neighbours in proportion, and is nothing of nothing', () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([7])).toEqual({ median: 7, p90: 7 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, p90: 3.7 });
  });

  it('never lies outside of what there is', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (minutes) => {
        const found = spreadOf(minutes);
        const [low, high] = [Math.min(...minutes), Math.max(...minutes)];
        return found !== null && found.median >= low && found.median <= found.p90 && found.p90 <= high;
      }),
    );
  });
});
