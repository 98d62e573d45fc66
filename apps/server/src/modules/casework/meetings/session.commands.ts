import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import { titleOf } from './kind.map.ts';
import type { Attendee, Line, Whole } from './meeting.model.ts';
import { findWhole, showMeeting } from './meeting.queries.ts';
import { attend, decideSupersede, endStays, isNotable, momentOf, standingLines, stateAfter } from './meeting.rules.ts';
import { type MeetingChange, updateMeeting } from './meeting.store.ts';
import { insertLine, type NewLine, writeAttendance } from './part.store.ts';

export type On<Body> = { readonly params: { readonly id: string }; readonly body: Body };
export type Loaded = Whole & { readonly refused: Refusal | null };

/** Loads a meeting for change, with whether its record takes anything now. */
export async function loadMeeting(
  work: Work,
  { params }: { readonly params: { readonly id: string } },
): Promise<Loaded> {
  const whole = await findWhole(work, params.id, { forUpdate: true });
  return { ...whole, refused: await mayAnnotate(work, whole.subject) };
}

export const versioned = {
  of: ({ meeting }: Loaded) => meeting.version,
  show: (work: Work, { meeting }: Loaded) => showMeeting(work, meeting.id),
};

/** What each act on a meeting answers to the runner. */
export const recorded = ({ meeting, subject }: Whole, audit: Readonly<Record<string, unknown>>) => ({
  subjectId: subject.id as SubjectId,
  audit: { meetingId: meeting.id, number: meeting.number, ...audit },
  facts: [{ kind: 'meeting.changed' as const, meetingId: meeting.id }],
  result: meeting.id,
});

type MoveBody = BodyOf<RouteWith<'meetings.move'>>;

/** Whether an act is possible now, or why not. */
export function decideMove(
  { meeting, attendees }: Pick<Whole, 'meeting' | 'attendees'>,
  body: MoveBody,
): MoveBody | Refusal {
  if (stateAfter(meeting.state, body.act) === null) return refusal('meetings.move.not-now', { state: meeting.state });
  if (body.act !== 'begin') return body;
  const known = body.presentIds.filter((id) => attendees.some((one) => one.id === id));
  return known.length === 0 ? refusal('meetings.move.nobody-present') : { ...body, presentIds: known };
}

