import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';

/** Looking back on a record, on a page of its own, with the measures that come of it. */
export const reviewTab: SectionEntry = {
  id: 'review',
  subjectKinds: ['incident'],
  order: 90,
  permission: 'reviews.show',
  place: 'tab',
  title: 'terms.review',
  count: ({ id }) => ({
    queryKey: ['measure', 'open', id],
    queryFn: async ({ signal }) => {
      const { measures } = await call('GET /api/v1/subjects/{id}/review', { params: { id }, signal });
      const open = measures.filter(({ state }) => state === 'open').length;
      return open === 0 ? null : open;
    },
  }),
  load: () => import('./sections/review.section.tsx'),
};
