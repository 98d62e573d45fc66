import type { MeetingState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Meeting, Outcome } from './meeting.model.ts';

type Db = Tables<'meetings.meeting' | 'meetings.attendee' | 'meetings.line'>;

export async function insertMeeting(
  work: Work,
  meeting: Pick<
    Meeting,
    | 'id'
    | 'number'
    | 'kind'
    | 'ordinal'
    | 'title'
    | 'place'
    | 'url'
    | 'bridge'
    | 'plannedBeginAt'
    | 'plannedEndAt'
    | 'previousId'
  > & { readonly subjectId: SubjectId },
): Promise<void> {
  const { id, subjectId, number, kind, ordinal, title, place, url, bridge } = meeting;
  await (work.db as Db)
    .insertInto('meetings.meeting')
    .values({
      ...{ id, number, kind, ordinal, title, place, url, bridge },
      subject_id: subjectId,
      planned_begin_at: meeting.plannedBeginAt,
      planned_end_at: meeting.plannedEndAt,
      previous_id: meeting.previousId,
      planned_at: work.now,
      planned_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Finds a meeting that the actor may see; refuses with `record.find.not-found`. */
export async function findMeeting(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Meeting> {
  const query = (reading.db as Db)
    .selectFrom('meetings.meeting')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'meetings.meeting.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toMeeting(row);
}

/** The meetings of some records, the newest first. */
export async function meetingsOf(reading: Reading, subjectIds: readonly string[]): Promise<readonly Meeting[]> {
  if (subjectIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('meetings.meeting')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'meetings.meeting.compartment_id'))
    .orderBy('planned_begin_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(toMeeting);
}

/** The meeting that goes on from another one; null without. */
export async function nextOf(reading: Reading, id: string): Promise<Meeting | null> {
  const row = await (reading.db as Db)
    .selectFrom('meetings.meeting')
    .selectAll()
    .where('previous_id', '=', id)
    .where('state', '<>', 'cancelled')
    .where(visibleTo(reading.actor, 'meetings.meeting.compartment_id'))
    .orderBy('planned_begin_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toMeeting(row);
}

/** Meetings that run, or are planned for the day of now in a zone or for an earlier one, to which somebody is invited. */
export async function meetingsToday(
  reading: Reading,
  asked: { readonly zone: string; readonly memberId: string | null },
): Promise<readonly Meeting[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.meeting')
    .selectAll('meetings.meeting')
    .where(visibleTo(reading.actor, 'meetings.meeting.compartment_id'))
    .where('state', 'in', ['planned', 'in-session'])
    .where(
      sql<boolean>`(planned_begin_at at time zone ${asked.zone})::date <= (${reading.now}::timestamptz at time zone ${asked.zone})::date`,
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('meetings.attendee')
          .select('meetings.attendee.id')
          .whereRef('meetings.attendee.meeting_id', '=', 'meetings.meeting.id')
          .where('meetings.attendee.is_removed', '=', false)
          .where(visibleTo(reading.actor, 'meetings.attendee.compartment_id'))
          .where((who) =>
            who.or([
              who('meetings.attendee.account_id', '=', reading.actor.kind === 'user' ? reading.actor.id : null),
              who('meetings.attendee.member_id', '=', asked.memberId),
            ]),
          ),
      ),
    )
    .orderBy('planned_begin_at')
    .orderBy('number')
    .limit(20)
    .execute();
  return rows.map(toMeeting);
}

export type Counts = {
  readonly invited: number;
  readonly present: number;
  readonly decisions: number;
  readonly tasks: number;
};

/** How many people and results some meetings have. */
export async function countsOf(reading: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  if (ids.length === 0) return new Map();
  const people = await (reading.db as Db)
    .selectFrom('meetings.attendee')
    .select((eb) => [
      'meeting_id',
      eb.fn.countAll<number>().as('invited'),
      sql<number>`count(*) filter (where jsonb_array_length(stays) > 0)`.as('present'),
    ])
    .where('meeting_id', 'in', [...ids])
    .where('is_removed', '=', false)
    .where(visibleTo(reading.actor, 'meetings.attendee.compartment_id'))
    .groupBy('meeting_id')
    .execute();
  // Neither a decision nor a task is ever superseded in a meeting.
  const results = await (reading.db as Db)
    .selectFrom('meetings.line')
    .select([
      'meeting_id',
      sql<number>`count(*) filter (where kind = 'decision')`.as('decisions'),
      sql<number>`count(*) filter (where kind = 'task')`.as('tasks'),
    ])
    .where('meeting_id', 'in', [...ids])
    .where(visibleTo(reading.actor, 'meetings.line.compartment_id'))
    .groupBy('meeting_id')
    .execute();
  return new Map(
    ids.map((id) => {
      const who = people.find((row) => row.meeting_id === id);
      const what = results.find((row) => row.meeting_id === id);
      const counts = {
        invited: Number(who?.invited ?? 0),
        present: Number(who?.present ?? 0),
        decisions: Number(what?.decisions ?? 0),
        tasks: Number(what?.tasks ?? 0),
      };
      return [id, counts];
    }),
  );
}

export type MeetingChange = Partial<
  Pick<
    Meeting,
    | 'title'
    | 'place'
    | 'url'
    | 'bridge'
    | 'plannedBeginAt'
    | 'plannedEndAt'
    | 'beganAt'
    | 'endedAt'
    | 'chairId'
    | 'scribeId'
    | 'summary'
    | 'summaryBy'
    | 'cancelReason'
    | 'correction'
  >
> & { readonly state?: MeetingState; readonly closing?: Outcome };

/** Changes a meeting; what was confirmed the database refuses to change. */
export async function updateMeeting(work: Work, id: string, change: MeetingChange): Promise<void> {
  const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
  await (work.db as Db)
    .updateTable('meetings.meeting')
    .set((eb) => ({
      ...given('state', change.state),
      ...given('title', change.title),
      ...given('place', change.place),
      ...given('url', change.url),
      ...given('bridge', change.bridge),
      ...given('planned_begin_at', change.plannedBeginAt),
      ...given('planned_end_at', change.plannedEndAt),
      ...given('began_at', change.beganAt),
      ...given('ended_at', change.endedAt),
      ...given('chair_id', change.chairId),
      ...given('scribe_id', change.scribeId),
      ...given('summary', change.summary),
      ...given('summary_by', change.summaryBy === undefined ? undefined : [...change.summaryBy]),
      ...given('cancel_reason', change.cancelReason),
      ...given('correction', change.correction),
      ...given('closing', change.closing === undefined ? undefined : JSON.stringify(change.closing)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'meetings.meeting.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  subject_id: string;
  compartment_id: number;
  version: number;
  number: string;
  kind: string;
  ordinal: number;
  title: string;
  state: string;
  place: string;
  url: string;
  bridge: string;
  planned_begin_at: Date;
  planned_end_at: Date | null;
  began_at: Date | null;
  ended_at: Date | null;
  chair_id: string | null;
  scribe_id: string | null;
  summary: string;
  summary_by: string[];
  cancel_reason: string;
  correction: string;
  previous_id: string | null;
  closing: unknown;
};

function toMeeting(row: Row): Meeting {
  return {
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    version: row.version,
    number: row.number,
    kind: row.kind,
    ordinal: row.ordinal,
    title: row.title,
    state: row.state as MeetingState,
    place: row.place,
    url: row.url,
    bridge: row.bridge,
    plannedBeginAt: row.planned_begin_at,
    plannedEndAt: row.planned_end_at,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    chairId: row.chair_id,
    scribeId: row.scribe_id,
    summary: row.summary,
    summaryBy: row.summary_by,
    cancelReason: row.cancel_reason,
    correction: row.correction,
    previousId: row.previous_id,
    closing: row.closing as Outcome | null,
  };
}
