import type { SectionEntry } from '../../../shared/registry.tsx';

/** Where an incident came from and how it ended. */
export const overviewSection: SectionEntry = {
  id: 'overview',
  subjectKinds: ['incident'],
  order: 10,
  permission: 'incidents.show',
  place: 'rail',
  load: () => import('./sections/overview.section.tsx'),
};
