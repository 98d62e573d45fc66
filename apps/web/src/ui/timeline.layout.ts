/** One moment on a lane. Times are in milliseconds since the epoch. */
export type TimelineEntry = {
  readonly id: string;
  readonly lane: string;
  readonly at: number;
  /** When it ended, for what took a while. */
  readonly until?: number | null;
  /** Not confirmed: drawn hollow. */
  readonly isAssumed?: boolean;
  /** Starred among many: drawn as a diamond. */
  readonly isStarred?: boolean;
  readonly label: string;
};

export type PlacedEntry = {
  readonly id: string;
  readonly lane: string;
  readonly x: number;
  /** Width of its bar; 0 for a moment. */
  readonly width: number;
  readonly isAssumed: boolean;
  readonly isStarred: boolean;
  /** Null where labels would meet: the marker still stands, its text is in the table. */
  readonly label: { readonly text: string; readonly x: number; readonly isAbove: boolean } | null;
};

export type Tick = { readonly x: number; readonly at: number; readonly step: number; readonly isNewDay: boolean };

export type TimelineLayout = {
  readonly entries: readonly PlacedEntry[];
  readonly ticks: readonly Tick[];
  /** Middles of the torn edges behind which quiet time is folded away. */
  readonly tears: readonly number[];
  /** Where now is, or null when the picture ends before it. */
  readonly nowX: number | null;
};

type Segment = { readonly from: number; readonly to: number; readonly x: number; readonly width: number };

const second = 1_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30]
  .map((count) => count * second)
  .concat(
    [1, 2, 5, 10, 15, 30].map((count) => count * minute),
    [1, 2, 3, 6, 12].map((count) => count * hour),
    [1, 2, 7, 14, 30, 90, 365].map((count) => count * day),
  );

const tearWidth = 22;
const labelGap = 8;

/** Width of a text in pixels at a size, near enough to keep labels apart: full-width characters are one em. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const char of text)
    units += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char) ? 1 : 0.58;
  return units * size;
}

/** Cuts a text to a width, with an ellipsis. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join('')}…`, size) > width) chars.pop();
  return `${chars.join('').trimEnd()}…`;
}

/**
 * Folds long quiet gaps: a gap longer than six hours and than a third of the whole gets a torn edge. What remains is
 * stretched by how much happens in it.
 */
function segmentsOf(options: { times: readonly number[]; end: number; width: number }): Segment[] {
  const { times, end, width } = options;
  const points = [...times, end].toSorted((a, b) => a - b);
  const first = points[0] ?? end;
  const total = Math.max(end - first, 30 * minute);
  const runs: { from: number; to: number; count: number }[] = [{ from: first, to: first, count: 1 }];
  for (const point of points.slice(1)) {
    const run = runs.at(-1);
    if (run === undefined) continue;
    if (point - run.to > Math.max(6 * hour, total / 3)) runs.push({ from: point, to: point, count: 1 });
    else {
      run.to = point;
      run.count += 1;
    }
  }
  const room = width - tearWidth * (runs.length - 1);
  const weights = runs.map((run) => 1.5 + run.count);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let x = 0;
  return runs.map((run, at) => {
    const span = Math.max(run.to - run.from, 20 * minute);
    const isLast = at === runs.length - 1;
    // A little air around a run; after the last one, room for the hatched future.
    const from = run.from - span * 0.06;
    const to = run.from + span * (isLast ? 1.12 : 1.06);
    const own = ((weights[at] ?? 1) / sum) * room;
    const segment = { from, to, x, width: own };
    x += own + tearWidth;
    return segment;
  });
}

function place(segments: readonly Segment[], at: number): number {
  const segment = segments.findLast((each) => at >= each.from) ?? segments[0];
  if (segment === undefined) return 0;
  const share = (at - segment.from) / (segment.to - segment.from);
  return segment.x + Math.min(1, Math.max(0, share)) * segment.width;
}

function ticksOf(options: {
  segments: readonly Segment[];
  offsetAt: (at: number) => number;
  /** Down to seconds; otherwise minutes are the finest. */
  isFine: boolean;
}): Tick[] {
  const { segments, offsetAt, isFine } = options;
  const offered = isFine ? steps : steps.filter((each) => each >= minute);
  const ticks: Tick[] = [];
  let lastDay: number | null = null;
  for (const segment of segments) {
    const perPixel = (segment.to - segment.from) / segment.width;
    const step = offered.find((each) => each / perPixel >= 62) ?? 365 * day;
    const offset = offsetAt(segment.from);
    const before = ticks.length;
    for (let at = Math.ceil((segment.from + offset) / step) * step - offset; at <= segment.to; at += step) {
      const localDay = Math.floor((at + offset) / day);
      const tick = { at, x: place(segments, at), step, isNewDay: localDay !== lastDay };
      const last = ticks.at(-1);
      const need = tick.isNewDay && step < day ? 74 : 48;
      if (last !== undefined && tick.x - last.x < need) continue;
      if (tick.x > segment.x + segment.width - 8 && segment !== segments.at(-1)) continue;
      ticks.push(tick);
      lastDay = localDay;
    }
    // A short run between two torn edges may hold no round time; it still needs its day.
    if (ticks.length === before) {
      const at = Math.round((segment.from + (segment.to - segment.from) * 0.06) / minute) * minute;
      ticks.push({ at, x: place(segments, at), step: minute, isNewDay: true });
      lastDay = Math.floor((at + offset) / day);
    }
  }
  return ticks;
}

