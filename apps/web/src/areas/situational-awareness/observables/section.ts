import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** The observables of a report. */
export const observablesSection: SectionEntry = {
  id: 'observables-report',
  subjectKinds: ['report'],
  order: 40,
  permission: 'observables.list',
  place: 'main',
  load: () => import('./sections/observables.section.tsx'),
};

/** What says most about an incident, in short. */
export const observablesShortSection: SectionEntry = {
  id: 'observables-short',
  subjectKinds: ['incident'],
  order: 40,
  permission: 'observables.list',
  place: 'main',
  load: () => import('./sections/observables-short.section.tsx'),
};

/** The observables of an incident and of its reports, on a page of their own. */
export const observablesTab: SectionEntry = {
  id: 'observables',
  subjectKinds: ['incident'],
  order: 30,
  permission: 'observables.list',
  place: 'tab',
  title: 'observables.title',
  count: ({ id }) => ({
    queryKey: ['observable', 'count', id],
    queryFn: async ({ signal }) => {
      const { total } = await call('GET /api/v1/observables', {
        query: { subjectId: id, state: 'current', limit: 1 },
        signal,
      });
      return total.count === 0 ? null : total.count;
    },
  }),
  load: () => import('./sections/observables-tab.section.tsx'),
};
