import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrases, foldText, makePhraseFinder, matchedLength } from './phrase.rules.ts';

const found = (phrases: readonly string[], text: string) => {
  const flags = findPhrases(makePhraseFinder(phrases), text);
  return phrases.filter((_, at) => flags[at] === 1);
};

describe('the form in which phrases are compared', () => {
  it.each([
    ['ＴＯ一斉', 'To一斉'],
    ['ごそうしん', 'ゴソウシン'],
    ['To 一斉', 'To一斉'],
    ['誤送\n信しました', '誤送信しました'],
    ['hxxp://a[.]example', 'http://a.example'],
    ['Wrong\r\n recipient', 'wrong recipient'],
  ])('is the same for %j and %j', (left, right) => {
    expect(foldText(left)).toBe(foldText(right));
  });

  it('keeps words of other scripts apart', () => {
    expect(foldText('not here')).not.toBe(foldText('nothere'));
  });

  it('ends where the looking ends, however long a text is', () => {
    expect(foldText('a'.repeat(5 * matchedLength))).toHaveLength(matchedLength);
  });
});

describe('finding phrases', () => {
  it('finds none in nothing, and nothing without phrases', () => {
    expect(found(['a'], '')).toEqual([]);
    expect(found([], 'text')).toEqual([]);
  });

  it('finds phrases that begin, end and lie in each other', () => {
    expect(found(['he', 'she', 'hers', 'his', 'e'], 'ushers')).toEqual(['he', 'she', 'hers', 'e']);
  });

  it('finds what indexOf finds, for any phrases and text', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '誤', '送'), minLength: 1, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '誤', '送', 'x'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 12 }), text, (phrases, given) => {
        expect(found(phrases, given)).toEqual(phrases.filter((phrase) => given.includes(phrase)));
      }),
    );
  });
});
