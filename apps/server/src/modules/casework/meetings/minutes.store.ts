import type { ActorLink, MeetingMail } from '@matoi/contract';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Delivery, Documents, Meeting, Minutes, MinutesFile } from './meeting.model.ts';

type Db = Tables<'meetings.minutes' | 'meetings.delivery'>;
type Of = Pick<Meeting, 'id' | 'subjectId'>;

/** The confirmed editions of a meeting, the newest first. */
export async function minutesOf(reading: Reading, meetingId: string): Promise<readonly Minutes[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.minutes')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where(visibleTo(reading.actor, 'meetings.minutes.compartment_id'))
    .orderBy('edition', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    edition: row.edition,
    reason: row.reason,
    confirmedAt: row.confirmed_at,
    confirmedBy: row.confirmed_by as unknown as ActorLink,
    documents: row.documents as unknown as Documents,
    sha256: row.sha256,
    files: row.files as unknown as readonly MinutesFile[],
  }));
}

/** Keeps minutes as they were confirmed. */
export async function insertMinutes(
  work: Work,
  meeting: Of,
  minutes: Pick<Minutes, 'edition' | 'reason' | 'documents' | 'sha256' | 'files'> & { readonly at: Date },
): Promise<void> {
  await (work.db as Db)
    .insertInto('meetings.minutes')
    .values({
      id: work.newId<'Minutes'>(),
      meeting_id: meeting.id,
      subject_id: meeting.subjectId,
      edition: minutes.edition,
      reason: minutes.reason,
      confirmed_at: minutes.at,
      confirmed_by: JSON.stringify(actorLink(work.actor)),
      documents: JSON.stringify(minutes.documents),
      sha256: minutes.sha256,
      files: JSON.stringify(minutes.files),
    })
    .execute();
}

/** To whom what was sent, the oldest first. */
export async function deliveriesOf(reading: Reading, meetingId: string): Promise<readonly Delivery[]> {
  const rows = await (reading.db as Db)
    .selectFrom('meetings.delivery')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where(visibleTo(reading.actor, 'meetings.delivery.compartment_id'))
    .orderBy('sent_at')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    what: row.what as MeetingMail,
    edition: row.edition,
    to: row.recipients as unknown as readonly string[],
    at: row.sent_at,
    by: row.sent_by as unknown as ActorLink,
  }));
}

/** Keeps that something was sent. */
export async function insertDelivery(
  work: Work,
  meeting: Of,
  sent: Pick<Delivery, 'what' | 'edition' | 'to'> & { readonly messageId: string },
): Promise<void> {
  await (work.db as Db)
    .insertInto('meetings.delivery')
    .values({
      id: work.newId<'MeetingDelivery'>(),
      meeting_id: meeting.id,
      subject_id: meeting.subjectId,
      what: sent.what,
      edition: sent.edition,
      message_id: sent.messageId,
      recipients: JSON.stringify(sent.to),
      sent_at: work.now,
      sent_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
