import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { decideMerge } from './merge.rules.ts';

const incident = (id: string, compartmentId = 1) =>
  ({ id, compartmentId, phase: 'analysis', mergedInto: null }) as const;

describe('a merge of incidents', () => {
  it.each([
    ['with itself', incident('a'), incident('a'), 'incidents.merge.same'],
    ['of a closed one', { ...incident('a'), phase: 'closed' as const }, incident('b'), 'incidents.merge.not-open'],
    ['of a merged one', { ...incident('a'), mergedInto: 'c' }, incident('b'), 'incidents.merge.not-open'],
    [
      'into a closed one',
      incident('a'),
      { ...incident('b'), phase: 'closed' as const },
      'incidents.merge.target-closed',
    ],
    ['into a merged one', incident('a'), { ...incident('b'), mergedInto: 'c' }, 'incidents.merge.target-closed'],
    ['of two restricted ones', incident('a', 2), incident('b', 3), 'incidents.merge.compartments-differ'],
  ])('%s is refused', (_why, from, into, code) => {
    const answer = decideMerge({ from, into });
    expect(isRefusal(answer) && answer.code).toBe(code);
  });

  it.each([
    [1, 1, 1],
    [1, 5, 5],
    [5, 1, 5],
    [5, 5, 5],
  ])('of compartments %i and %i ends in the more restricted one: %i', (from, into, expected) => {
    expect(decideMerge({ from: incident('a', from), into: incident('b', into) })).toEqual({ compartmentId: expected });
  });
});
