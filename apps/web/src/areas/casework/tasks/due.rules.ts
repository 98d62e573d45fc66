import { instantOf, isoDay } from '../../../shared/moments.format.ts';

export const dueChoices = ['hour', 'three-hours', 'evening', 'tomorrow'] as const;
export type DueChoice = (typeof dueChoices)[number];

/** Quick due times: in one hour, in three, today at 18:00 while that is ahead, tomorrow at 9:00 on the clocks of the zone. */
export function dueMoments(now: Date, zone: string): readonly { readonly choice: DueChoice; readonly at: Date }[] {
  const today = isoDay(now, zone);
  const tomorrow = new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const all: readonly { readonly choice: DueChoice; readonly at: Date | null }[] = [
    { choice: 'hour', at: inHours(1) },
    { choice: 'three-hours', at: inHours(3) },
    { choice: 'evening', at: instantOf(`${today}T18:00`, zone) },
    { choice: 'tomorrow', at: instantOf(`${tomorrow}T09:00`, zone) },
  ];
  return all.flatMap(({ choice, at }) => (at === null || at <= now ? [] : [{ choice, at }]));
}

export const dueGroups = ['overdue', 'today', 'later', 'none'] as const;
export type DueGroup = (typeof dueGroups)[number];

/** Where a task stands in "my tasks". */
export function dueGroup(task: { readonly dueAt: string | null }, now: Date, zone: string): DueGroup {
  if (task.dueAt === null) return 'none';
  const due = new Date(task.dueAt);
  if (due < now) return 'overdue';
  return isoDay(due, zone) === isoDay(now, zone) ? 'today' : 'later';
}
