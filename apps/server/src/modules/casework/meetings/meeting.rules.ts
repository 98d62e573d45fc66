import type { AttendanceAct, AttendanceState, MeetingState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Attendee, Line, Meeting, Stay, Who } from './meeting.model.ts';

export type MeetingAct = 'begin' | 'close' | 'cancel' | 'confirm' | 'correct';

/** From which state an act leads to which; everything else is refused. The trigger of the table says the same. */
export const moves: Readonly<Record<MeetingAct, { readonly from: MeetingState; readonly to: MeetingState }>> = {
  begin: { from: 'planned', to: 'in-session' },
  close: { from: 'in-session', to: 'closed' },
  cancel: { from: 'planned', to: 'cancelled' },
  confirm: { from: 'closed', to: 'confirmed' },
  correct: { from: 'confirmed', to: 'closed' },
};

/** The state after an act; null where it is not possible now. */
export function stateAfter(state: MeetingState, act: MeetingAct): MeetingState | null {
  return moves[act].from === state ? moves[act].to : null;
}

/** In which states plan, people and agenda may still change. */
export const isChangeable = (state: MeetingState) =>
  state === 'planned' || state === 'in-session' || state === 'closed';
/** In which states lines are noted and corrected, and attendance is put right. */
export const isNotable = (state: MeetingState) => state === 'in-session' || state === 'closed';

/** How somebody stands to a meeting. Whoever stayed until its end has not left. */
export function attendanceOf(
  { stays, absence }: Pick<Attendee, 'stays' | 'absence'>,
  endedAt: Date | null,
): AttendanceState {
  const last = stays.at(-1);
  if (last === undefined) return absence === null ? 'invited' : 'absent';
  if (last.leftAt === null) return 'present';
  return endedAt !== null && new Date(last.leftAt) >= endedAt ? 'present' : 'left';
}

/** Whether somebody was there at a moment. */
export function isThereAt({ stays }: Pick<Attendee, 'stays'>, at: Date): boolean {
  return stays.some(({ cameAt, leftAt }) => new Date(cameAt) <= at && (leftAt === null || at <= new Date(leftAt)));
}

type Attendance = Pick<Attendee, 'stays' | 'absence'>;

/**
 * What somebody's coming, leaving or staying away makes of their attendance. Coming after the meeting was closed puts it
 * right and lasts until its end.
 */
export function attend(
  attendee: Attendance,
  asked: { readonly act: AttendanceAct; readonly at: Date; readonly reason: string },
  meeting: Pick<Meeting, 'beganAt' | 'endedAt'>,
): Attendance | Refusal {
  const { act, reason } = asked;
  const { stays } = attendee;
  const last = stays.at(-1);
  if (act === 'absent')
    return last === undefined ? { stays, absence: reason } : refusal('meetings.attend.there-already');
  const at = asked.at.toISOString();
  if (meeting.beganAt === null) return refusal('meetings.attend.not-in-session');
  if (asked.at < meeting.beganAt || (meeting.endedAt !== null && asked.at > meeting.endedAt))
    return refusal('meetings.attend.before');
  if (act === 'came') {
    if (last?.leftAt === null) return refusal('meetings.attend.there-already');
    if (last?.leftAt !== undefined && asked.at < new Date(last.leftAt)) return refusal('meetings.attend.before');
    return { stays: [...stays, { cameAt: at, leftAt: meeting.endedAt?.toISOString() ?? null }], absence: null };
  }
  const isOpen = last !== undefined && attendanceOf(attendee, meeting.endedAt) === 'present';
  if (!isOpen) return refusal('meetings.attend.not-there');
  if (asked.at < new Date(last.cameAt)) return refusal('meetings.attend.before');
  return { stays: [...stays.slice(0, -1), { ...last, leftAt: at }], absence: null };
}

/** Ends every stay at the end of the meeting. */
export function endStays(stays: readonly Stay[], endedAt: Date): readonly Stay[] {
  return stays.map((stay) => (stay.leftAt === null ? { ...stay, leftAt: endedAt.toISOString() } : stay));
}

