import { visibleTo } from '../../../platform/access/index.ts';
import type { Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { previewOf } from './report.model.ts';

type Db = Tables<'reports.report'>;

/** What may change of a call after it was noted; undefined stays as it is. */
export type CallChange = {
  readonly text?: string | undefined;
  readonly callerName?: string | null | undefined;
  readonly callerDepartment?: string | null | undefined;
  readonly callerPhone?: string | null | undefined;
  readonly occurredAt?: Date | null | undefined;
  readonly occurredPrecision?: string | null | undefined;
  readonly receivedAt?: Date | undefined;
  readonly isUrgent?: boolean | undefined;
  readonly isUnfinished?: boolean | undefined;
};

/** Writes what was completed of a call. */
export async function changeCall(work: Work, id: string, change: CallChange): Promise<void> {
  const columns = {
    text: change.text,
    preview: change.text === undefined ? undefined : previewOf(change.text),
    reporter_name: change.callerName,
    caller_department: change.callerDepartment,
    caller_phone: change.callerPhone,
    occurred_at: change.occurredAt,
    occurred_precision: change.occurredPrecision,
    received_at: change.receivedAt,
    is_urgent: change.isUrgent,
    is_unfinished: change.isUnfinished,
  };
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  await (work.db as Db)
    .updateTable('reports.report')
    .set((eb) => ({ ...given, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'reports.report.compartment_id'))
    .execute();
}
