import type { SectionEntry } from '../../../shared/registry.tsx';

/** The records that this one has to do with, and how. */
export const relationsSection: SectionEntry = {
  id: 'relations',
  subjectKinds: ['incident', 'report'],
  order: 50,
  permission: 'relations.list',
  place: 'rail',
  load: () => import('./sections/relations.section.tsx'),
};
