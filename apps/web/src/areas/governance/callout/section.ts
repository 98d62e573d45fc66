import { loadLaterSentences } from '../../../shared/language.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** Who was called for a record, who comes, and the button to call. */
export const callOutSection: SectionEntry = {
  id: 'call-outs',
  subjectKinds: ['report', 'incident'],
  order: 25,
  permission: 'call-outs.list',
  place: 'main',
  load: async () => {
    // The inbox shows reports, and is one of the first pages.
    await loadLaterSentences();
    return import('./sections/call-outs.section.tsx');
  },
};

/** The same in a word, in the head of the record. */
export const callStatusSection: SectionEntry = {
  id: 'call-status',
  subjectKinds: ['report', 'incident'],
  order: 5,
  permission: 'call-outs.list',
  place: 'status',
  load: async () => {
    await loadLaterSentences();
    return import('./sections/call-status.section.tsx');
  },
};
