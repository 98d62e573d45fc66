import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { triageLinks } from '../areas/incident-management/triage/links.ts';
import { shell } from './router.frame.tsx';

const triageRules = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/triage',
  staticData: { title: 'triage.page.title', to: triageLinks.rules },
  component: lazyRouteComponent(() => import('../areas/incident-management/triage/pages/rules.page.tsx'), 'RulesPage'),
});
const triageClasses = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/triage/classes',
  staticData: { title: 'triage.page.title', to: triageLinks.rules },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/triage/pages/classes.page.tsx'),
    'ClassesPage',
  ),
});
const triagePriorities = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/triage/priorities',
  staticData: { title: 'triage.page.title', to: triageLinks.rules },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/triage/pages/priorities.page.tsx'),
    'PrioritiesPage',
  ),
});
const triageSeverities = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/triage/severities',
  staticData: { title: 'triage.page.title', to: triageLinks.rules },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/triage/pages/severities.page.tsx'),
    'SeveritiesPage',
  ),
});
const triageLevels = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/triage/service-levels',
  staticData: { title: 'triage.page.title', to: triageLinks.rules },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/triage/pages/service-levels.page.tsx'),
    'ServiceLevelsPage',
  ),
});

/** The pages of the settings of triage. */
export const triageRoutes = [triageRules, triageClasses, triagePriorities, triageSeverities, triageLevels] as const;
