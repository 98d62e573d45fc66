import { expect, test } from 'vitest';
import { neighbour, splitArrivals, successor } from './arrivals.rules.ts';

const row = (id: string) => ({ id, number: id });
const rows = ['a', 'b', 'c'].map(row);

test('a report that arrives above waits until it is asked for', () => {
  const { shown, waiting } = splitArrivals([row('new'), ...rows], new Set(['a', 'b', 'c']));
  expect(shown).toEqual(rows);
  expect(waiting).toEqual([row('new')]);
});

test('rows loaded below stand at once', () => {
  expect(splitArrivals([...rows, row('d')], new Set(['a', 'b', 'c'])).shown).toHaveLength(4);
});

test('a list of which nothing is known yet stands as it is', () => {
  expect(splitArrivals(rows, new Set()).waiting).toEqual([]);
});

test('rows that are gone are not kept', () => {
  expect(splitArrivals([row('b')], new Set(['a', 'b', 'c'])).shown).toEqual([row('b')]);
});

test('j and k stop at the ends, and begin at the top', () => {
  expect(neighbour(rows, 'a', 1)?.id).toBe('b');
  expect(neighbour(rows, 'c', 1)).toBeUndefined();
  expect(neighbour(rows, 'a', -1)).toBeUndefined();
  expect(neighbour(rows, undefined, 1)?.id).toBe('a');
});

test('after the last row was dealt with, the one before it is next', () => {
  expect(successor(rows, 'a')?.id).toBe('b');
  expect(successor(rows, 'c')?.id).toBe('b');
  expect(successor([row('a')], 'a')).toBeUndefined();
});
