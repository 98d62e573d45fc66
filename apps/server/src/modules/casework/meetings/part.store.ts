import type { ActorLink, MeetingLineKind } from '@matoi/contract';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { AgendaItem, Attendee, Line, Meeting, Stay } from './meeting.model.ts';
import type { PlannedAttendee, PlannedItem } from './plan.rules.ts';

type Db = Tables<'meetings.attendee' | 'meetings.item' | 'meetings.line'>;
type Of = Pick<Meeting, 'id' | 'subjectId'>;

/** Who is on the lists of some meetings, in their order. */
export async function attendeesOf(reading: Reading, meetingId: string): Promise<readonly Attendee[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.attendee')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('is_removed', '=', false)
    .where(visibleTo(reading.actor, 'meetings.attendee.compartment_id'))
    .orderBy('rank')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    accountId: row.account_id,
    name: row.name,
    organisation: row.organisation,
    role: row.role,
    address: row.address,
    deputyFor: row.deputy_for,
    stays: row.stays as unknown as readonly Stay[],
    absence: row.absence,
  }));
}

/** Makes the list what was planned; who is no longer on it is kept as removed. Answers the ids in their order. */
export async function writeAttendees(
  work: Work,
  meeting: Of,
  attendees: readonly PlannedAttendee[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [rank, one] of attendees.entries()) {
    const values = {
      rank,
      member_id: one.memberId,
      account_id: one.accountId,
      name: one.name,
      organisation: one.organisation,
      role: one.role,
      address: one.address,
      deputy_for: one.deputyFor,
    };
    const id = one.id ?? work.newId<'Attendee'>();
    ids.push(id);
    if (one.id === null)
      await (work.db as Db)
        .insertInto('meetings.attendee')
        .values({ id, meeting_id: meeting.id, subject_id: meeting.subjectId, ...values })
        .execute();
    else await updateAttendees(work, [id], values);
  }
  await removeOthers(work, 'meetings.attendee', { meetingId: meeting.id, kept: ids });
  return ids;
}

/** Keeps whatever is no longer on a list as removed. */
async function removeOthers(
  work: Work,
  table: 'meetings.attendee' | 'meetings.item',
  { meetingId, kept }: { readonly meetingId: string; readonly kept: readonly string[] },
): Promise<void> {
  const rest = (work.db as Db)
    .updateTable(table)
    .set({ is_removed: true })
    .where('meeting_id', '=', meetingId)
    .where(visibleTo(work.actor, `${table}.compartment_id`));
  await (kept.length === 0 ? rest : rest.where('id', 'not in', [...kept])).execute();
}

async function updateAttendees(
  work: Work,
  ids: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (ids.length === 0) return;
  await (work.db as Db)
    .updateTable('meetings.attendee')
    .set(values)
    .where('id', 'in', [...ids])
    .where(visibleTo(work.actor, 'meetings.attendee.compartment_id'))
    .execute();
}

/** Writes when some people were there, or why not; the same for all of them. */
export function writeAttendance(
  work: Work,
  ids: readonly string[],
  { stays, absence }: Pick<Attendee, 'stays' | 'absence'>,
): Promise<void> {
  return updateAttendees(work, ids, { stays: JSON.stringify(stays), absence });
}

/** The agenda in its order. */
export async function itemsOf(reading: Reading, meetingId: string): Promise<readonly AgendaItem[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.item')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('is_removed', '=', false)
    .where(visibleTo(reading.actor, 'meetings.item.compartment_id'))
    .orderBy('rank')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    text: row.text,
    decisionId: row.decision_id,
    taskId: row.task_id,
  }));
}

/** Makes the agenda what was planned. */
export async function writeItems(work: Work, meeting: Of, items: readonly PlannedItem[]): Promise<void> {
  const ids: string[] = [];
  for (const [rank, one] of items.entries()) {
    const values = { rank, title: one.title, text: one.text, decision_id: one.decisionId, task_id: one.taskId };
    const id = one.id ?? work.newId<'AgendaItem'>();
    ids.push(id);
    if (one.id === null)
      await (work.db as Db)
        .insertInto('meetings.item')
        .values({ id, meeting_id: meeting.id, subject_id: meeting.subjectId, ...values })
        .execute();
    else
      await (work.db as Db)
        .updateTable('meetings.item')
        .set(values)
        .where('id', '=', id)
        .where(visibleTo(work.actor, 'meetings.item.compartment_id'))
        .execute();
  }
  await removeOthers(work, 'meetings.item', { meetingId: meeting.id, kept: ids });
}

/** Most lines of one meeting that are read; a long day has a tenth of them. */
const mostLines = 5_000;

/** Everything that was ever noted, also what was corrected later. */
export async function linesOf(reading: Reading, meetingId: string): Promise<readonly Line[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.line')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where(visibleTo(reading.actor, 'meetings.line.compartment_id'))
    .orderBy('at')
    .orderBy('id')
    .limit(mostLines)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as MeetingLineKind,
    text: row.text,
    at: row.at,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by as unknown as ActorLink,
    itemId: row.item_id,
    attendeeId: row.attendee_id,
    decisionId: row.decision_id,
    taskId: row.task_id,
    supersedesId: row.supersedes_id,
  }));
}

export type NewLine = Pick<Line, 'kind' | 'text' | 'at'> &
  Partial<Pick<Line, 'itemId' | 'attendeeId' | 'decisionId' | 'taskId' | 'supersedesId'>>;

/** Notes a line; nothing changes or deletes it afterwards. */
export async function insertLine(work: Work, meeting: Of, line: NewLine): Promise<string> {
  const id = work.newId<'MeetingLine'>();
  await (work.db as Db)
    .insertInto('meetings.line')
    .values({
      id,
      meeting_id: meeting.id,
      subject_id: meeting.subjectId,
      kind: line.kind,
      text: line.text,
      at: line.at,
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
      item_id: line.itemId ?? null,
      attendee_id: line.attendeeId ?? null,
      decision_id: line.decisionId ?? null,
      task_id: line.taskId ?? null,
      supersedes_id: line.supersedesId ?? null,
    })
    .execute();
  return id;
}