/** Whoever acts, as one who may be on the list. */
export type Someone = { readonly memberId: string | null; readonly accountId: string | null };

/** Whoever may confirm. */
export type Confirmer = Someone & { readonly isCommander: boolean };

export function isSame(who: Pick<Who, 'memberId' | 'accountId'>, someone: Someone): boolean {
  if (who.memberId !== null && who.memberId === someone.memberId) return true;
  return who.accountId !== null && who.accountId === someone.accountId;
}

/**
 * Whether somebody may confirm minutes: the chair, or somebody who was there and neither kept nor wrote them. Who did may
 * only where nobody else who was there has an account, because then nobody else could; where nobody who was there has one,
 * a commander may.
 */
export function decideConfirm(
  given: {
    readonly meeting: Pick<Meeting, 'state' | 'chairId' | 'scribeId'>;
    readonly attendees: readonly Attendee[];
    /** Accounts that wrote something of them. */
    readonly writers: readonly string[];
  },
  by: Confirmer,
  hash: { readonly asked: string; readonly now: string },
): Refusal | null {
  const { meeting, attendees, writers } = given;
  if (meeting.state !== 'closed') return refusal('meetings.confirm.not-closed');
  if (hash.asked !== hash.now) return refusal('meetings.confirm.changed');
  const isWriter = (who: Someone) =>
    (who.accountId !== null && writers.includes(who.accountId)) ||
    attendees.some((one) => one.id === meeting.scribeId && isSame(one, who));
  const isChair = (who: Someone) =>
    meeting.chairId !== meeting.scribeId && attendees.some((one) => one.id === meeting.chairId && isSame(one, who));
  if (isChair(by)) return null;
  const there = attendees.filter(({ stays }) => stays.length > 0);
  const others = there.filter((one) => one.accountId !== null && !isSame(one, by) && (isChair(one) || !isWriter(one)));
  const able = others.length > 0 ? others : there.filter(({ accountId }) => accountId !== null);
  const names = able
    .map(({ name }) => name)
    .slice(0, 5)
    .join('、');
  if (isWriter(by) && others.length > 0) return refusal('meetings.confirm.scribe', { names });
  if (there.some((one) => isSame(one, by))) return null;
  if (able.length > 0) return refusal('meetings.confirm.not-there', { names });
  return by.isCommander ? null : refusal('meetings.confirm.commander');
}

/** What counts of all lines, in the order in which it happened: neither superseded nor taken back. */
export function standingLines(lines: readonly Line[]): readonly Line[] {
  const gone = new Set(lines.flatMap(({ supersedesId }) => (supersedesId === null ? [] : [supersedesId])));
  return lines
    .filter(({ id, kind }) => !gone.has(id) && kind !== 'struck')
    .toSorted(
      (one, other) =>
        one.at.getTime() - other.at.getTime() ||
        one.recordedAt.getTime() - other.recordedAt.getTime() ||
        one.id.localeCompare(other.id),
    );
}

/** Whether a line may be corrected or turned into something: it stands, and is no decision, task or attendance. */
export function decideSupersede(lines: readonly Line[], id: string | null): { readonly line: Line | null } | Refusal {
  if (id === null) return { line: null };
  const line = lines.find((one) => one.id === id);
  if (line === undefined) return refusal('meetings.note.line-unknown');
  if (line.kind !== 'note' || !standingLines(lines).some((one) => one.id === id)) return refusal('meetings.note.fixed');
  return { line };
}

/** When a line is said to have happened: as told, else as the corrected one, else now or the end of the meeting. */
export function momentOf(
  given: { readonly at: Date | null; readonly corrected: Line | null },
  meeting: Pick<Meeting, 'endedAt'>,
  now: Date,
): Date | Refusal {
  const { at, corrected } = given;
  // A clock of the browser may be a little ahead.
  if (at !== null && at.getTime() > now.getTime() + 120_000)
    return refusal('meetings.attend.in-the-future', {}, [{ path: 'body.at', code: 'in-the-future' }]);
  if (at !== null) return at < now ? at : now;
  return corrected?.at ?? meeting.endedAt ?? now;
}
