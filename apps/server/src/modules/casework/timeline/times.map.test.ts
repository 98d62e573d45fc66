import { journalLanes } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTimes, otherSource, packTimes, unpackTimes } from './times.map.ts';
import { stepFor } from './window.rules.ts';

const sources = ['LOG', 'EVT'];
const event = fc.record({
  at: fc.integer({ min: 0, max: 1_000 }),
  lane: fc.constantFrom(...journalLanes),
  source: fc.constantFrom('LOG', 'EVT', 'elsewhere', ''),
});

describe('packed times', () => {
  it('count the same events as looking at each of them', () => {
    fc.assert(
      fc.property(
        fc.array(event),
        fc.nat(1_100),
        fc.nat(1_100),
        fc.subarray([...journalLanes]),
        (events, one, other, lanes) => {
          const [from, until] = [Math.min(one, other), Math.max(one, other)];
          const meansSource = (place: number) => place !== 0;
          const counted: string[] = [];
          countTimes(
            unpackTimes(packTimes(events, sources)),
            { from, until, lanes: new Set(lanes), meansSource },
            (lane, at) => counted.push(`${at} ${journalLanes[lane]}`),
          );
          const expected = events
            .filter(({ at, lane, source }) => at >= from && at < until && lanes.includes(lane) && source !== 'LOG')
            .map(({ at, lane }) => `${at} ${lane}`);
          expect(counted.toSorted()).toEqual(expected.toSorted());
        },
      ),
    );
  });

  it('of nothing are nothing', () => {
    expect(unpackTimes(packTimes([], [])).count).toBe(0);
    expect(unpackTimes(Buffer.alloc(0)).count).toBe(0);
    expect(unpackTimes(packTimes([{ at: 1, lane: 'us', source: 'x' }], [])).source[0]).toBe(otherSource);
  });
});

describe('the step of a window', () => {
  it('makes no more bins than asked, whatever the window', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e14, noNaN: true }), fc.integer({ min: 20, max: 600 }), (window, bins) => {
        expect(window / stepFor(window, bins)).toBeLessThanOrEqual(bins);
      }),
    );
  });

  it('is one that people count in', () => {
    expect(stepFor(4 * 60 * 60_000, 240)).toBe(60_000);
    expect(stepFor(90 * 60 * 60_000, 240)).toBe(30 * 60_000);
    expect(stepFor(1, 240)).toBe(1);
  });
});
