import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordOccurrences, recordOccurrencesOfMany } from '../../../situational-awareness/observables/index.ts';
import { findReport, findReports } from '../report.store.ts';

/** Reads the observables out of a report's title and text. Reading again replaces what was found before. */
export const observeReport = defineCommand({
  id: 'reports.observe',
  load: (work: Work, input: { readonly reportId: string }) => findReport(work, input.reportId),
  permit: permitAll,
  decide: (report) => report,
  async record(work, { change: report }) {
    const subjectId = asId<'Subject'>(report.id);
    const found = await recordOccurrences(work, subjectId, { part: 'main', text: textOf(report) });
    return { subjectId, audit: { found }, facts: [], result: null };
  },
  show: async () => null,
  /** A flood of alerts is read together: each alone would cost more than taking it in. */
  async together(work, inputs) {
    const reports = await findReports(
      work,
      inputs.map(({ reportId }) => reportId),
    );
    const texts = reports.map((report) => ({ subjectId: asId<'Subject'>(report.id), text: textOf(report) }));
    const found = await recordOccurrencesOfMany(work, 'main', texts);
    return texts.map(({ subjectId }, at) => ({ subjectId, audit: { found: found[at] ?? 0 }, facts: [], result: null }));
  },
});

const textOf = ({ title, text }: Readonly<Record<'title' | 'text', string>>) => `${title}\n${text}`;
