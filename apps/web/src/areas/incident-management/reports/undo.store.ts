import { useSyncExternalStore } from 'react';
import type { UndoStep } from './undo.rules.ts';

/** What can be taken back: the calls, and the report to show then. */
export type Undo = {
  readonly steps: readonly UndoStep[];
  readonly number: string | null;
  /** Mail went out with the act; it is not called back with it, and whoever takes it back has to know. */
  readonly isMailed?: boolean;
};

let last: Undo | null = null;
const listeners = new Set<() => void>();

function set(next: Undo | null): void {
  last = next;
  for (const listener of listeners) listener();
}

/** Remembers how the act just done is taken back; only the last one can be. */
export function offerUndo(undo: Undo | null): void {
  set(undo === null || undo.steps.length === 0 ? null : undo);
}

/** Hands the undo out, once. With `expected`, only if nothing else was done since. */
export function takeUndo(expected?: Undo): Undo | null {
  if (expected !== undefined && last !== expected) return null;
  const taken = last;
  set(null);
  return taken;
}

/** What can be taken back now. */
export function useUndo(): Undo | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
}
