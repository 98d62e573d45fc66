import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'public_reporting.work_end'>;

/** Notes of reports whether the work that they led to is over. */
export async function writeWorkEnd(work: Work, reportIds: readonly SubjectId[], isEnded: boolean): Promise<void> {
  if (reportIds.length === 0) return;
  const row = { is_ended: isEnded, changed_at: work.now };
  await (work.db as Db)
    .insertInto('public_reporting.work_end')
    .values(reportIds.map((report_id) => ({ report_id, ...row })))
    .onConflict((conflict) => conflict.column('report_id').doUpdateSet(row))
    .execute();
}

/** The same of the report of the transaction's guest. */
export async function isGuestWorkEnded(reading: Reading): Promise<boolean> {
  const { rows } = await sql<{ is_ended: boolean }>`
    select public_reporting.guest_work_ended() as is_ended`.execute(reading.db);
  return rows[0]?.is_ended === true;
}
