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
