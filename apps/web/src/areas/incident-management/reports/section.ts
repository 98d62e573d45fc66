import type { SectionEntry } from '../../../shared/registry.tsx';

/** What is missing of a call that was noted in a hurry, and the way to complete it. */
export const callSection: SectionEntry = {
  id: 'call',
  subjectKinds: ['report'],
  order: 5,
  permission: 'reports.complete-call',
  place: 'main',
  load: () => import('./sections/call.section.tsx'),
};

/** The files that came with reports, among the files of an incident. */
export const reportFilesSection: SectionEntry = {
  id: 'report-files',
  subjectKinds: ['incident'],
  order: 10,
  permission: 'reports.files',
  place: 'files',
  load: () => import('./sections/report-files.section.tsx'),
};
