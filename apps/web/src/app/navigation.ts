import { outgoingLink, templatesLink } from '../areas/casework/correspondence/links.ts';
import { instructionsLink, myTasksLink } from '../areas/casework/tasks/links.ts';
import { authorityLink } from '../areas/governance/authority/links.ts';
import { callOutsLink } from '../areas/governance/callout/links.ts';
import { charterLink } from '../areas/governance/charter/links.ts';
import { directoryLink, offlinePackLink, rosterLink, teamLink } from '../areas/governance/team/links.ts';
import { incidentsLink } from '../areas/incident-management/incidents/links.ts';
import { ledgerLink } from '../areas/incident-management/ledger/links.ts';
import { dutyRulesLink } from '../areas/incident-management/obligations/links.ts';
import { playbooksLink } from '../areas/incident-management/playbooks/links.ts';
import { publicFormLink } from '../areas/incident-management/public-reporting/links.ts';
import { statisticsLink } from '../areas/incident-management/report-statistics/links.ts';
import { inboxLink } from '../areas/incident-management/reports/links.ts';
import { sourcesLink } from '../areas/incident-management/sources/links.ts';
import { triageLinks } from '../areas/incident-management/triage/links.ts';
import { measuresLink } from '../areas/knowledge-transfer/lessons/links.ts';
import { platformLinks } from '../areas/platform/links.ts';
import { observablesLink } from '../areas/situational-awareness/observables/links.ts';
import { boardLink } from '../areas/situational-awareness/picture/links.ts';
import type { SentenceKey } from '../shared/language.ts';
import {
  type Icon,
  IconAdjustmentsHorizontal,
  IconBell,
  IconChartBar,
  IconFileDescription,
  IconFlame,
  IconFocus2,
  IconForms,
  IconHistory,
  IconInbox,
  IconKey,
  IconLayoutDashboard,
  IconListCheck,
  IconLock,
  IconMail,
  IconPencil,
  IconPhone,
  IconPlug,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconTable,
  IconUsers,
} from '../ui/icons.ts';

export type NavigationItem = {
  readonly id: string;
  readonly title: SentenceKey;
  readonly to: string;
  readonly icon: Icon;
  /** Without this permission the entry is not there. */
  readonly permission: string;
  readonly shortcut?: string;
};

export type NavigationArea = {
  readonly id: string;
  readonly title: SentenceKey | null;
  readonly items: readonly NavigationItem[];
};

