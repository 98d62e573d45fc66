/** How long a word waits before it is handed over again: after the first try, after the second, … Seconds. */
const pauses = [10, 20, 40, 80, 160] as const;

/**
 * When a word that could not be taken is handed over again; null: not any more, its time is over or it was tried often
 * enough. A service that says when to come back is believed. `until` is the end of the step that the word belongs to: later
 * the next person is called anyway.
 */
export function nextTry(given: {
  /** Tries before this one. */
  readonly tries: number;
  readonly afterMs: number | null;
  readonly until: Date | null;
  readonly now: Date;
}): Date | null {
  const pause = pauses[given.tries];
  if (pause === undefined || given.until === null) return null;
  const at = new Date(given.now.getTime() + Math.max(pause * 1_000, given.afterMs ?? 0));
  return at < given.until ? at : null;
}
