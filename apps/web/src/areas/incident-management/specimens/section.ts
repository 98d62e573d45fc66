import type { SectionEntry } from '../../../shared/registry.tsx';

/** The suspicious mails that were handed in with a record. */
export const specimensSection: SectionEntry = {
  id: 'specimens',
  subjectKinds: ['report', 'incident'],
  order: 30,
  permission: 'specimens.list',
  place: 'main',
  load: () => import('./sections/specimens.section.tsx'),
};
