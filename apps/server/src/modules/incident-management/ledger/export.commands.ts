import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';

type Export = {
  readonly format: string;
  readonly language: string;
  /** The filters, without the text that was searched for: the log is read by people who may not see what it finds. */
  readonly filters: Readonly<Record<string, string>>;
};

/**
 * Writes into the audit log that somebody takes reports out of the program, before the first byte leaves. How many they
 * are is not written: the number would tell an auditor of reports that they may not see.
 */
export const exportLedger = defineCommand({
  id: 'ledger.export',
  load: async (_work: Work, input: Export) => input,
  permit: permitAll,
  decide: (_loaded, input) => input,
  record: async (_work, { change }) => ({
    subjectId: null,
    audit: { format: change.format, language: change.language, filters: change.filters },
    facts: [],
    result: null,
  }),
  show: async () => null,
});
