import type { DirectoryEntry } from './directory.model.ts';

/** By when an entry is to be confirmed again: so many calendar months after the last time, in UTC. */
export function confirmDueAt(entry: Pick<DirectoryEntry, 'confirmedAt' | 'confirmEveryMonths'>): Date {
  const { confirmedAt, confirmEveryMonths } = entry;
  const due = new Date(confirmedAt);
  due.setUTCMonth(due.getUTCMonth() + confirmEveryMonths);
  // The 31st of a month that has none is its last day.
  if (due.getUTCDate() !== confirmedAt.getUTCDate()) due.setUTCDate(0);
  return due;
}

/** Why an entry cannot be trusted as it stands; `fresh` can. */
export type Staleness = 'fresh' | 'due-soon' | 'stale' | 'expired';

const soonMs = 14 * 86_400_000;

/** `expired`: its contract has ended. `stale`: nobody confirmed it in time. `due-soon`: within two weeks. */
export function stalenessOf(
  entry: Pick<DirectoryEntry, 'confirmedAt' | 'confirmEveryMonths' | 'validUntil'>,
  given: { readonly now: Date; readonly today: string },
): Staleness {
  if (entry.validUntil !== null && entry.validUntil < given.today) return 'expired';
  const left = confirmDueAt(entry).getTime() - given.now.getTime();
  if (left <= 0) return 'stale';
  return left <= soonMs ? 'due-soon' : 'fresh';
}
