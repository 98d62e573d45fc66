import type { SectionEntry } from '../../../shared/registry.tsx';

/** The observables of a record. */
export const observablesSection: SectionEntry = {
  id: 'observables',
  subjectKinds: ['incident', 'report'],
  order: 40,
  permission: 'observables.list',
  place: 'main',
  load: () => import('./sections/observables.section.tsx'),
};
