import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { inboxLink } from '../areas/incident-management/reports/links.ts';
import { platformLinks } from '../areas/platform/links.ts';
import { boardLink } from '../areas/situational-awareness/picture/links.ts';
import { sessionQuery } from '../shared/session.queries.ts';
import { FaultPage, NotFoundPage } from './fault-page.tsx';
import { navigationFor } from './navigation.ts';
import { caseworkRoutes } from './router.casework.tsx';
import { queries, root, setUp, shell, signIn, signUp, wall } from './router.frame.tsx';
import { governanceRoutes } from './router.governance.tsx';
import { triageRoutes } from './router.triage.tsx';

export { queries };

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async () => {
    const { me } = await queries.ensureQueryData(sessionQuery);
    const [first] = navigationFor((permission) => me?.permissions.includes(permission) === true);
    throw redirect({ href: first?.items[0]?.to ?? platformLinks.account, replace: true });
  },
});

const board = createRoute({
  getParentRoute: () => shell,
  path: boardLink,
  staticData: { title: 'picture.board.title' },
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/picture/pages/board.page.tsx'),
    'BoardPage',
  ),
});
const reports = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/reports',
  staticData: { title: 'terms.inbox', to: inboxLink },
  component: lazyRouteComponent(() => import('../areas/incident-management/reports/pages/inbox.page.tsx'), 'InboxPage'),
});
const report = createRoute({ getParentRoute: () => reports, path: '$number' });

const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/incidents',
  staticData: { title: 'terms.incident-list', to: '/incident-management/incidents' },
});
const incidentList = createRoute({
  getParentRoute: () => incidents,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/incidents/pages/incident-list.page.tsx'),
    'IncidentListPage',
  ),
});
const incident = createRoute({
  getParentRoute: () => incidents,
  path: '$number',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/incidents/pages/incident.page.tsx'),
    'IncidentPage',
  ),
});
/** A page beside the overview of an incident; the incident's page draws it in its frame. */
const incidentTab = createRoute({ getParentRoute: () => incident, path: '$tab' });

const playbooks = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/playbooks',
  staticData: { title: 'playbooks.list.title', to: '/incident-management/playbooks' },
});
const playbookList = createRoute({
  getParentRoute: () => playbooks,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/playbooks/pages/playbooks.page.tsx'),
    'PlaybooksPage',
  ),
});
const playbook = createRoute({
  getParentRoute: () => playbooks,
  path: '$code',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/playbooks/pages/playbook.page.tsx'),
    'PlaybookPage',
  ),
});
const playbookEdit = createRoute({
  getParentRoute: () => playbooks,
  path: '$code/edit',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/playbooks/pages/edit.page.tsx'),
    'PlaybookEditPage',
  ),
});

const ledger = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/ledger',
  staticData: { title: 'terms.ledger', to: '/incident-management/ledger' },
});
const ledgerHome = createRoute({
  getParentRoute: () => ledger,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/ledger/pages/ledger.page.tsx'),
    'LedgerPage',
  ),
});
const ledgerImport = createRoute({
  getParentRoute: () => ledger,
  path: '$number',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/ledger/pages/import.page.tsx'),
    'LedgerImportPage',
  ),
});
const reportStatistics = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/statistics',
  staticData: { title: 'terms.report-statistics' },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/report-statistics/pages/statistics.page.tsx'),
    'StatisticsPage',
  ),
});

const sources = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/sources',
  staticData: { title: 'sources.page.title', to: '/incident-management/sources' },
});
const sourcesHome = createRoute({
  getParentRoute: () => sources,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/sources/pages/sources.page.tsx'),
    'SourcesPage',
  ),
});
const webhook = createRoute({
  getParentRoute: () => sources,
  path: 'webhooks/$id',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/sources/pages/webhook.page.tsx'),
    'WebhookPage',
  ),
});
const sourceMailTemplate = createRoute({
  getParentRoute: () => sources,
  path: 'mail-templates/$id',
  component: lazyRouteComponent(
    () => import('../areas/incident-management/sources/pages/mail-template.page.tsx'),
    'MailTemplatePage',
  ),
});

const publicForm = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/public-form',
  staticData: { title: 'public-form.page.title' },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/public-reporting/pages/public-form.page.tsx'),
    'PublicFormPage',
  ),
});

