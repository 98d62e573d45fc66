import { describe, expect, it } from 'vitest';
import { lengthOf, niceTop, shownLabels } from './chart.layout.ts';

describe('a scale', () => {
  it.each([
    [0, 4],
    [4, 4],
    [7, 8],
    [11, 20],
    [99, 100],
    [101, 200],
    [230, 250],
    [61_000, 80_000],
  ])('for %i ends at %i', (highest, top) => expect(niceTop(highest)).toBe(top));
});

describe('labels', () => {
  it('are written evenly as far as there is room', () => {
    expect([...shownLabels(5, 10)]).toEqual([0, 1, 2, 3, 4]);
    expect([...shownLabels(30, 6)]).toEqual([0, 5, 10, 15, 20, 25]);
    expect([...shownLabels(0, 6)]).toEqual([]);
  });
});

describe('a length of time', () => {
  it.each([
    [0, 'minutes', 0],
    [119, 'minutes', 119],
    [150, 'hours', 2.5],
    [4_320, 'days', 3],
  ])('of %i minutes reads in %s', (minutes, unit, count) => expect(lengthOf(minutes)).toEqual({ unit, count }));
});
