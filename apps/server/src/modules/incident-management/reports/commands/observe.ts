import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordOccurrences } from '../../../situational-awareness/observables/index.ts';
import { findReport } from '../report.store.ts';

/** Reads the observables out of a report's title and text. Reading again replaces what was found before. */
export const observeReport = defineCommand({
  id: 'reports.observe',
  load: (work: Work, input: { readonly reportId: string }) => findReport(work, input.reportId),
  permit: permitAll,
  decide: (report) => report,
  async record(work, { change: report }) {
    const subjectId = asId<'Subject'>(report.id);
    const text = `${report.title}\n${report.text}`;
    const found = await recordOccurrences(work, subjectId, { part: 'main', text });
    return { subjectId, audit: { found }, facts: [], result: null };
  },
  show: async () => null,
});
