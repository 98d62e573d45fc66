import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';
import { decisionsTabId } from './links.ts';

/** What was put to somebody with authority, what was decided, and what still waits. */
export const decisionsTab: SectionEntry = {
  id: decisionsTabId,
  subjectKinds: ['incident'],
  order: 55,
  permission: 'decisions.list',
  place: 'tab',
  title: 'terms.decisions',
  count: ({ id }) => ({
    queryKey: ['decision', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/decisions/waiting', { query: { subjectId: id }, signal });
      return items.length === 0 ? null : items.length;
    },
  }),
  load: () => import('./sections/decisions.section.tsx'),
};

/** A chip beside the number of the record while something waits. */
export const waitingDecisionsSection: SectionEntry = {
  id: 'decisions-waiting',
  subjectKinds: ['incident'],
  order: 20,
  permission: 'decisions.waiting',
  place: 'status',
  load: () => import('./sections/waiting-chip.section.tsx'),
};
