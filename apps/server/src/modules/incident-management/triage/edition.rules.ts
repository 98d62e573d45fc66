/** One version of something that the team sets: rules, table of priorities, service levels, calendar. */
export type EditionHead = {
  readonly version: number;
  readonly effectiveAt: Date;
};

/** The version in force: the newest of those that have begun. A later version replaces an earlier one that still waits. */
export function inForce<Head extends EditionHead>(heads: readonly Head[], now: Date): Head | null {
  let found: Head | null = null;
  for (const head of heads) {
    if (head.effectiveAt.getTime() > now.getTime()) continue;
    if (found === null || head.version > found.version) found = head;
  }
  return found;
}
