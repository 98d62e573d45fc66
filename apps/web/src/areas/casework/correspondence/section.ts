import type { SectionEntry } from '../../../shared/registry.tsx';

/** The conversation of a record, in both directions, and the form to write. */
export const correspondenceSection: SectionEntry = {
  id: 'correspondence',
  subjectKinds: ['incident', 'report'],
  order: 60,
  permission: 'correspondence.list',
  place: 'main',
  load: () => import('./sections/correspondence.section.tsx'),
};

/** Whether the reporter was told that the report arrived, as one chip. */
export const acknowledgementSection: SectionEntry = {
  id: 'acknowledgement',
  subjectKinds: ['report'],
  order: 10,
  permission: 'correspondence.list',
  place: 'status',
  load: () => import('./sections/acknowledgement.section.tsx'),
};

/** The files that came and went by mail, among the files of a record. */
export const messageFilesSection: SectionEntry = {
  id: 'message-files',
  subjectKinds: ['incident'],
  order: 20,
  permission: 'correspondence.files',
  place: 'files',
  load: () => import('./sections/message-files.section.tsx'),
};
