import type { DutyReason } from '@matoi/contract';
import type { Cover, DutyChange, DutyPeople, OnDuty, Rotation, Shift } from './duty.model.ts';
import { dateOfDay, dayIn, dayOfDate, minutesOf, momentOf, weekdayOfDay } from './local-day.rules.ts';

type Holidays = (date: string) => boolean;

/** Everything that says who is on duty. */
export type DutyGiven = DutyPeople & {
  readonly rotation: Rotation;
  readonly changes: readonly DutyChange[];
  readonly isHoliday: Holidays;
};

/** The hours of one local day as moments; none on days that are not chosen and on holidays that count. */
function hoursOfDay(zone: string, cover: Cover, day: number, isHoliday: Holidays): { from: Date; until: Date } | null {
  if (!cover.days.includes(weekdayOfDay(day))) return null;
  if (cover.hasHolidays && isHoliday(dateOfDay(day))) return null;
  return {
    from: momentOf(zone, day, minutesOf(cover.from)),
    until: momentOf(zone, day, minutesOf(cover.until)),
  };
}

/** Whether a rotation has somebody on duty at a moment at all. Before its first hand-over it has nobody. */
export function isCovered(rotation: Rotation, at: Date, isHoliday: Holidays): boolean {
  if (!rotation.isActive || at < handover(rotation, 0)) return false;
  const { zone, cover } = rotation;
  if (cover.kind === 'always') return true;
  const hours = hoursOfDay(zone, cover, dayIn(zone, at), isHoliday);
  const isInside = hours !== null && hours.from <= at && at < hours.until;
  return cover.kind === 'within' ? isInside : !isInside;
}

/** The moment of the n-th hand-over; the 0th is the beginning. */
function handover({ zone, startsOn, everyDays, handoverAt }: Rotation, n: number): Date {
  return momentOf(zone, dayOfDate(startsOn) + n * everyDays, minutesOf(handoverAt));
}

/** How many hand-overs there were at a moment; negative before the beginning. */
function turnAt(rotation: Rotation, at: Date): number {
  let n = Math.floor((dayIn(rotation.zone, at) - dayOfDate(rotation.startsOn)) / rotation.everyDays);
  while (handover(rotation, n) > at) n -= 1;
  while (handover(rotation, n + 1) <= at) n += 1;
  return n;
}

/**
 * Who is on duty at a moment, the first level first. For each level: whom a change names (the one agreed last), else whose
 * turn it is; who is absent or has left is replaced by the deputy of the absence, then by the own deputies in order, then
 * by whoever of the level follows in line. Nobody stands at two levels, and a level for which nobody is left is missing,
 * so the first of the answer is always the first person to call.
 */
export function dutyOf(given: DutyGiven, at: Date): readonly OnDuty[] {
  const { rotation, isHoliday } = given;
  if (!isCovered(rotation, at, isHoliday)) return [];
  const turn = turnAt(rotation, at);
  const taken = new Set<string>();
  const people: OnDuty[] = [];
  for (const [index, { memberIds }] of rotation.levels.entries()) {
    const found = personAt(given, { at, level: index + 1, line: inLine(memberIds, turn), taken });
    if (found === null) continue;
    taken.add(found.memberId);
    people.push(found);
  }
  return people;
}

/** The people of a level, beginning with whose turn it is. */
function inLine(memberIds: readonly string[], turn: number): readonly string[] {
  const first = memberIds.length === 0 ? 0 : turn % memberIds.length;
  return [...memberIds.slice(first), ...memberIds.slice(0, first)];
}

type Place = {
  readonly at: Date;
  readonly level: number;
  readonly line: readonly string[];
  readonly taken: ReadonlySet<string>;
};

function personAt(given: DutyGiven, { at, level, line, taken }: Place): OnDuty | null {
  const change = given.changes
    .filter((one) => one.rotationId === given.rotation.id && one.level === level && one.state === 'agreed')
    .filter((one) => one.from <= at && at < one.until)
    .toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime() || (a.id < b.id ? -1 : 1))
    .at(-1);
  const [turn = null] = line;
  const named = change?.onMemberId ?? turn;
  const candidates: readonly (readonly [string | null | undefined, DutyReason])[] = [
    [named, change?.kind ?? 'rotation'],
    ...(named === null ? [] : deputiesAt(given, named, at).map((id) => [id, 'deputy'] as const)),
    ...line.map((id) => [id, 'next-in-line'] as const),
  ];
  const found = candidates.find(([id]) => id != null && !taken.has(id) && isPresent(given, id, at));
  if (found?.[0] == null) return null;
  const [memberId, reason] = found;
  return { level, memberId, reason, insteadOf: memberId === turn ? null : turn };
}

