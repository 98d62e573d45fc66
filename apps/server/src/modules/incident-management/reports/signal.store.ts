import type { TriagePriority } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Signal } from '../../../platform/subjects/index.ts';

type Db = Tables<'reports.report'>;

/** Most records that a look back answers. */
const mostSignals = 5_000;

export type Unplaced = Omit<Signal, 'isOffHours'>;

/** What of reports can call people out, without the hours of work: of one, or of all since a moment, the newest first. */
export async function reportSignals(
  reading: Reading,
  which: { readonly id: string } | { readonly since: Date },
): Promise<readonly Unplaced[]> {
  const reports = (reading.db as Db)
    .selectFrom('reports.report')
    .select(['id', 'channel', 'state', 'priority', 'class_code', 'source', 'mailbox_id', 'received_at'])
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'));
  const rows = await ('id' in which
    ? reports.where('id', '=', which.id)
    : reports.where('received_at', '>=', which.since).orderBy('received_at', 'desc').orderBy('id', 'desc')
  )
    .limit(mostSignals)
    .execute();
  return rows.map((row) => ({
    subjectId: asId<'Subject'>(row.id),
    kind: 'report',
    at: row.received_at,
    priority: row.priority as TriagePriority | null,
    severity: null,
    classCode: row.class_code,
    source: row.source,
    mailboxId: row.mailbox_id,
    // What is entered from a ledger is history: nobody is called for it.
    isOpen: row.channel !== 'ledger' && (row.state === 'new' || row.state === 'waiting'),
  }));
}
