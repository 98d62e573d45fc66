import type { SectionEntry } from '../../../shared/registry.tsx';

/** The button that moves a record into another compartment. */
export const restrictSection: SectionEntry = {
  id: 'restrict',
  subjectKinds: ['incident', 'report'],
  order: 50,
  permission: 'subjects.restrict',
  place: 'action',
  load: () => import('./sections/restrict.section.tsx'),
};

/** Who may see a record. */
export const sightSection: SectionEntry = {
  id: 'sight',
  subjectKinds: ['incident'],
  order: 50,
  permission: 'compartments.list',
  place: 'rail',
  load: () => import('./sections/sight.section.tsx'),
};
