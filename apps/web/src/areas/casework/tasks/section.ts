import { call } from '../../../shared/api.client.ts';
import type { SectionEntry } from '../../../shared/registry.tsx';
import { tasksTabId } from './links.ts';

/** Tasks and instructions of a record, on a page of their own. */
export const tasksTab: SectionEntry = {
  id: tasksTabId,
  subjectKinds: ['incident'],
  order: 30,
  permission: 'tasks.list',
  place: 'tab',
  title: 'tasks.tab.title',
  count: ({ id }) => ({
    queryKey: ['task', 'count', id],
    queryFn: async ({ signal }) => {
      const query = { subjectId: id, state: 'open,in-progress', limit: 1 };
      const { total } = await call('GET /api/v1/tasks', { query, signal });
      return total.count === 0 ? null : total.count;
    },
  }),
  load: () => import('./sections/tasks-tab.section.tsx'),
};

/** What is due first, and who has not answered, in short. */
export const tasksSection: SectionEntry = {
  id: 'tasks-short',
  subjectKinds: ['incident'],
  order: 20,
  permission: 'tasks.list',
  place: 'main',
  load: () => import('./sections/tasks-short.section.tsx'),
};

/** What the team has to do about a report, on its pane. */
export const reportTasksSection: SectionEntry = {
  id: 'report-tasks',
  subjectKinds: ['report'],
  order: 60,
  permission: 'tasks.list',
  place: 'main',
  load: () => import('./sections/report-tasks.section.tsx'),
};
