import type { SectionEntry } from '../../../shared/registry.tsx';

/** The whole timeline with what machines recorded, on a page of its own. */
export const timelineSection: SectionEntry = {
  id: 'timeline',
  subjectKinds: ['incident'],
  order: 10,
  permission: 'timeline.list',
  place: 'tab',
  title: 'terms.timeline',
  load: () => import('./sections/timeline.section.tsx'),
};
