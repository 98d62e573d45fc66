import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';
import { meetingsTabId } from './links.ts';

/** Meetings on an incident, on a page of their own. */
export const meetingsTab: SectionEntry = {
  id: meetingsTabId,
  subjectKinds: ['incident'],
  order: 58,
  permission: 'meetings.list',
  place: 'tab',
  title: 'terms.meetings',
  count: ({ id }) => ({
    queryKey: ['meeting', 'count', id],
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /api/v1/subjects/{id}/meetings', { params: { id }, signal });
      const count = items.filter(({ state }) => state !== 'cancelled').length;
      return count === 0 ? null : count;
    },
  }),
  load: () => import('./sections/meetings.section.tsx'),
};

/** On the overview while a meeting is in session or planned. */
export const meetingShortSection: SectionEntry = {
  id: 'meeting-short',
  subjectKinds: ['incident'],
  order: 8,
  permission: 'meetings.list',
  place: 'rail',
  load: () => import('./sections/meeting-short.section.tsx'),
};
