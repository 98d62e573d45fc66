import { call } from '../../../shared/api.client.ts';
import type { ReportSummary } from './queries.ts';
import type { At, BulkAct } from './undo.rules.ts';

/** So few at once that progress is seen and a stop is soon. */
const atOnce = 20;

export type BulkOutcome = {
  readonly done: readonly At[];
  readonly refused: readonly { readonly report: ReportSummary; readonly code: string }[];
  /** Reports that were not tried, because it was stopped. */
  readonly left: readonly ReportSummary[];
};

/** Does the same with many reports, some at a time; each succeeds or is refused for itself. */
export async function runBulk(given: {
  readonly act: BulkAct;
  readonly reports: readonly ReportSummary[];
  readonly onProgress: (count: number) => void;
  readonly isStopped: () => boolean;
}): Promise<BulkOutcome> {
  const { act, reports, onProgress, isStopped } = given;
  const done: At[] = [];
  const refused: { report: ReportSummary; code: string }[] = [];
  for (let from = 0; from < reports.length; from += atOnce) {
    if (isStopped()) return { done, refused, left: reports.slice(from) };
    const some = reports.slice(from, from + atOnce);
    const { items } = await call('POST /api/v1/reports/bulk', {
      body: { items: some.map(({ id, version }) => ({ id, version })), act },
    });
    for (const item of items) {
      const report = some.find(({ id }) => id === item.id);
      if (item.isDone && item.version !== null) done.push({ id: item.id, version: item.version });
      else if (report !== undefined) refused.push({ report, code: item.code ?? '' });
    }
    onProgress(Math.min(reports.length, from + atOnce));
  }
  return { done, refused, left: [] };
}
