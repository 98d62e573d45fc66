import { describe, expect, it } from 'vitest';
import { durationText, nearSteps, spanText } from './phases.rules.ts';

const now = new Date('2026-11-23T23:12:00Z');
const reading = { locale: 'ja', zone: 'Asia/Tokyo' } as const;
const step = (startedAt: string | null, endedAt: string | null = null) => ({ startedAt, endedAt });

describe('the span of a phase', () => {
  it('is nothing before it begins', () => {
    expect(spanText(step(null), now, reading)).toBeNull();
    expect(durationText(step(null), now, 'ja')).toBeNull();
  });

  it.each([
    ['2026-11-23T20:40:00Z', '2026-11-23T20:52:00Z', '05:40–05:52', '12分'],
    ['2026-11-23T21:05:00Z', null, '06:05–', '2時間07分'],
    ['2026-11-20T13:14:00Z', '2026-11-23T20:52:00Z', '11-20 22:14–05:52', '3日'],
    ['2026-11-20T13:14:00Z', '2026-11-20T20:52:00Z', '11-20 22:14–11-21 05:52', '7時間38分'],
    ['2025-11-20T13:14:00Z', null, '2025-11-20 22:14–', '368日'],
  ])('from %s to %s names a day only where it is needed', (from, to, span, duration) => {
    expect(spanText(step(from, to), now, reading)).toBe(span);
    expect(durationText(step(from, to), now, 'ja')).toBe(duration);
  });

  it('never runs backwards', () => {
    expect(durationText(step('2026-11-24T00:00:00Z'), now, 'en')).toBe('0 min');
  });
});

describe('the steps that a phone shows first', () => {
  const steps = (...states: readonly ('active' | 'done' | 'not-started' | 'not-applicable')[]) =>
    nearSteps(states.map((state) => ({ state })));

  it('are the furthest active one and its neighbours', () => {
    expect(steps('done', 'active', 'active', 'not-started', 'not-started')).toEqual([1, 2, 3]);
  });

  it('are three at both ends too', () => {
    expect(steps('active', 'not-started', 'not-started', 'not-started')).toEqual([0, 1, 2]);
    expect(steps('done', 'done', 'not-applicable', 'done')).toEqual([1, 2, 3]);
  });
});
