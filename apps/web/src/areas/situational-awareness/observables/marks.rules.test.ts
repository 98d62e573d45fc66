import { describe, expect, it } from 'vitest';
import { tagChanges, tagsIn, withColumn } from './marks.rules.ts';

describe('tags of a line', () => {
  it('are separated by blanks and commas of either script, each once', () => {
    expect(tagsIn(' apt、標的型，apt;x\u3000y ')).toEqual(['apt', '標的型', 'x', 'y']);
  });

  it.each([
    [['a', 'b'], 'b c', { addTags: ['c'], removeTags: ['a'] }],
    [['a'], '', { addTags: [], removeTags: ['a'] }],
    [[], '', { addTags: [], removeTags: [] }],
    // A tag with a blank came from elsewhere; a line that still has all of its words means it.
    [['two words'], 'two words', { addTags: [], removeTags: [] }],
  ])('%j become %j', (before, text, changes) => {
    expect(tagChanges(before, text)).toEqual(changes);
  });
});

it('a meaning stands on one column', () => {
  expect(withColumn(['value', 'note', 'ignore'], 2, 'value')).toEqual(['ignore', 'note', 'value']);
  expect(withColumn(['value', 'ignore'], 1, 'ignore')).toEqual(['value', 'ignore']);
});
