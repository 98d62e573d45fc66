import type { AttemptState, CallWay, WithheldReason } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Attempt, AttemptNote, PhoneCall } from './call.model.ts';

type Db = Tables<'callout.attempt' | 'callout.attempt_note' | 'callout.phone_call'>;

export async function insertAttempt(
  work: Work,
  attempt: Pick<
    Attempt,
    'callId' | 'personId' | 'subjectId' | 'round' | 'step' | 'way' | 'address' | 'adapterId' | 'deviceId'
  > & {
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
      device_id: attempt.deviceId,
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
  const notes = sql<readonly NoteRow[]>`(select coalesce(jsonb_agg(jsonb_build_object('state', note.state,
      'reason', note.reason, 'words', note.words, 'at', note.noted_at) order by note.position), '[]'::jsonb)
    from callout.attempt_note note
    where note.attempt_id = callout.attempt.id and ${visibleTo(reading.actor, 'note.compartment_id')})`;
  const rows = await meant.selectAll().select(notes.as('notes')).orderBy('queued_at').orderBy('id').execute();
  return rows.map((row) => {
    const last = row.notes.at(-1);
    return {
      id: row.id,
      callId: row.call_id,
      personId: row.person_id,
      subjectId: row.subject_id,
      round: row.round,
      step: row.step,
      way: row.way as CallWay,
      address: row.address,
      adapterId: row.adapter_id,
      deviceId: row.device_id,
      queuedAt: row.queued_at,
      state: last?.state ?? 'queued',
      reason: last?.reason ?? null,
      words: last?.words ?? '',
      stateAt: last === undefined ? row.queued_at : new Date(last.at),
      notes: row.notes.map(({ state, words, at }): AttemptNote => ({ state, words, at: new Date(at) })),
    };
  });
}

type NoteRow = {
  readonly state: Exclude<AttemptState, 'queued'>;
  readonly reason: WithheldReason | null;
  readonly words: string;
  readonly at: string;
};

export async function listAttempts(reading: Reading, personIds: readonly string[]): Promise<readonly Attempt[]> {
  return personIds.length === 0 ? [] : attemptsWhere(reading, { personIds });
}

/**
 * Which word a service speaks of, and where its record lies, by a function of the database made for that: by the word
 * itself, or the newest word to a number. Null: none of this service in that time.
 */
export async function wordOfService(
  reading: Pick<Reading, 'db'>,
  asked: {
    readonly adapterId: string;
    readonly word: string | null;
    readonly number: string | null;
    readonly since: Date;
  },
): Promise<{ readonly attemptId: string; readonly compartmentId: number } | null> {
  const { adapterId, word, number, since } = asked;
  const { rows } = await sql<{ attempt_id: string; compartment_id: number }>`
    select * from callout.receipt_word(${adapterId}::uuid, ${word}::uuid, ${number}, ${since}::timestamptz)`.execute(
    reading.db,
  );
  const [row] = rows;
  return row === undefined ? null : { attemptId: row.attempt_id, compartmentId: row.compartment_id };
}

/** Which service was handed a word; null for none. */
export async function adapterOfWord(reading: Pick<Reading, 'db'>, attemptId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select callout.receipt_adapter(${attemptId}::uuid) as id`.execute(
    reading.db,
  );
  return rows[0]?.id ?? null;
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
