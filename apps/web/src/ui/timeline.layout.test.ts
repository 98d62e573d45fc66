import { expect, test } from 'vitest';
import { fitText, layoutTimeline, type TimelineEntry, textWidth } from './timeline.layout.ts';

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
