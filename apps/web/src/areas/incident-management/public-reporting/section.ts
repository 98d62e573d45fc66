import type { SectionEntry } from '../../../shared/registry.tsx';

/** The link by which the reporter follows a report: whether it works, and how to make or end one. */
export const trackingLinkSection: SectionEntry = {
  id: 'tracking-link',
  subjectKinds: ['report'],
  order: 80,
  permission: 'tracking-links.list',
  place: 'rail',
  load: () => import('./sections/tracking-link.section.tsx'),
};
