import type { ReportChannel, ReportState } from '@matoi/contract';
import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';
import { keyset } from '../../../platform/lists/index.ts';
import type { ExportedReport } from './import.model.ts';
import type { ReportField } from './report.model.ts';
import { filteredReports, type ReportFilters } from './report-list.store.ts';

/** Own fields of reports beyond so many names are left out of a table: nobody reads a sheet that wide. */
const mostFields = 60;

/** The names of own fields that the filtered reports have, in the order of the alphabet. */
export async function fieldLabels(reading: Reading, filters: ReportFilters): Promise<readonly string[]> {
  const rows = await filteredReports(reading, filters)
    .where(sql<boolean>`fields <> '[]'::jsonb`)
    .select(sql<string>`jsonb_array_elements(fields) ->> 'label'`.as('label'))
    .distinct()
    .orderBy('label')
    .limit(mostFields)
    .execute();
  return rows.map(({ label }) => label);
}

/** The next reports after another, the oldest first, with all that a ledger of them has. */
export async function exportedAfter(
  reading: Reading,
  filters: ReportFilters,
  asked: { readonly after: Pick<ExportedReport, 'receivedAt' | 'id'> | null; readonly limit: number },
): Promise<readonly ExportedReport[]> {
  const { after } = asked;
  const rows = await keyset(filteredReports(reading, filters), {
    column: 'received_at',
    idColumn: 'id',
    direction: 'asc',
    cursor: after === null ? null : { sort: '', value: after.receivedAt.toISOString(), id: after.id },
  })
    .select([
      'id',
      'number',
      'source',
      'external_id',
      'channel',
      'received_at',
      'received_precision',
      'occurred_at',
      'title',
      'text',
      'reporter_name',
      'reporter_address',
      'caller_phone',
      'caller_department',
      'class_code',
      'impact',
      'urgency',
      'priority',
      'assignee_id',
      'state',
      'outcome',
      'close_reason',
      'closed_at',
      'handled_as',
      'fields',
    ])
    .limit(asked.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    source: row.source,
    externalId: row.external_id,
    channel: row.channel as ReportChannel,
    receivedAt: row.received_at,
    receivedPrecision: row.received_precision,
    occurredAt: row.occurred_at,
    title: row.title,
    text: row.text,
    reporterName: row.reporter_name,
    reporterAddress: row.reporter_address,
    reporterPhone: row.caller_phone,
    reporterDepartment: row.caller_department,
    classCode: row.class_code,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    assigneeId: row.assignee_id,
    state: row.state as ReportState,
    outcome: row.outcome as ExportedReport['outcome'],
    closeReason: row.close_reason,
    closedAt: row.closed_at,
    handledAs: row.handled_as,
    fields: row.fields as unknown as readonly ReportField[],
  }));
}
