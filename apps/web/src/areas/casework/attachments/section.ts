import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** The files of a record, on a page of their own. */
export const filesTab: SectionEntry = {
  id: 'files',
  subjectKinds: ['incident'],
  order: 70,
  permission: 'attachments.list',
  place: 'tab',
  title: 'attachments.title',
  count: ({ id }) => ({
    queryKey: ['attachment', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/attachments', { query: { subjectId: id }, signal });
      const counted = items.filter(({ withdrawn }) => withdrawn === null).length;
      return counted === 0 ? null : counted;
    },
  }),
  load: () => import('./sections/files.section.tsx'),
};

/** The newest files of a record, in short. */
export const filesSection: SectionEntry = {
  id: 'files-short',
  subjectKinds: ['incident', 'report'],
  order: 45,
  permission: 'attachments.list',
  place: 'rail',
  load: () => import('./sections/files-short.section.tsx'),
};
