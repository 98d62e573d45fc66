import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** The notes of a record, on a page of their own. */
export const notesTab: SectionEntry = {
  id: 'notes',
  subjectKinds: ['incident'],
  order: 65,
  permission: 'notes.list',
  place: 'tab',
  title: 'notes.title',
  count: ({ id }) => ({
    queryKey: ['note', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/notes', { query: { subjectId: id }, signal });
      const counted = items.filter(({ withdrawn }) => withdrawn === null).length;
      return counted === 0 ? null : counted;
    },
  }),
  load: () => import('./sections/notes.section.tsx'),
};
