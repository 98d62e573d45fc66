import { describe, expect, it } from 'vitest';
import { decideMove, isOverdueTask, rankBetween } from './task.rules.ts';

describe('the state of a task', () => {
  it.each([
    ['needs a reason to be left out', 'open', 'cancelled', '', 'tasks.move.needs-reason'],
    ['needs a reason not to apply', 'open', 'not-applicable', '  ', 'tasks.move.needs-reason'],
    ['does not become what it is', 'done', 'done', '', 'tasks.move.same'],
  ] as const)('%s', (_name, from, state, reason, code) => {
    expect(decideMove({ state: from }, { state, reason })).toMatchObject({ kind: 'refusal', code });
  });

  it.each([
    ['is done', 'open', 'done', null],
    ['is taken back from done', 'done', 'open', null],
    ['is cancelled for a reason', 'in-progress', 'cancelled', '不要'],
  ] as const)('%s', (_name, from, state, reason) => {
    expect(decideMove({ state: from }, { state, reason: reason ?? '' })).toEqual({ state, reason });
  });
});

describe('a task', () => {
  const now = new Date('2026-11-24T07:00:00Z');
  it.each([
    ['open', '2026-11-24T06:59:00Z', true],
    ['done', '2026-11-24T06:59:00Z', false],
    ['open', '2026-11-24T07:00:00Z', false],
  ] as const)('that is %s and due at %s is overdue: %s', (state, dueAt, expected) => {
    expect(isOverdueTask({ state, dueAt: new Date(dueAt) }, now)).toBe(expected);
  });
  it('without a due time is never overdue', () => {
    expect(isOverdueTask({ state: 'open', dueAt: null }, now)).toBe(false);
  });
  it.each([
    [null, null, 1],
    [null, 1, 0],
    [3, null, 4],
    [1, 2, 1.5],
  ])('put between %s and %s has the place %s', (before, after, place) => {
    expect(rankBetween(before, after)).toBe(place);
  });
});
