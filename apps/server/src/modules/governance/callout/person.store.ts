import type { CallAnswer, Locale } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Selectable } from 'kysely';
import { type ActorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { CalledPerson } from './call.model.ts';

type Db = Tables<'callout.person'>;

const compartment = 'callout.person.compartment_id';

export async function insertPerson(
  work: Work,
  person: Pick<
    CalledPerson,
    'id' | 'callId' | 'subjectId' | 'rank' | 'number' | 'memberId' | 'accountId' | 'name' | 'locale' | 'round' | 'step'
  >,
): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.person')
    .values({
      id: person.id,
      call_id: person.callId,
      subject_id: person.subjectId,
      rank: person.rank,
      number: person.number,
      member_id: person.memberId,
      account_id: person.accountId,
      name: person.name,
      locale: person.locale,
      round: person.round,
      step: person.step,
      called_at: work.now,
    })
    .execute();
}

/** Finds somebody who was called; refuses with `record.find.not-found`. */
export async function findPerson(reading: Reading, id: string): Promise<CalledPerson> {
  const row = await (reading.db as Db)
    .selectFrom('callout.person')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, compartment))
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toPerson(row);
}

/** Everybody of these calls, in the order in which they were called first. */
export async function listPeople(reading: Reading, callIds: readonly string[]): Promise<readonly CalledPerson[]> {
  if (callIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('callout.person')
    .selectAll()
    .where('call_id', 'in', [...callIds])
    .where(visibleTo(reading.actor, compartment))
    .orderBy('call_id')
    .orderBy('rank')
    .execute();
  return rows.map(toPerson);
}

/** Everybody who was on duty for a call, of records or of all that the actor sees, the latest first; at most 5,000. */
export async function listOnDuty(
  reading: Reading,
  subjectIds: readonly string[] | undefined,
): Promise<readonly CalledPerson[]> {
  const people = (reading.db as Db)
    .selectFrom('callout.person')
    .selectAll()
    .where('arrived_at', 'is not', null)
    .where(visibleTo(reading.actor, compartment));
  const rows = await (subjectIds === undefined ? people : people.where('subject_id', 'in', [...subjectIds]))
    .orderBy('arrived_at', 'desc')
    .orderBy('id', 'desc')
    .limit(5_000)
    .execute();
  return rows.map(toPerson);
}

export type PersonChange = Partial<{
  readonly place: { readonly round: number; readonly step: number };
  readonly isUnreached: boolean;
  readonly answer: CallAnswer;
  readonly answeredAt: Date;
  readonly answerText: string;
  readonly answeredBy: ActorLink;
  readonly arrivedAt: Date | null;
  readonly releasedAt: Date | null;
}>;

/** Changes somebody who was called; a new place means that they are called again now. */
export async function updatePerson(work: Work, id: string, change: PersonChange): Promise<void> {
  const { place, answeredBy } = change;
  const set = {
    round: place?.round,
    step: place?.step,
    called_at: place === undefined ? undefined : work.now,
    is_unreached: change.isUnreached,
    answer: change.answer,
    answered_at: change.answeredAt,
    answer_text: change.answerText,
    answered_by: answeredBy === undefined ? undefined : JSON.stringify(answeredBy),
    arrived_at: change.arrivedAt,
    released_at: change.releasedAt,
  };
  await (work.db as Db)
    .updateTable('callout.person')
    .set(Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)))
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

function toPerson(row: Selectable<DB['callout.person']>): CalledPerson {
  return {
    id: row.id,
    callId: row.call_id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    rank: row.rank,
    number: row.number,
    memberId: row.member_id,
    accountId: row.account_id,
    name: row.name,
    locale: row.locale as Locale,
    round: row.round,
    step: row.step,
    calledAt: row.called_at,
    isUnreached: row.is_unreached,
    answer: row.answer as CallAnswer | null,
    answeredAt: row.answered_at,
    answerText: row.answer_text,
    answeredBy: row.answered_by as ActorLink | null,
    arrivedAt: row.arrived_at,
    releasedAt: row.released_at,
  };
}
