import { describe, expect, it, test } from 'vitest';
import {
  binShare,
  fitText,
  layoutTimeline,
  layoutWindow,
  moved,
  type TimelineEntry,
  textWidth,
  windowBetween,
  zoomed,
} from './timeline.layout.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-23T20:00:00Z');
const jst = () => 9 * hour;

function entries(hours: readonly number[], lane = 'us'): TimelineEntry[] {
  return hours.map((at, index) => ({ id: `e${index}`, lane, at: start + at * hour, label: `工場から電話 ${index}` }));
}

function layout(given: readonly TimelineEntry[], now: number | null = start + 4 * hour, width = 700) {
  return layoutTimeline({ entries: given, width, now, offsetAt: jst, labelSize: 11 });
}

test('markers stand in the order of time, inside the picture', () => {
  const { entries: placed } = layout(entries([2, 0, 1]));
  const xs = placed.map(({ x }) => x);
  expect(placed.map(({ id }) => id)).toEqual(['e1', 'e2', 'e0']);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...xs)).toBeLessThanOrEqual(700);
});

test('labels on one side of a lane never meet, however dense it is', () => {
  const dense = entries(Array.from({ length: 40 }, (_, index) => index / 12));
  const { entries: placed } = layout(dense);
  for (const isAbove of [true, false]) {
    const labels = placed.flatMap(({ label }) => (label?.isAbove === isAbove ? [label] : []));
    for (const [index, label] of labels.entries()) {
      const next = labels[index + 1];
      if (next !== undefined) expect(label.x + textWidth(label.text, 11)).toBeLessThan(next.x);
    }
  }
  expect(placed).toHaveLength(40);
});

test('two moments that are close take turns above and below', () => {
  const { entries: placed } = layout(entries([1, 1.1]));
  expect(placed.map(({ label }) => label?.isAbove)).toEqual([true, false]);
});

test('days of silence are folded behind one torn edge', () => {
  const { tears } = layout(entries([0, 70, 71, 72]), start + 73 * hour);
  expect(tears).toHaveLength(1);
});

test('what stands between torn edges still shows its day', () => {
  const { ticks, tears } = layout(entries([0, 70, 140, 141]), start + 142 * hour);
  expect(tears).toHaveLength(2);
  expect(ticks.filter(({ x }) => x < (tears[0] ?? 0))).not.toHaveLength(0);
  expect(ticks.filter(({ x }) => x > (tears[0] ?? 0) && x < (tears[1] ?? 0))).not.toHaveLength(0);
});

test('a busy night is not folded', () => {
  expect(layout(entries([0, 1, 2, 3])).tears).toHaveLength(0);
});

test('ticks stand at round times of the zone and keep apart', () => {
  const { ticks } = layout(entries([0, 1, 2, 3]));
  expect(ticks.length).toBeGreaterThan(2);
  for (const tick of ticks) expect((tick.at + 9 * hour) % tick.step).toBe(0);
  expect(ticks[0]?.isNewDay).toBe(true);
});

test('a matter that is over has no now', () => {
  expect(layout(entries([0, 1]), null).nowX).toBeNull();
});

test('one entry and no entry are pictures, too', () => {
  expect(layout(entries([0])).entries).toHaveLength(1);
  expect(layout([]).entries).toEqual([]);
});

test('a long text is cut to its room', () => {
  expect(fitText('基幹システムの停止を確認した', 60, 11)).toBe('基幹シス…');
  expect(fitText('短い', 60, 11)).toBe('短い');
});

describe('a window of a long timeline', () => {
  const hour = 3_600_000;
  const window = { from: 0, until: 10 * hour };

  it('keeps the moment in its place while it is zoomed, within bounds', () => {
    const near = zoomed(window, 0.5, 2 * hour);
    expect(near).toEqual({ from: hour, until: 6 * hour });
    expect(zoomed(window, 1e-9, hour).until - zoomed(window, 1e-9, hour).from).toBe(10_000);
    expect(Number.isFinite(zoomed(window, 1e9, hour).until)).toBe(true);
  });

  it('moves by a share of itself, and is chosen in either direction', () => {
    expect(moved(window, 0.5)).toEqual({ from: 5 * hour, until: 15 * hour });
    expect(windowBetween(5 * hour, hour)).toEqual({ from: hour, until: 5 * hour });
    expect(windowBetween(hour, hour).until).toBeGreaterThan(hour);
  });

  it('draws what is in it: moments at their place, spans as bars that end at its edge', () => {
    const entries = [
      { id: 'before', lane: 'us', at: -hour, label: 'x' },
      { id: 'into', lane: 'us', at: -hour, until: 5 * hour, label: 'x', isAssumed: true },
      { id: 'out', lane: 'us', at: 9 * hour, until: 20 * hour, label: 'x' },
      { id: 'at', lane: 'systems', at: 5 * hour, label: 'x' },
      { id: 'after', lane: 'us', at: 10 * hour, label: 'x' },
    ];
    const layout = layoutWindow({ entries, window, width: 1_000, now: 20 * hour, offsetAt: () => 0, labelSize: 11 });
    expect(layout.entries.map(({ id, x, width }) => [id, x, width])).toEqual([
      ['into', 0, 500],
      ['at', 500, 0],
      ['out', 900, 100],
    ]);
    expect(layout.entries[0]?.isAssumed).toBe(true);
    expect(layout.nowX).toBeNull();
    expect(layout.ticks.length).toBeGreaterThan(4);
  });

  it('shows one event beside thousands', () => {
    expect(binShare(1, 10_000)).toBeGreaterThan(0.05);
    expect(binShare(10_000, 10_000)).toBe(1);
    expect(binShare(0, 0)).toBe(0);
  });
});
