import { type JournalLane, journalLanes } from '@matoi/contract';
import type { MachineEvent } from './timeline.model.ts';

/** When the events of an import were, in the order of their times, with lane and source as numbers. */
export type Times = {
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  /** Places in `journalLanes`. */
  readonly lane: Uint8Array;
  /** Places in the sources of the import; `otherSource` for those that are not listed. */
  readonly source: Uint16Array;
};

/** For sources beyond those that an import lists, and for none. */
export const otherSource = 0xffff;

/** Packs the times of events: all times, then all sources, then all lanes. */
export function packTimes(
  events: readonly Pick<MachineEvent, 'at' | 'lane' | 'source'>[],
  sources: readonly string[],
): Buffer {
  const places = new Map(sources.map((name, place) => [name, place]));
  const sorted = events.toSorted((one, other) => one.at - other.at);
  const at = Float64Array.from(sorted, (event) => event.at);
  const source = Uint16Array.from(sorted, (event) => places.get(event.source) ?? otherSource);
  const lane = Uint8Array.from(sorted, (event) => journalLanes.indexOf(event.lane));
  return Buffer.concat([Buffer.from(at.buffer), Buffer.from(source.buffer), Buffer.from(lane.buffer)]);
}

const bytesOfEvent = 8 + 2 + 1;

/** Reads what `packTimes` has written. */
export function unpackTimes(bytes: Uint8Array): Times {
  const count = Math.floor(bytes.length / bytesOfEvent);
  // A copy that begins where numbers of eight bytes may begin.
  const { buffer } = Uint8Array.from(bytes);
  return {
    count,
    at: new Float64Array(buffer, 0, count),
    source: new Uint16Array(buffer, count * 8, count),
    lane: new Uint8Array(buffer, count * 10, count),
  };
}

export type TimesFilter = {
  readonly from: number;
  readonly until: number;
  readonly lanes: ReadonlySet<JournalLane> | null;
  /** Whether a source is meant, by its place. */
  readonly meansSource: (place: number) => boolean;
};

/** Tells `add` of each event of a window that a filter means: the place of its lane in `journalLanes`, and when it was. */
export function countTimes(times: Times, filter: TimesFilter, add: (lane: number, at: number) => void): void {
  const isMeant = journalLanes.map((lane) => filter.lanes === null || filter.lanes.has(lane));
  for (let index = firstFrom(times.at, filter.from); index < times.count; index += 1) {
    const at = times.at[index] ?? 0;
    if (at >= filter.until) return;
    const lane = times.lane[index] ?? 0;
    if (isMeant[lane] === true && filter.meansSource(times.source[index] ?? otherSource)) add(lane, at);
  }
}

/** The place of the first moment that is not before another, by halves. */
function firstFrom(at: Float64Array, from: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
