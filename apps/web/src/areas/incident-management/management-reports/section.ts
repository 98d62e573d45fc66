import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** Reports to management and the closing report of an incident. */
export const managementReportsTab: SectionEntry = {
  id: 'reports',
  subjectKinds: ['incident'],
  order: 80,
  permission: 'management-reports.list',
  place: 'tab',
  title: 'terms.management-reports',
  count: ({ id }) => ({
    queryKey: ['management-report', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/subjects/{id}/management-reports', { params: { id }, signal });
      return items.length === 0 ? null : items.length;
    },
  }),
  load: () => import('./sections/reports.section.tsx'),
};
