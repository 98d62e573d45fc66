import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { inboxLink } from '../areas/incident-management/reports/links.ts';
import { boardLink, wallLink } from '../areas/situational-awareness/picture/links.ts';
import { loadLaterSentences, type SentenceKey } from '../shared/language.ts';
import { makeQueryClient } from '../shared/queries.client.ts';
import { sessionQuery } from '../shared/session.queries.ts';
import { FaultPage, NotFoundPage } from './fault-page.tsx';
import { RootPage } from './root-page.tsx';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Name of the page in the header and in the title of the window. */
    readonly title?: SentenceKey;
    /** Its own address, when pages below it show a record. */
    readonly to?: string;
  }
}

export const queries = makeQueryClient();

export const root = createRootRoute({
  component: RootPage,
  notFoundComponent: NotFoundPage,
  errorComponent: FaultPage,
});

/** Pages for people who are not signed in. */
export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { title: 'session.sign-in.title' },
  component: lazyRouteComponent(() => import('../areas/platform/sign-in/pages/sign-in.page.tsx'), 'SignInPage'),
});
export const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  staticData: { title: 'set-up.page.title' },
  component: lazyRouteComponent(() => import('../areas/platform/set-up/pages/set-up.page.tsx'), 'SetUpPage'),
});
export const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  staticData: { title: 'sign-up.page.title' },
  component: lazyRouteComponent(() => import('../areas/platform/sign-up/pages/sign-up.page.tsx'), 'SignUpPage'),
});

/** Leads those who are not signed in to where they can do that. */
async function needSession(href: string): Promise<void> {
  const session = await queries.ensureQueryData(sessionQuery);
  if (session.needsSetUp) throw redirect({ href: '/set-up' });
  if (session.me === null) throw redirect({ href: `/sign-in?next=${encodeURIComponent(href)}` });
}

/** The home and the inbox: their sentences are there from the beginning. */
const firstPages = ['/', boardLink, inboxLink];

/** Everything behind the sign-in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    await needSession(location.href);
    const isFirst = firstPages.includes(location.pathname) || location.pathname.startsWith(`${inboxLink}/`);
    if (!isFirst) await loadLaterSentences();
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

/** The board on a wall: behind the sign-in, without the frame. */
export const wall = createRoute({
  getParentRoute: () => root,
  path: wallLink,
  beforeLoad: ({ location }) => needSession(location.href),
  staticData: { title: 'picture.wall.title' },
  component: lazyRouteComponent(() => import('../areas/situational-awareness/picture/pages/wall.page.tsx'), 'WallPage'),
});
