import type { DeadlineKind } from '@matoi/contract/values';
import { isoDay } from '../../../shared/moments.format.ts';
import type { Board, Deadline, Total } from './queries.ts';

export const deadlineGroups = ['overdue', 'today', 'later'] as const;
export type DeadlineGroup = (typeof deadlineGroups)[number];

/** Where a deadline stands. What is due by the end of a day is due today during that day. */
export function groupOf({ dueAt, isDay }: Pick<Deadline, 'dueAt' | 'isDay'>, now: Date, zone: string): DeadlineGroup {
  const due = Date.parse(dueAt);
  if (due <= now.getTime()) return 'overdue';
  const day = isoDay(new Date(isDay ? due - 1 : due), zone);
  return day === isoDay(now, zone) ? 'today' : 'later';
}

/** How many days are left until a day ends: 0 on that day, negative once it is past. */
export function daysLeft(dueAt: string, now: Date, zone: string): number {
  const day = (moment: Date) => Date.parse(isoDay(moment, zone));
  return Math.round((day(new Date(Date.parse(dueAt) - 1)) - day(now)) / 86_400_000);
}

const farthest = 30 * 24;

/**
 * How full the bar of a deadline is, from 0 (thirty days or more) to 1 (now or past). The same scale for all, and fine
 * where it counts: about 0.1 for each halving of the time left.
 */
export function closeness(dueAt: string, now: Date): number {
  const hours = Math.max(0, (Date.parse(dueAt) - now.getTime()) / 3_600_000);
  return Math.max(0, 1 - Math.log1p(hours) / Math.log1p(farthest));
}

export type HiddenDeadlines = { readonly kind: DeadlineKind; readonly hidden: Total };

/** How many deadlines of each kind are not among those shown; kinds that are shown whole are left out. */
export function hiddenOf(
  totals: Board['deadlines']['totals'],
  shown: readonly Pick<Deadline, 'kind'>[],
): readonly HiddenDeadlines[] {
  return totals.flatMap(({ kind, total }) => {
    const count = total.count - shown.filter((one) => one.kind === kind).length;
    return count <= 0 && !total.isMore ? [] : [{ kind, hidden: { count: Math.max(0, count), isMore: total.isMore } }];
  });
}

/** How many of a list are not shown. */
export function restOf(total: Total, shown: number): Total | null {
  const count = total.count - shown;
  return count <= 0 && !total.isMore ? null : { count: Math.max(0, count), isMore: total.isMore };
}

/** Whether nothing burns: no incident runs, nothing is late, nobody is silent. */
export function isQuiet(board: Board, now: Date): boolean {
  const isLate = board.deadlines.items.some(
    ({ dueAt, kind }) => kind !== 'measure' && Date.parse(dueAt) <= now.getTime(),
  );
  return (board.incidents?.total.count ?? 0) === 0 && !isLate && (board.waiting?.silent.count ?? 0) === 0;
}

/** How many cards and deadlines fit on a wall screen of some height (pixels), where nobody scrolls. */
export function wallRoom(height: number): { readonly cards: number; readonly rows: number } {
  // Head and foot of the columns, a card, a row: as drawn at the size of the wall.
  const room = Math.max(0, height - 190);
  return { cards: Math.max(2, Math.floor(room / 165)), rows: Math.max(3, Math.floor(room / 105)) };
}
