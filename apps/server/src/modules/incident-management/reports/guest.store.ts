import type { Locale } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';

/** A report as its own reporter is told of it. */
export type GuestReport = {
  readonly number: string;
  readonly state: 'new' | 'waiting' | 'handled' | 'closed' | 'merged';
  readonly outcome: string | null;
  readonly isLookedAt: boolean;
  readonly receivedAt: Date;
  readonly text: string;
  readonly locale: Locale;
  readonly reporterName: string | null;
  readonly hasAddress: boolean;
  readonly files: readonly { readonly name: string; readonly size: number }[];
};

/** The report of the transaction's guest; refuses with `guest-links.find.not-found`. */
export async function reportForGuest(reading: Reading): Promise<GuestReport> {
  const { rows } = await sql<{
    number: string;
    state: GuestReport['state'];
    outcome: string | null;
    is_looked_at: boolean;
    received_at: Date;
    body: string;
    locale: Locale;
    reporter_name: string | null;
    has_address: boolean;
  }>`select * from reports.guest_report()`.execute(reading.db);
  const [row] = rows;
  if (row === undefined) return refuse('guest-links.find.not-found');
  const files = await sql<GuestReport['files'][number]>`select * from reports.guest_files()`.execute(reading.db);
  return {
    number: row.number,
    state: row.state,
    outcome: row.outcome,
    isLookedAt: row.is_looked_at,
    receivedAt: row.received_at,
    text: row.body,
    locale: row.locale,
    reporterName: row.reporter_name,
    hasAddress: row.has_address,
    files: files.rows,
  };
}
