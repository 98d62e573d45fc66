import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { recordOccurrences } from '../../situational-awareness/observables/index.ts';
import { findReport } from './report.store.ts';

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

/** What is looked for in reports once they are safely in. */
export const observableSubscriptions: readonly Subscription[] = [
  onFact('report.received', 'reports.observe', async (reaction, { subjectId }) => {
    if (subjectId === null) return;
    const asked = reaction.askedBy(reaction.actorFor('observation'));
    await reaction.runner.react(observeReport, { reportId: subjectId }, asked);
  }),
];