/** The menu: areas in the order of the work, only what exists. */
export const navigation: readonly NavigationArea[] = [
  {
    id: 'intake',
    title: null,
    items: [
      {
        id: 'board',
        title: 'picture.board.title',
        to: boardLink,
        icon: IconLayoutDashboard,
        permission: 'picture.show',
        shortcut: 'g b',
      },
      {
        id: 'inbox',
        title: 'terms.inbox',
        to: inboxLink,
        icon: IconInbox,
        permission: 'reports.list',
        shortcut: 'g i',
      },
      {
        id: 'my-tasks',
        title: 'tasks.mine.title',
        to: myTasksLink,
        icon: IconListCheck,
        permission: 'tasks.list',
        shortcut: 'g t',
      },
    ],
  },
  {
    id: 'incident-management',
    title: 'platform.area.incident-management',
    items: [
      {
        id: 'incidents',
        title: 'terms.incident-list',
        to: incidentsLink,
        icon: IconFlame,
        permission: 'incidents.list',
        shortcut: 'g n',
      },
      {
        id: 'instructions',
        title: 'instructions.page.title',
        to: instructionsLink,
        icon: IconSend,
        permission: 'instructions.list',
      },
      {
        id: 'observables',
        title: 'observables.title',
        to: observablesLink,
        icon: IconFocus2,
        permission: 'observables.list',
        shortcut: 'g o',
      },
      {
        id: 'playbooks',
        title: 'playbooks.list.title',
        to: playbooksLink,
        icon: IconListCheck,
        permission: 'playbooks.list',
      },
      {
        id: 'ledger',
        title: 'terms.ledger',
        to: ledgerLink,
        icon: IconFileDescription,
        permission: 'ledger.export',
        shortcut: 'g l',
      },
      {
        id: 'report-statistics',
        title: 'terms.report-statistics',
        to: statisticsLink,
        icon: IconChartBar,
        permission: 'report-statistics.show',
      },
    ],
  },
  {
    id: 'knowledge-transfer',
    title: 'platform.area.knowledge-transfer',
    items: [
      {
        id: 'measures',
        title: 'terms.measures',
        to: measuresLink,
        icon: IconListCheck,
        permission: 'measures.list',
      },
    ],
  },
  {
    id: 'governance',
    title: 'platform.area.governance',
    items: [
      {
        id: 'authority',
        title: 'terms.authority',
        to: authorityLink,
        icon: IconShieldCheck,
        permission: 'authority.show',
      },
      {
        id: 'charter',
        title: 'charter.page.title',
        to: charterLink,
        icon: IconFileDescription,
        permission: 'charter.show',
      },
      { id: 'team', title: 'team.page.title', to: teamLink, icon: IconUsers, permission: 'members.list' },
      {
        id: 'roster',
        title: 'duty.page.title',
        to: rosterLink,
        icon: IconPhone,
        permission: 'duty.plan',
        shortcut: 'g d',
      },
      {
        id: 'directory',
        title: 'directory.page.title',
        to: directoryLink,
        icon: IconTable,
        permission: 'directory-entries.list',
      },
      {
        id: 'offline-pack',
        title: 'offline-pack.page.title',
        to: offlinePackLink,
        icon: IconLock,
        permission: 'offline-packs.show',
      },
      {
        id: 'call-outs',
        title: 'call-outs.title',
        to: callOutsLink,
        icon: IconBell,
        permission: 'call-outs.list',
        shortcut: 'g c',
      },
    ],
  },
  {
    id: 'platform',
    title: 'platform.area.platform',
    items: [
      {
        id: 'accounts',
        title: 'accounts.list.title',
        to: platformLinks.accounts,
        icon: IconUsers,
        permission: 'accounts.list',
      },
      {
        id: 'compartments',
        title: 'compartments.list.title',
        to: platformLinks.compartments,
        icon: IconLock,
        permission: 'compartments.list',
      },
      {
        id: 'mailboxes',
        title: 'mailboxes.list.title',
        to: platformLinks.mailboxes,
        icon: IconMail,
        permission: 'mailboxes.list',
      },
      { id: 'tokens', title: 'tokens.list.title', to: platformLinks.tokens, icon: IconKey, permission: 'tokens.list' },
      {
        id: 'audit',
        title: 'terms.audit-log',
        to: platformLinks.audit,
        icon: IconHistory,
        permission: 'audit-entries.list',
        shortcut: 'g a',
      },
      {
        id: 'sources',
        title: 'sources.page.title',
        to: sourcesLink,
        icon: IconPlug,
        permission: 'webhooks.list',
      },
      {
        id: 'outgoing-mail',
        title: 'correspondence.outgoing.title',
        to: outgoingLink,
        icon: IconSend,
        permission: 'correspondence.outgoing',
      },
      {
        id: 'mail-templates',
        title: 'correspondence.templates.title',
        to: templatesLink,
        icon: IconPencil,
        permission: 'correspondence.change-template',
      },
      {
        id: 'triage',
        title: 'triage.page.title',
        to: triageLinks.rules,
        icon: IconAdjustmentsHorizontal,
        permission: 'triage-rules.show',
      },
      {
        id: 'obligation-rules',
        title: 'terms.obligation-rules',
        to: dutyRulesLink,
        icon: IconListCheck,
        permission: 'obligation-rules.declare',
      },
      {
        id: 'public-form',
        title: 'public-form.page.title',
        to: publicFormLink,
        icon: IconForms,
        permission: 'public-form.settings',
      },
      {
        id: 'settings',
        title: 'settings.page.title',
        to: platformLinks.settings,
        icon: IconSettings,
        permission: 'settings.show',
        shortcut: 'g s',
      },
    ],
  },
];

/** The areas and entries that a person may use; an area without entries is left out. */
export function navigationFor(may: (permission: string) => boolean): NavigationArea[] {
  return navigation
    .map((area) => ({ ...area, items: area.items.filter(({ permission }) => may(permission)) }))
    .filter(({ items }) => items.length > 0);
}