/** Begins, closes or cancels a meeting, or takes confirmed minutes up again. */
export const moveMeeting = defineCommand({
  id: 'meetings.move',
  load: (work: Work, input: On<MoveBody>) => loadMeeting(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: (whole, { body }): MoveBody | Refusal => decideMove(whole, body),
  async record(work, { loaded: whole, change }) {
    const { meeting, subject, attendees } = whole;
    const title = titleOf(meeting);
    const move = (given: MeetingChange) => updateMeeting(work, meeting.id, given);
    switch (change.act) {
      case 'begin': {
        const present = attendees.filter(({ id }) => change.presentIds.includes(id));
        const stays = [{ cameAt: work.now.toISOString(), leftAt: null }];
        await writeAttendance(
          work,
          present.map(({ id }) => id),
          { stays, absence: null },
        );
        await move({ state: 'in-session', beganAt: work.now });
        await recordAct(work, subject.id, {
          code: 'meeting.begun',
          params: { ...title, count: String(present.length) },
        });
        break;
      }
      case 'close': {
        for (const one of attendees)
          if (one.stays.some(({ leftAt }) => leftAt === null))
            await writeAttendance(work, [one.id], { stays: endStays(one.stays, work.now), absence: one.absence });
        await move({ state: 'closed', endedAt: work.now, closing: whole.outcome });
        await recordAct(work, subject.id, {
          code: 'meeting.held',
          occurredAt: meeting.beganAt,
          params: {
            ...title,
            count: String(attendees.filter(({ stays }) => stays.length > 0).length),
            decisions: String(standingLines(whole.lines).filter(({ kind }) => kind === 'decision').length),
            tasks: String(standingLines(whole.lines).filter(({ kind }) => kind === 'task').length),
          },
        });
        break;
      }
      case 'cancel':
        await move({ state: 'cancelled', cancelReason: change.reason });
        await recordAct(work, subject.id, { code: 'meeting.cancelled', params: { ...title, reason: change.reason } });
        break;
      case 'correct':
        await move({ state: 'closed', correction: change.reason });
        await recordAct(work, subject.id, { code: 'minutes.taken-up', params: { ...title, reason: change.reason } });
        break;
    }
    return recorded(whole, { ...change, before: { state: meeting.state } });
  },
  show: (work, id) => showMeeting(work, id),
});

type Attend = BodyOf<RouteWith<'meetings.attend'>>;
type Attended = { readonly attendee: Attendee; readonly at: Date; readonly next: Pick<Attendee, 'stays' | 'absence'> };

/** Whether somebody's coming, leaving or staying away can be recorded now. */
export function decideAttend(
  { meeting, attendees }: Pick<Whole, 'meeting' | 'attendees'>,
  body: Attend,
  now: Date,
): Attended | Refusal {
  const isPossible = isNotable(meeting.state) || (meeting.state === 'planned' && body.act === 'absent');
  if (!isPossible) return refusal('meetings.attend.not-in-session');
  const attendee = attendees.find(({ id }) => id === body.attendeeId);
  if (attendee === undefined) return refusal('meetings.plan.person-unknown');
  const at = momentOf({ at: body.at === null ? null : new Date(body.at), corrected: null }, meeting, now);
  if (isRefusal(at)) return at;
  const next = attend(attendee, { act: body.act, at, reason: body.reason }, meeting);
  return isRefusal(next) ? next : { attendee, at, next };
}

/** Records that somebody came later, left, or does not come. */
export const attendMeeting = defineCommand({
  id: 'meetings.attend',
  load: (work: Work, input: On<Attend>) => loadMeeting(work, input),
  permit: (_actor, { refused }) => refused,
  decide: (whole, { body }, { now }): Attended | Refusal => decideAttend(whole, body, now),
  async record(work, { loaded: whole, change: { attendee, at, next }, input: { body } }) {
    await writeAttendance(work, [attendee.id], next);
    if (body.act !== 'absent')
      await insertLine(work, whole.meeting, { kind: 'attendance', text: body.act, at, attendeeId: attendee.id });
    await updateMeeting(work, whole.meeting.id, {});
    return recorded(whole, { attendee: attendee.name, act: body.act, at, reason: body.reason });
  },
  show: (work, id) => showMeeting(work, id),
});

type Note = BodyOf<RouteWith<'meetings.note'>>;

/** Whether the item and the person that a line names are of this meeting; a refusal or null. */
export function refusalOfPlace(
  { items, attendees }: Pick<Whole, 'items' | 'attendees'>,
  { itemId, attendeeId }: { readonly itemId: string | null; readonly attendeeId: string | null },
): Refusal | null {
  if (itemId !== null && !items.some(({ id }) => id === itemId)) return refusal('meetings.note.line-unknown');
  if (attendeeId !== null && !attendees.some(({ id }) => id === attendeeId))
    return refusal('meetings.plan.person-unknown');
  return null;
}

/** The line that a note becomes, or why it cannot be noted. */
export function decideNote(
  whole: Pick<Whole, 'meeting' | 'items' | 'attendees' | 'lines'>,
  body: Note,
  now: Date,
): NewLine | Refusal {
  const { meeting, lines } = whole;
  if (!isNotable(meeting.state)) return refusal('meetings.note.not-now');
  const found = decideSupersede(lines, body.supersedesId);
  if ('code' in found) return found;
  const { line } = found;
  if (body.text === '' && line === null) return refusal('meetings.note.empty');
  const misplaced = refusalOfPlace(whole, body);
  if (misplaced !== null) return misplaced;
  const at = momentOf({ at: body.at === null ? null : new Date(body.at), corrected: line }, meeting, now);
  if (isRefusal(at)) return at;
  const { text, itemId, attendeeId, supersedesId } = body;
  return { kind: text === '' ? 'struck' : 'note', text, at, itemId, attendeeId, supersedesId };
}

/** Makes what a line says findable; what it takes the place of is so no longer. */
export async function indexLine(
  work: Work,
  { meeting, lines }: Pick<Whole, 'meeting' | 'lines'>,
  line: { readonly id: string; readonly text: string; readonly supersedesId: string | null },
): Promise<void> {
  const first = (one: Pick<Line, 'id' | 'supersedesId'>): string => {
    const before = lines.find(({ id }) => id === one.supersedesId);
    return before === undefined ? one.id : first(before);
  };
  await indexText(work, { subjectId: asId<'Subject'>(meeting.id), part: `line ${first(line)}`, texts: [line.text] });
}

/** Notes a line, corrects one, or takes one back. */
export const noteMeeting = defineCommand({
  id: 'meetings.note',
  load: (work: Work, input: On<Note>) => loadMeeting(work, input),
  permit: (_actor, { refused }) => refused,
  decide: (whole, { body }, { now }): NewLine | Refusal => decideNote(whole, body, now),
  async record(work, { loaded: whole, change: line }) {
    const id = await insertLine(work, whole.meeting, line);
    await indexLine(work, whole, { id, text: line.text, supersedesId: line.supersedesId ?? null });
    // A line changes what would be confirmed, so that minutes read before it are stale.
    await updateMeeting(work, whole.meeting.id, {});
    return recorded(whole, { lineId: id, kind: line.kind, supersedesId: line.supersedesId });
  },
  show: (work, id) => showMeeting(work, id),
});
