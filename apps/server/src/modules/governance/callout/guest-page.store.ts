import type { CallAnswer, CallCause, CallState, Locale, TriagePriority } from '@matoi/contract';
import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';

/** What somebody who is called is told on the page of the link; nothing of the record, and nothing of others but how many come. */
export type GuestCall = {
  readonly number: string;
  readonly callNumber: string;
  readonly recordNumber: string | null;
  readonly cause: CallCause;
  readonly priority: TriagePriority | null;
  /** Only where the record is open to everyone inside. */
  readonly reason: string;
  readonly state: CallState;
  readonly calledAt: Date;
  readonly name: string;
  readonly locale: Locale;
  readonly answer: CallAnswer | null;
  readonly answeredAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly takenByOthers: number;
};

/** The call of the transaction's guest, by a function of the database made for guests; null for other guests. */
export async function guestCall(reading: Reading): Promise<GuestCall | null> {
  const { rows } = await sql<{
    number: string;
    call_number: string;
    record_number: string | null;
    cause: CallCause;
    priority: TriagePriority | null;
    reason: string;
    state: CallState;
    called_at: Date;
    name: string;
    locale: Locale;
    answer: CallAnswer | null;
    answered_at: Date | null;
    arrived_at: Date | null;
    released_at: Date | null;
    taken_by_others: number;
  }>`select * from callout.guest_call()`.execute(reading.db);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    number: row.number,
    callNumber: row.call_number,
    recordNumber: row.record_number,
    cause: row.cause,
    priority: row.priority,
    reason: row.reason,
    state: row.state,
    calledAt: row.called_at,
    name: row.name,
    locale: row.locale,
    answer: row.answer,
    answeredAt: row.answered_at,
    arrivedAt: row.arrived_at,
    releasedAt: row.released_at,
    takenByOthers: row.taken_by_others,
  };
}
