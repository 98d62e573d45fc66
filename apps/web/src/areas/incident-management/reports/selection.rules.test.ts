import { expect, it } from 'vitest';
import { touchRow } from './selection.rules.ts';

const ids = ['a', 'b', 'c', 'd'];
const touch = (selected: readonly string[], id: string, range?: string | null) => [
  ...touchRow({ selected: new Set(selected), ids, id, anchor: range ?? null, isRange: range !== undefined }),
];

it('a row is taken in and out', () => {
  expect(touch([], 'b')).toEqual(['b']);
  expect(touch(['a', 'b'], 'b')).toEqual(['a']);
});

it('a range goes both ways and adds to what was selected', () => {
  expect(touch(['a'], 'd', 'b').toSorted()).toEqual(['a', 'b', 'c', 'd']);
  expect(touch(['d'], 'a', 'b').toSorted()).toEqual(['a', 'b', 'd']);
});

it('without a beginning, or from a row that left the list, a range is one row', () => {
  expect(touch([], 'c', null)).toEqual(['c']);
  expect(touch([], 'c', 'gone')).toEqual(['c']);
});
