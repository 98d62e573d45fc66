import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { updateAcknowledged } from '../statistics.store.ts';

/** Notes when the reporter first got a mail from us: with it they know that their report has arrived. */
export const noteAcknowledged = defineCommand({
  id: 'reports.note-acknowledged',
  load: async (_work: Work, input: { readonly reportId: string; readonly at: Date }) => input,
  permit: permitAll,
  decide: (_loaded, input) => input,
  async record(work, { change }) {
    await updateAcknowledged(work, change.reportId, change.at);
    return { subjectId: asId<'Subject'>(change.reportId), audit: {}, facts: [], result: null };
  },
  show: async () => null,
});
