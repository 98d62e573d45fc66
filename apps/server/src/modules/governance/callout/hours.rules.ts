import type { CalledPerson } from './call.model.ts';

/** Whole minutes on duty, begun ones counted; until now for somebody who is not released. */
export function minutesOn(
  { arrivedAt, releasedAt }: Pick<CalledPerson, 'arrivedAt' | 'releasedAt'>,
  now: Date,
): number {
  if (arrivedAt === null) return 0;
  const end = releasedAt ?? now;
  return Math.max(0, Math.ceil((end.getTime() - arrivedAt.getTime()) / 60_000));
}
