import type { QueryOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { exportedAfter, fieldLabels } from './export.store.ts';
import type { ExportedReport } from './import.model.ts';
import { filtersOf } from './report.queries.ts';

/** What the list of reports can be narrowed to; the text search finds as many as it does there. */
export type ReportQuery = Omit<QueryOf<RouteWith<'reports.list'>>, 'cursor' | 'limit' | 'sort'>;

/** The names of own fields that the reports behind a filter have. */
export async function exportedFields(reading: Reading, query: ReportQuery): Promise<readonly string[]> {
  return fieldLabels(reading, await filtersOf(reading, query));
}

/** A page of reports for a ledger, the oldest first. */
export async function exportedPage(
  reading: Reading,
  query: ReportQuery,
  asked: { readonly after: Pick<ExportedReport, 'receivedAt' | 'id'> | null; readonly limit: number },
): Promise<readonly ExportedReport[]> {
  return exportedAfter(reading, await filtersOf(reading, query), asked);
}
