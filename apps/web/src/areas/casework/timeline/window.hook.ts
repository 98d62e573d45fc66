import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { TimeWindow } from '../../../ui/timeline.layout.ts';
import type { TimelinePicture } from './queries.ts';

/** Time until a moving window is asked for. Milliseconds. */
const settleMs = 120;

export type ShownWindow = {
  /** What is drawn now. */
  readonly shown: TimeWindow;
  readonly extent: TimeWindow;
  /** What is asked for: nothing for everything. */
  readonly asked: { readonly from?: string; readonly until?: string };
  readonly isWhole: boolean;
  readonly choose: (window: TimeWindow | null) => void;
};

const air = 0.02;

/** Everything from the first to the last, with a little air on both sides. */
export function extentOf(picture: TimelinePicture | undefined, now: number): TimeWindow {
  const from = picture?.extent == null ? now - 3_600_000 : Date.parse(picture.extent.from);
  const until = picture?.extent == null ? now : Date.parse(picture.extent.until);
  const span = Math.max(60_000, until - from);
  return { from: Math.floor(from - span * air), until: Math.ceil(until + span * air) };
}

/** The window that somebody looks at. It moves at once; what is in it is asked for when it rests. */
export function useWindow(whole: TimelinePicture | undefined, now: number): ShownWindow {
  const [chosen, choose] = useState<TimeWindow | null>(null);
  const [settled] = useDebouncedValue(chosen, settleMs);
  const extent = extentOf(whole, now);
  return {
    shown: chosen ?? extent,
    extent,
    asked:
      settled === null
        ? {}
        : { from: new Date(settled.from).toISOString(), until: new Date(settled.until).toISOString() },
    isWhole: chosen === null,
    choose,
  };
}