/**
 * Lays a timeline out in a width: markers by time, labels above and below in turn so that none meet, ticks at round
 * times of the zone (`offsetAt` in milliseconds east of UTC), quiet days folded behind torn edges.
 */
export function layoutTimeline(options: {
  entries: readonly TimelineEntry[];
  width: number;
  /** The picture reaches to now while the matter runs; null once it is over. */
  now: number | null;
  offsetAt: (at: number) => number;
  labelSize: number;
}): TimelineLayout {
  const { entries, width, now, offsetAt, labelSize } = options;
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const last = sorted.at(-1)?.at ?? now ?? 0;
  const end = now === null ? last : Math.max(now, last);
  const segments = segmentsOf({ times: sorted.flatMap(({ at, until }) => [at, until ?? at]), end, width });
  return {
    entries: placeEntries(sorted, { segments, width, labelSize }),
    ticks: ticksOf({ segments, offsetAt, isFine: false }),
    tears: segments.slice(1).map((segment) => segment.x - tearWidth / 2),
    nowX: now === null ? null : place(segments, now),
  };
}

/** A window of time, in milliseconds since the epoch. */
export type TimeWindow = { readonly from: number; readonly until: number };

/** Lays entries out in one window with an even scale: nothing is folded, and what lies outside is not drawn. */
export function layoutWindow(options: {
  entries: readonly TimelineEntry[];
  window: TimeWindow;
  width: number;
  now: number | null;
  offsetAt: (at: number) => number;
  labelSize: number;
}): TimelineLayout {
  const { entries, window, width, now, offsetAt, labelSize } = options;
  const segments = [{ from: window.from, to: window.until, x: 0, width }];
  const within = entries
    .filter(({ at, until }) => at < window.until && (until ?? at) >= window.from)
    .toSorted((a, b) => a.at - b.at);
  return {
    entries: placeEntries(within, { segments, width, labelSize }),
    ticks: ticksOf({ segments, offsetAt, isFine: true }),
    tears: [],
    nowX: now === null || now < window.from || now > window.until ? null : place(segments, now),
  };
}

function placeEntries(
  sorted: readonly TimelineEntry[],
  options: { readonly segments: readonly Segment[]; readonly width: number; readonly labelSize: number },
): PlacedEntry[] {
  const { segments, width, labelSize } = options;
  const rights = new Map<string, { above: number; below: number; isNextAbove: boolean }>();
  return sorted.map((entry): PlacedEntry => {
    const x = place(segments, entry.at);
    const end = entry.until == null ? x : place(segments, entry.until);
    const { id, lane: laneId, isAssumed = false, isStarred = false } = entry;
    const mark = { id, lane: laneId, x, width: Math.max(0, end - x), isAssumed, isStarred };
    const lane = rights.get(laneId) ?? { above: -Infinity, below: -Infinity, isNextAbove: true };
    rights.set(laneId, lane);
    const text = fitText(entry.label, Math.min(168, width * 0.4), labelSize);
    const labelWidth = textWidth(text, labelSize);
    const left = Math.max(0, Math.min(x - 5, width - labelWidth));
    const isFree = (side: 'above' | 'below') => left >= lane[side] + labelGap;
    const wanted = lane.isNextAbove ? 'above' : 'below';
    const other = lane.isNextAbove ? 'below' : 'above';
    const side = isFree(wanted) ? wanted : isFree(other) ? other : null;
    if (side === null) return { ...mark, label: null };
    lane[side] = left + labelWidth;
    lane.isNextAbove = side === 'below';
    return { ...mark, label: { text, x: left, isAbove: side === 'above' } };
  });
}

/** The narrowest and the widest window that can be looked at. Milliseconds. */
const narrowestWindow = 10 * second;
const widestWindow = 130 * 365 * day;

/** The window made `factor` times as wide around a moment that stays where it is. */
export function zoomed(window: TimeWindow, factor: number, around: number): TimeWindow {
  const span = window.until - window.from;
  const wanted = Math.min(widestWindow, Math.max(narrowestWindow, span * factor));
  const share = (around - window.from) / span;
  const from = Math.round(around - wanted * share);
  return { from, until: Math.round(from + wanted) };
}

/** The window moved by a share of its own width. */
export function moved(window: TimeWindow, share: number): TimeWindow {
  const by = Math.round((window.until - window.from) * share);
  return { from: window.from + by, until: window.until + by };
}

/** A window between two moments in any order, never narrower than the narrowest. */
export function windowBetween(one: number, other: number): TimeWindow {
  const [from, until] = one <= other ? [one, other] : [other, one];
  return until - from >= narrowestWindow
    ? { from: Math.round(from), until: Math.round(until) }
    : zoomed({ from, until: from + narrowestWindow }, 1, from);
}

/** How high a count is drawn beside the highest, from 0 to 1: by its logarithm, so that one event beside thousands is seen. */
export function binShare(count: number, highest: number): number {
  return highest <= 0 ? 0 : Math.log1p(count) / Math.log1p(highest);
}
