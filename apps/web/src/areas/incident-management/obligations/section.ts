import { call } from '../../../shared/api.client.ts';
import { loadLaterSentences } from '../../../shared/language.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';
import { dutiesTab } from './links.ts';

/** What has to be reported to whom by when, on a page of its own. */
export const obligationsTab: SectionEntry = {
  id: dutiesTab,
  subjectKinds: ['incident'],
  order: 60,
  permission: 'obligations.show',
  place: 'tab',
  title: 'terms.obligations',
  count: ({ id }) => ({
    queryKey: ['obligation', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/subjects/{id}/obligation-clocks', { params: { id }, signal });
      return items.length === 0 ? null : items.length;
    },
  }),
  load: () => import('./sections/obligations.section.tsx'),
};

/** The next clocks, in short. */
export const obligationsShortSection: SectionEntry = {
  id: 'obligations-short',
  subjectKinds: ['incident'],
  order: 12,
  permission: 'obligations.clocks',
  place: 'main',
  load: () => import('./sections/obligations-short.section.tsx'),
};

/** The next clock beside the number of the record. */
export const nextClockSection: SectionEntry = {
  id: 'obligations-next',
  subjectKinds: ['incident'],
  order: 10,
  permission: 'obligations.clocks',
  place: 'status',
  load: () => import('./sections/next-clock.section.tsx'),
};

/** What decides about clocks, asked while a report is triaged. */
export const triageFactsSection: SectionEntry = {
  id: 'obligations-triage',
  subjectKinds: ['report'],
  order: 8,
  permission: 'obligations.show',
  place: 'main',
  async load() {
    // The inbox is a first page and says nothing of duties itself.
    await loadLaterSentences();
    return import('./sections/triage-facts.section.tsx');
  },
};