const observables = createRoute({
  getParentRoute: () => shell,
  path: '/situational-awareness/observables',
  staticData: { title: 'observables.title', to: '/situational-awareness/observables' },
});
const observableList = createRoute({
  getParentRoute: () => observables,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/observable-list.page.tsx'),
    'ObservableListPage',
  ),
});
const observable = createRoute({
  getParentRoute: () => observables,
  path: '$id',
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/observable.page.tsx'),
    'ObservablePage',
  ),
});
const blockList = createRoute({
  getParentRoute: () => shell,
  path: '/situational-awareness/block-list',
  staticData: { title: 'block-list.title' },
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/block-list.page.tsx'),
    'BlockListPage',
  ),
});
const warningLists = createRoute({
  getParentRoute: () => shell,
  path: '/situational-awareness/warning-lists',
  staticData: { title: 'warning-lists.title', to: '/situational-awareness/warning-lists' },
});
const warningListList = createRoute({
  getParentRoute: () => warningLists,
  path: '/',
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/warning-lists.page.tsx'),
    'WarningListsPage',
  ),
});
const warningList = createRoute({
  getParentRoute: () => warningLists,
  path: '$id',
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/warning-list.page.tsx'),
    'WarningListPage',
  ),
});
const knownValues = createRoute({
  getParentRoute: () => shell,
  path: '/situational-awareness/known-values',
  staticData: { title: 'known-values.title' },
  component: lazyRouteComponent(
    () => import('../areas/situational-awareness/observables/pages/known-values.page.tsx'),
    'KnownValuesPage',
  ),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/platform/account',
  staticData: { title: 'account.page.title' },
  component: lazyRouteComponent(() => import('../areas/platform/account/pages/account.page.tsx'), 'AccountPage'),
});
const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/platform/accounts',
  staticData: { title: 'accounts.list.title' },
  component: lazyRouteComponent(() => import('../areas/platform/accounts/pages/accounts.page.tsx'), 'AccountsPage'),
});
const mailboxes = createRoute({
  getParentRoute: () => shell,
  path: '/platform/mailboxes',
  staticData: { title: 'mailboxes.list.title' },
  component: lazyRouteComponent(() => import('../areas/platform/mailboxes/pages/mailboxes.page.tsx'), 'MailboxesPage'),
});

const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/platform/tokens',
  staticData: { title: 'tokens.list.title' },
  component: lazyRouteComponent(() => import('../areas/platform/tokens/pages/tokens.page.tsx'), 'TokensPage'),
});
const compartments = createRoute({
  getParentRoute: () => shell,
  path: '/platform/compartments',
  staticData: { title: 'compartments.list.title' },
  component: lazyRouteComponent(
    () => import('../areas/platform/compartments/pages/compartments.page.tsx'),
    'CompartmentsPage',
  ),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/platform/settings',
  staticData: { title: 'settings.page.title' },
  component: lazyRouteComponent(() => import('../areas/platform/settings/pages/settings.page.tsx'), 'SettingsPage'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/platform/audit',
  staticData: { title: 'terms.audit-log' },
  component: lazyRouteComponent(() => import('../areas/platform/audit/pages/audit.page.tsx'), 'AuditPage'),
});

const managementReport = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/management-reports/$id',
  staticData: { title: 'terms.management-reports' },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/management-reports/pages/management-report.page.tsx'),
    'ManagementReportPage',
  ),
});
const obligationRules = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/obligation-rules',
  staticData: { title: 'terms.obligation-rules' },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/obligations/pages/rules.page.tsx'),
    'ObligationRulesPage',
  ),
});
const filing = createRoute({
  getParentRoute: () => shell,
  path: '/incident-management/filings/$id',
  staticData: { title: 'terms.obligations' },
  component: lazyRouteComponent(
    () => import('../areas/incident-management/obligations/pages/filing.page.tsx'),
    'FilingPage',
  ),
});
const measures = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge-transfer/measures',
  staticData: { title: 'terms.measures' },
  component: lazyRouteComponent(
    () => import('../areas/knowledge-transfer/lessons/pages/measures.page.tsx'),
    'MeasuresPage',
  ),
});

const routeTree = root.addChildren([
  signIn,
  setUp,
  signUp,
  wall,
  shell.addChildren([
    home,
    board,
    reports.addChildren([report]),
    incidents.addChildren([incidentList, incident.addChildren([incidentTab])]),
    playbooks.addChildren([playbookList, playbook, playbookEdit]),
    ledger.addChildren([ledgerHome, ledgerImport]),
    reportStatistics,
    sources.addChildren([sourcesHome, webhook, sourceMailTemplate]),
    publicForm,
    observables.addChildren([observableList, observable]),
    warningLists.addChildren([warningListList, warningList]),
    knownValues,
    blockList,
    account,
    accounts,
    tokens,
    mailboxes,
    compartments,
    ...triageRoutes,
    settings,
    audit,
    managementReport,
    filing,
    obligationRules,
    measures,
    ...caseworkRoutes,
    ...governanceRoutes,
  ]),
]);

/** Search values are plain text on both ways: numbers in a search stay what was typed. */
export const router = createRouter({
  routeTree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values) => {
    const text = new URLSearchParams(values as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultErrorComponent: FaultPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingMs: 400,
});
