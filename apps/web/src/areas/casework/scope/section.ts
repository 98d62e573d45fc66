import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** What a record touches, on a page of its own. */
export const scopeTab: SectionEntry = {
  id: 'scope',
  subjectKinds: ['incident'],
  order: 20,
  permission: 'scope.list',
  place: 'tab',
  title: 'scope.title',
  count: ({ id }) => ({
    queryKey: ['scope-item', 'count', id],
    queryFn: async ({ signal }) => {
      const { kinds } = await call('GET /api/v1/scope-summary', { query: { subjectId: id }, signal });
      const counted = kinds.reduce((sum, { total }) => sum + total, 0);
      return counted === 0 ? null : counted;
    },
  }),
  load: () => import('./sections/scope.section.tsx'),
};

/** The counts, in short. */
export const scopeSection: SectionEntry = {
  id: 'scope-short',
  subjectKinds: ['incident'],
  order: 30,
  permission: 'scope.summary',
  place: 'main',
  load: () => import('./sections/scope-short.section.tsx'),
};
