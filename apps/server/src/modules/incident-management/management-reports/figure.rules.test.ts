import type { FigureShape } from '@matoi/contract';
import { expect, it } from 'vitest';
import type { TimelineFact } from './facts.model.ts';
import { drawTimeline } from './figure.rules.ts';

const entry = (minute: number): TimelineFact => ({
  at: new Date(Date.UTC(2026, 3, 1, 0, minute)),
  until: null,
  lane: 'us',
  text: 'x',
  isAssumed: false,
});

/** The numbers beside the points, with where they stand. */
function numbersOf(entries: readonly TimelineFact[]) {
  const shapes = drawTimeline(entries, { lanes: ['us'], laneName: () => 'us', tick: () => 'then' });
  return shapes.flatMap((one: FigureShape) => (one.kind === 'label' && one.anchor === 'middle' ? [one] : []));
}

it('numbers each point where there is room', () => {
  expect(numbersOf([0, 100, 200].map(entry)).map(({ text }) => text)).toEqual(['1', '2', '3']);
});

it('never writes one number over another: what lies too close is told of together', () => {
  const labels = numbersOf([0, 1, 2, 3, 4, 1000].map(entry));
  expect(labels.map(({ text }) => text)).toEqual(['1', '2…5', '6']);
  for (const y of new Set(labels.map((one) => one.y))) {
    const own = labels.filter((one) => one.y === y).map(({ x }) => x);
    for (const [at, x] of own.entries()) expect(x - (own[at - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(10);
  }
});
