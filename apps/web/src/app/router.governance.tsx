import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { authorityDraftLink, authorityLink } from '../areas/governance/authority/links.ts';
import { callOutsLink, callRulesLink } from '../areas/governance/callout/links.ts';
import { charterDraftLink, charterLink } from '../areas/governance/charter/links.ts';
import { shell } from './router.frame.tsx';

const authority = createRoute({
  getParentRoute: () => shell,
  path: authorityLink,
  staticData: { title: 'terms.authority', to: authorityLink },
});
const authorityHome = createRoute({
  getParentRoute: () => authority,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/governance/authority/pages/authority.page.tsx'),
    'AuthorityPage',
  ),
});
const authorityDraft = createRoute({
  getParentRoute: () => shell,
  path: authorityDraftLink,
  staticData: { title: 'terms.authority', to: authorityLink },
  component: lazyRouteComponent(
    () => import('../areas/governance/authority/pages/draft.page.tsx'),
    'AuthorityDraftPage',
  ),
});
const charter = createRoute({
  getParentRoute: () => shell,
  path: charterLink,
  staticData: { title: 'charter.page.title', to: charterLink },
});
const charterHome = createRoute({
  getParentRoute: () => charter,
  path: '/',
  component: lazyRouteComponent(() => import('../areas/governance/charter/pages/charter.page.tsx'), 'CharterPage'),
});
const charterDraft = createRoute({
  getParentRoute: () => shell,
  path: charterDraftLink,
  staticData: { title: 'charter.page.title', to: charterLink },
  component: lazyRouteComponent(() => import('../areas/governance/charter/pages/draft.page.tsx'), 'CharterDraftPage'),
});
const team = createRoute({
  getParentRoute: () => shell,
  path: '/governance/team',
  staticData: { title: 'team.page.title' },
  component: lazyRouteComponent(() => import('../areas/governance/team/pages/team.page.tsx'), 'TeamPage'),
});
const roster = createRoute({
  getParentRoute: () => shell,
  path: '/governance/roster',
  staticData: { title: 'duty.page.title' },
  component: lazyRouteComponent(() => import('../areas/governance/team/pages/roster.page.tsx'), 'RosterPage'),
});
const directory = createRoute({
  getParentRoute: () => shell,
  path: '/governance/directory',
  staticData: { title: 'directory.page.title' },
  component: lazyRouteComponent(() => import('../areas/governance/team/pages/directory.page.tsx'), 'DirectoryPage'),
});
const callOuts = createRoute({
  getParentRoute: () => shell,
  path: '/governance/call-outs',
  staticData: { title: 'call-outs.title', to: callOutsLink },
});
const callOutList = createRoute({
  getParentRoute: () => callOuts,
  path: '/',
  component: lazyRouteComponent(() => import('../areas/governance/callout/pages/call-outs.page.tsx'), 'CallOutsPage'),
});
const callRules = createRoute({
  getParentRoute: () => callOuts,
  path: 'settings',
  staticData: { title: 'call-outs.settings.title', to: callRulesLink },
  component: lazyRouteComponent(
    () => import('../areas/governance/callout/pages/settings.page.tsx'),
    'CallSettingsPage',
  ),
});
const offlinePack = createRoute({
  getParentRoute: () => shell,
  path: '/governance/offline-pack',
  staticData: { title: 'offline-pack.page.title' },
  component: lazyRouteComponent(
    () => import('../areas/governance/offline-pack/pages/offline-pack.page.tsx'),
    'OfflinePackPage',
  ),
});
/** The pages of the team itself. */
export const governanceRoutes = [
  authority.addChildren([authorityHome]),
  authorityDraft,
  charter.addChildren([charterHome]),
  charterDraft,
  team,
  roster,
  directory,
  offlinePack,
  callOuts.addChildren([callOutList, callRules]),
] as const;
