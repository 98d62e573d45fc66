import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject, wholeOf } from '../../../platform/subjects/index.ts';

type Export = { readonly subjectId: string; readonly format: string };

/** Writes into the audit log that somebody takes a timeline out of the program, before the first byte leaves. */
export const exportTimeline = defineCommand({
  id: 'timeline.export',
  async load(work: Work, input: Export) {
    const subject = await findSubject(work, input.subjectId);
    return { subject, ids: (await wholeOf(work, subject)).ids };
  },
  permit: permitAll,
  decide: (loaded) => loaded,
  record: async (_work, { change, input }) => ({
    subjectId: change.subject.id,
    audit: { format: input.format },
    facts: [],
    result: change,
  }),
  show: async (_work, { subject, ids }) => ({ ids, number: subject.number ?? subject.kind }),
});
