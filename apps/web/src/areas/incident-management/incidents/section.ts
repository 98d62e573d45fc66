import type { SectionEntry } from '../../../shared/registry.tsx';

/** What is known, what is looked into and what is assumed, in technical and in plain words. */
export const summarySection: SectionEntry = {
  id: 'summary',
  subjectKinds: ['incident'],
  order: 5,
  permission: 'incidents.show',
  place: 'main',
  load: () => import('./sections/summary.section.tsx'),
};

/** Who does what in the incident. */
export const peopleSection: SectionEntry = {
  id: 'people',
  subjectKinds: ['incident'],
  order: 40,
  permission: 'incidents.show',
  place: 'rail',
  load: () => import('./sections/people.section.tsx'),
};

/** Where an incident came from, what was merged into it, and how it ended. */
export const overviewSection: SectionEntry = {
  id: 'origin',
  subjectKinds: ['incident'],
  order: 60,
  permission: 'incidents.show',
  place: 'rail',
  load: () => import('./sections/overview.section.tsx'),
};

/** What was changed of the incident itself, with before and after. */
export const historySection: SectionEntry = {
  id: 'history',
  subjectKinds: ['incident'],
  order: 70,
  permission: 'incidents.history',
  place: 'rail',
  load: () => import('./sections/history.section.tsx'),
};
