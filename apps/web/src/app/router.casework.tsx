import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './router.frame.tsx';

const outgoingMail = createRoute({
  getParentRoute: () => shell,
  path: '/casework/outgoing-mail',
  staticData: { title: 'correspondence.outgoing.title' },
  component: lazyRouteComponent(
    () => import('../areas/casework/correspondence/pages/outgoing.page.tsx'),
    'OutgoingPage',
  ),
});
const myTasks = createRoute({
  getParentRoute: () => shell,
  path: '/casework/my-tasks',
  staticData: { title: 'tasks.mine.title' },
  component: lazyRouteComponent(() => import('../areas/casework/tasks/pages/my-tasks.page.tsx'), 'MyTasksPage'),
});
const instructions = createRoute({
  getParentRoute: () => shell,
  path: '/casework/instructions',
  staticData: { title: 'instructions.page.title' },
  component: lazyRouteComponent(
    () => import('../areas/casework/tasks/pages/instructions.page.tsx'),
    'InstructionsPage',
  ),
});
const meeting = createRoute({
  getParentRoute: () => shell,
  path: '/casework/meetings/$number',
  staticData: { title: 'terms.meetings' },
  component: lazyRouteComponent(() => import('../areas/casework/meetings/pages/meeting.page.tsx'), 'MeetingPage'),
});
const mailTemplates = createRoute({
  getParentRoute: () => shell,
  path: '/casework/mail-templates',
  staticData: { title: 'correspondence.templates.title' },
  component: lazyRouteComponent(
    () => import('../areas/casework/correspondence/pages/mail-templates.page.tsx'),
    'MailTemplatesPage',
  ),
});

/** The pages of what is done with any record, within the shell. */
export const caseworkRoutes = [outgoingMail, myTasks, instructions, meeting, mailTemplates] as const;
