import { describe, expect, it } from 'vitest';
import {
  type Condition,
  emptyTest,
  isUnfinished,
  type Test,
  testKinds,
  toBuilt,
  toCondition,
  withWords,
  wordsOf,
} from './condition.builder.ts';

const text = (...contains: string[]): Test => ({ kind: 'text', in: 'either', contains });
const inside: Test = { kind: 'sender-internal', is: true };

describe('the form of a condition', () => {
  it.each<[string, Condition]>([
    ['one test', text('a')],
    ['all of two', { kind: 'all', of: [text('a'), inside] }],
    ['any of two', { kind: 'any', of: [text('a'), inside] }],
    ['for every report', { kind: 'all', of: [] }],
    ['one that must not be', { kind: 'all', of: [{ kind: 'not', of: inside }] }],
    ['a group in a line', { kind: 'all', of: [{ kind: 'any', of: [text('a'), text('b')] }, inside] }],
    [
      'a group turned round, with a test turned round',
      { kind: 'any', of: [{ kind: 'not', of: { kind: 'all', of: [{ kind: 'not', of: inside }, text('a')] } }, inside] },
    ],
  ])('gives back what it was made of: %s', (_name, condition) => {
    expect(toCondition(toBuilt(condition))).toEqual(condition);
  });

  it('shortens a line that is turned round twice', () => {
    const lines = [{ isNot: true, match: 'any', tests: [{ isNot: true, test: inside }] }] as const;
    expect(toCondition({ match: 'all', lines })).toEqual(inside);
  });

  it('is unfinished while a test has no words or a line no test', () => {
    expect(isUnfinished(toBuilt(text('a')))).toBe(false);
    expect(isUnfinished(toBuilt(inside))).toBe(false);
    expect(isUnfinished(toBuilt(text()))).toBe(true);
    expect(isUnfinished({ match: 'all', lines: [{ isNot: false, match: 'any', tests: [] }] })).toBe(true);
    expect(isUnfinished({ match: 'all', lines: [] })).toBe(false);
    expect(isUnfinished({ match: 'any', lines: [] })).toBe(true);
  });
});

describe('the words of a test', () => {
  it('are kept for every kind that has words', () => {
    for (const kind of testKinds) {
      const test = withWords(emptyTest(kind), ['high']);
      expect([kind, wordsOf(test)]).toEqual([kind, kind === 'sender-internal' ? [] : ['high']]);
      expect(test.kind).toBe(kind);
    }
  });
});
