import { describe, expect, it } from 'vitest';
import { axisFor, daysBetween, placeOf, tear, ticksOf } from './timeline.layout.ts';

const day = 86_400_000;
const at = (text: string) => Date.parse(`${text}:00+09:00`);
const dayStart = (moment: number) => Math.floor((moment + 9 * 3_600_000) / day) * day - 9 * 3_600_000;
const now = at('2026-11-24T08:12');
const scenarioC = ['2026-11-25T05:40', '2026-11-27T05:40', '2026-11-28T23:59', '2027-01-22T23:59'].map(at);
const months = (from: number, until: number) =>
  ['2026-12-01T00:00', '2027-01-01T00:00', '2027-02-01T00:00'].map(at).filter((one) => one >= from && one <= until);

describe('the time line of duties', () => {
  it('is torn where an end lies far away, and whole where all lie near', () => {
    expect(axisFor(scenarioC, now, dayStart).isTorn).toBe(true);
    expect(axisFor(scenarioC.slice(0, 2), now, dayStart).isTorn).toBe(false);
    expect(axisFor([], now, dayStart)).toMatchObject({ from: at('2026-11-24T00:00'), isTorn: false });
  });

  it('begins two days before now at the earliest, however long ago the anchor is', () => {
    expect(axisFor([at('2026-10-30T17:50'), ...scenarioC], now, dayStart).from).toBe(at('2026-11-22T00:00'));
  });

  it('keeps the order of all moments, inside of its width, and none in the tear', () => {
    const axis = axisFor(scenarioC, now, dayStart);
    const places = [at('2026-10-01T00:00'), axis.from, now, ...scenarioC, axis.until, axis.until + 9 * day].map((one) =>
      placeOf(axis, one),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    for (const place of places) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
      expect(place > tear.from && place < tear.until).toBe(false);
    }
    expect(placeOf(axis, scenarioC.at(-1) ?? 0)).toBeGreaterThan(tear.until);
  });

  it('names six days, and behind the tear the months that have room', () => {
    const axis = axisFor(scenarioC, now, dayStart);
    const ticks = ticksOf(axis, months);
    expect(ticks.filter(({ kind }) => kind === 'day')).toHaveLength(6);
    const named = ticks.filter(({ kind }) => kind === 'month').map(({ place }) => place);
    expect(named.length).toBeGreaterThan(0);
    for (const [index, place] of named.entries()) {
      expect(place).toBeLessThan(0.97);
      if (index > 0) expect(place - (named[index - 1] ?? 0)).toBeGreaterThanOrEqual(0.07);
    }
  });

  it('names no months where nothing is far away', () => {
    const axis = axisFor(scenarioC.slice(0, 2), now, dayStart);
    expect(ticksOf(axis, months).every(({ kind }) => kind === 'day')).toBe(true);
  });
});

it('counts days over a month, both ends among them, and never without end', () => {
  expect(daysBetween('2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
  expect(daysBetween('2026-12-01', '2026-11-29')).toEqual([]);
  expect(daysBetween('2026-01-01', '2030-01-01')).toHaveLength(60);
});
