import type { SectionEntry } from '../../../shared/registry.tsx';

/** The timeline and its quick entry, on every record that keeps a journal. */
export const journalSection: SectionEntry = {
  id: 'journal',
  subjectKinds: ['incident'],
  order: 20,
  permission: 'journal.list',
  place: 'main',
  load: () => import('./sections/journal.section.tsx'),
};
