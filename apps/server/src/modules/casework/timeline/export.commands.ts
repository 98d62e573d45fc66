import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';

type Export = { readonly subjectId: string; readonly format: string };

/** Writes into the audit log that somebody takes a timeline out of the program, before the first byte leaves. */
export const exportTimeline = defineCommand({
  id: 'timeline.export',
  load: (work: Work, input: Export) => findSubject(work, input.subjectId),
  permit: permitAll,
  decide: (subject) => subject,
  record: async (_work, { change: subject, input }) => ({
    subjectId: subject.id,
    audit: { format: input.format },
    facts: [],
    result: subject,
  }),
  show: async (_work, subject) => ({ id: subject.id, number: subject.number ?? subject.kind }),
});
