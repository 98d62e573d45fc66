import type { AttemptState, CallWay, WithheldReason } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Attempt, PhoneCall } from './call.model.ts';

type Db = Tables<'callout.attempt' | 'callout.attempt_note' | 'callout.phone_call'>;

export async function insertAttempt(
  work: Work,
  attempt: Pick<Attempt, 'callId' | 'personId' | 'subjectId' | 'round' | 'step' | 'way' | 'address' | 'adapterId'> & {
    readonly messageId: string | null;
  },
): Promise<string> {
  const id = work.newId<'CallAttempt'>();
  await (work.db as Db)
    .insertInto('callout.attempt')
    .values({
      id,
      call_id: attempt.callId,
      person_id: attempt.personId,
      subject_id: attempt.subjectId,
      round: attempt.round,
      step: attempt.step,
      way: attempt.way,
      address: attempt.address,
      adapter_id: attempt.adapterId,
      message_id: attempt.messageId,
      queued_at: work.now,
    })
    .execute();
  return id;
}

/** What was learnt of an attempt; nothing that was noted before is changed. */
export async function insertAttemptNote(
  work: Work,
  note: {
    readonly attemptId: string;
    readonly subjectId: string;
    readonly state: Exclude<AttemptState, 'queued'>;
    readonly reason?: WithheldReason | null;
    readonly words?: string;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.attempt_note')
    .values({
      id: work.newId<'CallAttemptNote'>(),
      attempt_id: note.attemptId,
      subject_id: note.subjectId,
      state: note.state,
      reason: note.reason ?? null,
      words: note.words ?? '',
      noted_at: work.now,
    })
    .execute();
}

/** Attempts with what was learnt of each last, in the order in which they were made. */
async function attemptsWhere(
  reading: Reading,
  which: { readonly personIds: readonly string[] } | { readonly id: string } | { readonly messageId: string },
): Promise<readonly Attempt[]> {
  const all = (reading.db as Db)
    .selectFrom('callout.attempt')
    .where(visibleTo(reading.actor, 'callout.attempt.compartment_id'));
  const meant =
    'personIds' in which
      ? all.where('person_id', 'in', [...which.personIds])
      : 'id' in which
        ? all.where('id', '=', which.id)
        : all.where('message_id', '=', which.messageId);
  const last = (column: string) =>
    sql`(select note.${sql.ref(column)} from callout.attempt_note note
      where note.attempt_id = callout.attempt.id and ${visibleTo(reading.actor, 'note.compartment_id')}
      order by note.noted_at desc, note.id desc limit 1)`;
  const rows = await meant
    .selectAll()
    .select([
      sql<string | null>`${last('state')}`.as('state'),
      sql<string | null>`${last('reason')}`.as('reason'),
      sql<string | null>`${last('words')}`.as('words'),
      sql<Date | null>`${last('noted_at')}`.as('noted_at'),
    ])
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    callId: row.call_id,
    personId: row.person_id,
    subjectId: row.subject_id,
    round: row.round,
    step: row.step,
    way: row.way as CallWay,
    address: row.address,
    adapterId: row.adapter_id,
    queuedAt: row.queued_at,
    state: (row.state ?? 'queued') as AttemptState,
    reason: row.reason as WithheldReason | null,
    words: row.words ?? '',
    stateAt: row.noted_at ?? row.queued_at,
  }));
}

export async function listAttempts(reading: Reading, personIds: readonly string[]): Promise<readonly Attempt[]> {
  return personIds.length === 0 ? [] : attemptsWhere(reading, { personIds });
}

/** Finds an attempt; refuses with `record.find.not-found`. */
export async function findAttempt(reading: Reading, id: string): Promise<Attempt> {
  const [found] = await attemptsWhere(reading, { id });
  return found ?? refuse('record.find.not-found');
}

/** For which attempt a mail was sent, or null when it is none of ours. */
export async function attemptOfMessage(reading: Reading, messageId: string): Promise<Attempt | null> {
  const [found] = await attemptsWhere(reading, { messageId });
  return found ?? null;
}

export async function insertPhoneCall(
  work: Work,
  call: {
    readonly personId: string;
    readonly subjectId: string;
    readonly at: Date;
    readonly isAnswered: boolean;
    readonly text: string;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.phone_call')
    .values({
      id: work.newId<'PhoneCall'>(),
      person_id: call.personId,
      subject_id: call.subjectId,
      made_at: call.at,
      is_answered: call.isAnswered,
      text: call.text,
      noted_at: work.now,
      noted_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

export async function listPhoneCalls(reading: Reading, personIds: readonly string[]): Promise<readonly PhoneCall[]> {
  if (personIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('callout.phone_call')
    .selectAll()
    .where('person_id', 'in', [...personIds])
    .where(visibleTo(reading.actor, 'callout.phone_call.compartment_id'))
    .orderBy('made_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    at: row.made_at,
    isAnswered: row.is_answered,
    text: row.text,
    by: row.noted_by as ActorLink,
  }));
}
