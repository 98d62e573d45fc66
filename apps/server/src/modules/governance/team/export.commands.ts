import type { Locale } from '@matoi/contract';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';

type Export = { readonly format: string; readonly language: Locale };

/** Notes that somebody took the list of members with their numbers along. */
export const exportMembers = defineCommand({
  id: 'members.export',
  load: async (_work: Work, _input: Export) => null,
  permit: permitAll,
  decide: (_loaded, input) => ({ ...input }),
  record: async (_work, { change }) => ({ subjectId: null, audit: change, facts: [], result: null }),
  show: async () => null,
});

/** Notes that somebody took the directory with its numbers along. */
export const exportDirectory = defineCommand({ ...exportMembers, id: 'directory-entries.export' });

/** Notes that somebody took the contact list along. */
export const downloadContactList = defineCommand({
  ...exportMembers,
  id: 'contact-list.download',
});
