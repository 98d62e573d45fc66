import type { Work } from '../../../../platform/commands/index.ts';
import { findSubject } from '../../../../platform/subjects/index.ts';
import type { Report } from '../report.model.ts';
import { showReport } from '../report.queries.ts';
import { findReport } from '../report.store.ts';

/** What every act on one report is asked with. */
export type OnReport = { readonly params: { readonly id: string } };

/** Finds the report of an act and locks it until the act is done. */
export async function loadReport(work: Work, input: OnReport): Promise<Report> {
  const subject = await findSubject(work, input.params.id, { kind: 'report' });
  return findReport(work, subject.id, { forUpdate: true });
}

/** How acts on a report deal with a version that is not the newest. */
export function versionOf<Loaded extends Report>() {
  return {
    of: (report: Loaded) => report.version,
    show: (work: Work, report: Loaded) => showReport(work, report.id),
  };
}

export const versioned = versionOf<Report>();