/** Whether somebody belongs to the team and is not absent at a moment. */
export function isPresent(people: DutyPeople, memberId: string, at: Date): boolean {
  if (people.members.get(memberId)?.isActive !== true) return false;
  return absencesAt(people, memberId, at).length === 0;
}

function absencesAt({ absences }: DutyPeople, memberId: string, at: Date) {
  return absences.filter((one) => one.memberId === memberId && one.from <= at && at < one.until);
}

/** Who stands in for somebody at a moment, in order: whom the absence names, then the own deputies. All of them present. */
export function deputiesAt(people: DutyPeople, memberId: string, at: Date): readonly string[] {
  const named = absencesAt(people, memberId, at).flatMap(({ deputyId }) => deputyId ?? []);
  const own = people.members.get(memberId)?.deputyIds ?? [];
  return [...new Set([...named, ...own])].filter((id) => id !== memberId && isPresent(people, id, at));
}

const dayMs = 86_400_000;
/** Stretches of one answer: a year of a rotation that changes people and hours every day. */
const mostShifts = 2_000;

/**
 * The stretches of a period in which the same people are on duty, in order; times without anybody are missing. It asks
 * `dutyOf` at each moment at which something can change.
 */
export function shiftsOf(given: DutyGiven, from: Date, until: Date): readonly Shift[] {
  const moments = momentsOf(given, from, until);
  const shifts: Shift[] = [];
  for (const [index, start] of moments.entries()) {
    const end = moments[index + 1] ?? until;
    const people = dutyOf(given, start);
    const last = shifts.at(-1);
    if (last !== undefined && last.until.getTime() === start.getTime() && isSame(last.people, people))
      shifts[shifts.length - 1] = { ...last, until: end };
    else if (people.length > 0) shifts.push({ from: start, until: end, people });
    if (shifts.length >= mostShifts) break;
  }
  return shifts;
}

function isSame(a: readonly OnDuty[], b: readonly OnDuty[]): boolean {
  return a.length === b.length && a.every((one, n) => one.memberId === b[n]?.memberId && one.reason === b[n]?.reason);
}

/** Every moment of a period at which somebody else can be on duty; the first is its beginning. */
function momentsOf(given: DutyGiven, from: Date, until: Date): readonly Date[] {
  const { rotation, changes, absences, isHoliday } = given;
  const { zone, cover } = rotation;
  const found = new Set([from.getTime()]);
  const add = (at: Date) => {
    if (from < at && at < until) found.add(at.getTime());
  };
  const last = dayIn(zone, until);
  for (let day = dayIn(zone, from); day <= last; day += 1) {
    add(momentOf(zone, day, minutesOf(rotation.handoverAt)));
    const hours = cover.kind === 'always' ? null : hoursOfDay(zone, cover, day, isHoliday);
    if (hours !== null) {
      add(hours.from);
      add(hours.until);
    }
  }
  for (const one of [...changes, ...absences]) {
    add(one.from);
    add(one.until);
  }
  return [...found].sort((a, b) => a - b).map((at) => new Date(at));
}

/** The next stretch after a moment in which others are on duty than then; null when nothing changes for 60 days. */
export function nextShift(given: DutyGiven, at: Date): Shift | null {
  const now = dutyOf(given, at);
  const shifts = shiftsOf(given, at, new Date(at.getTime() + 60 * dayMs));
  return shifts.find((shift) => shift.from > at && !isSame(shift.people, now)) ?? null;
}

/** The people of several rotations at one moment, the rotation with the lowest position first, each person once. */
export function mergeDuty<Person extends { readonly memberId: string }>(
  lists: readonly (readonly Person[])[],
): readonly Person[] {
  const seen = new Set<string>();
  return lists.flat().filter(({ memberId }) => {
    const isNew = !seen.has(memberId);
    seen.add(memberId);
    return isNew;
  });
}
