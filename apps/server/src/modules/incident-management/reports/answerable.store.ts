import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'reports.report'>;

/** A report of a person who can be answered. */
export type AnswerableReport = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** In lower case. */
  readonly reporterAddress: string;
};

/** The reports handled in the given records that a person with an address sent, as far as the actor sees them. */
export async function answerableReports(
  reading: Reading,
  handledAs: readonly string[],
): Promise<readonly AnswerableReport[]> {
  if (handledAs.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .select(['id', 'number', 'title', 'reporter_address'])
    .where('handled_as', 'in', [...handledAs])
    .where('is_automatic', '=', false)
    .where('reporter_address', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .orderBy('received_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    reporterAddress: (row.reporter_address ?? '').toLowerCase(),
  }));
}
