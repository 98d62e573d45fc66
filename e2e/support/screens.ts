import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import type { Words } from './words.ts';

/** What the screens show: numbers of seeded records. */
export type Seeded = {
  readonly report: string;
  readonly unparseable: string;
  readonly incident: string;
  readonly closedIncident: string;
  readonly restrictedIncident: string;
  readonly colleague: string;
  readonly compartment: string;
  readonly word: string;
};

/** One thing to look at: an address, and what to do there until it is shown. */
export type Screen = {
  readonly name: string;
  readonly path: string;
  /** Leads to what is to be looked at, and answers when it is there. */
  readonly show: (page: Page, words: Words) => Promise<unknown>;
  /** A phone reaches it another way, or not at all. */
  readonly notOnPhone?: boolean;
  /** Floats over a page that still works: what it covers in part is no smaller target for that. */
  readonly covers?: boolean;
};

/** An address that no page has. */
export const nowhere = '/no/such/page';

const heading = (key: Parameters<Words>[0]) => async (page: Page, words: Words) => {
  await see(page.getByRole('heading', { level: 1, name: words(key) }));
  await settled(page, words('platform.list.loading'));
};

const button = (key: Parameters<Words>[0], params?: Parameters<Words>[1]) => async (page: Page, words: Words) => {
  await (await see(page.getByRole('button', { name: words(key, params), exact: true }))).click();
  await see(page.getByRole('dialog').getByRole('heading'));
  await settled(page, words('platform.list.loading'));
};

/** Pages for people who are not signed in, once the set-up is done. */
export const screensBefore: readonly Screen[] = [
  { name: 'sign-in', path: '/sign-in', show: heading('session.sign-in.title') },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    async show(page, words) {
      await page.getByLabel(words('session.field.email')).fill('nobody@example.jp');
      await page.getByLabel(words('session.field.password')).fill('not the right password');
      await page.getByRole('button', { name: words('session.sign-in.act') }).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'set-up-done',
    path: '/set-up',
    show: (page, words) => see(page.getByText(words('set-up.complete.already-done'))),
  },
  { name: 'sign-up-no-link', path: '/sign-up', show: heading('sign-up.page.title') },
  {
    name: 'sign-up',
    path: '/sign-up#abcdefghijklmnopqrstuvwxyz0123456789',
    async show(page, words) {
      await see(page.getByLabel(words('account.password.repeat')));
    },
  },
];

/** The three steps of the set-up; only on a new installation. */
export function screensOfSetUp(link: string): readonly Screen[] {
  return [
    { name: 'set-up-1', path: link, show: heading('set-up.language.title') },
    {
      name: 'set-up-2',
      path: link,
      async show(page, words) {
        await page
          .getByRole('button', { name: words('set-up.page.next', { step: words('set-up.step.team') }) })
          .click();
        await heading('set-up.team.title')(page, words);
      },
    },
    {
      name: 'set-up-3',
      path: link,
      async show(page, words) {
        await page.getByLabel(words('settings.field.team-name')).fill('CSIRT');
        await page
          .getByRole('button', { name: words('set-up.page.next', { step: words('set-up.step.administrator') }) })
          .click();
        await heading('set-up.administrator.title')(page, words);
      },
    },
  ];
}

/** Every page behind the sign-in, with its dialogs, menus and empty states. Nothing is changed by looking. */
export function screensBehind(seeded: Seeded): readonly Screen[] {
  const inbox = '/incident-management/reports';
  const report = `${inbox}/${seeded.report}`;
  const incidents = '/incident-management/incidents';
  const observables = '/situational-awareness/observables';
  const triage = '/incident-management/triage';
  const incident = `${incidents}/${seeded.incident}`;
  const accountMenu = async (page: Page, words: Words) => {
    const opener = page.getByRole('button', {
      name: new RegExp(words('platform.account-menu.open', { name: '' }).trim()),
    });
    await (await see(opener)).click();
    await see(page.getByRole('menuitem', { name: words('platform.account-menu.sign-out') }));
  };
  const accountsMenu = async (page: Page, words: Words) => {
    const acts = page.getByRole('button', { name: words('accounts.list.acts', { name: seeded.colleague }) });
    await (await see(acts)).click();
    await see(page.getByRole('menuitem', { name: words('accounts.roles.act') }));
  };
  const fromAccountsMenu = (key: 'accounts.roles.act' | 'accounts.link.act' | 'accounts.disable.act') =>
    async function show(page: Page, words: Words) {
      await accountsMenu(page, words);
      await page.getByRole('menuitem', { name: words(key) }).click();
      await see(page.getByRole('dialog').getByRole('heading'));
    };
  const palette = (text: string, isFound: boolean) => async (page: Page, words: Words) => {
    await see(page.getByRole('heading', { level: 1 }));
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: words('platform.palette.title') });
    await dialog.getByRole('combobox').fill(text);
    if (isFound) await see(dialog.getByRole('option'));
    else await see(dialog.getByText(words('platform.palette.nothing')));
    await settled(page, words('platform.palette.searching'));
  };
  const openReport = (page: Page, words: Words) =>
    see(page.getByRole('region', { name: words('terms.report') }).getByRole('heading', { level: 1 }));

  return [
    ...(['scope', 'notes', 'attachments'] as const).map((module) => ({
      name: `incident-${module}`,
      path: `${incident}/${module === 'attachments' ? 'files' : module}`,
      async show(page: Page, words: Words) {
        await see(page.getByRole('heading', { level: 2, name: words(`${module}.title`) }));
        await settled(page, words('platform.list.loading'));
      },
    })),
    { name: 'incident-scope-add', path: `${incident}/scope`, show: button('scope.add.act') },
    { name: 'incident-scope-number', path: `${incident}/scope`, show: button('scope.number.act') },
    {
      name: 'incident-notes-new',
      path: `${incident}/notes`,
      async show(page: Page, words: Words) {
        await (await see(page.getByRole('button', { name: words('notes.add.act'), exact: true }))).click();
        await see(page.getByLabel(words('notes.edit.text')));
      },
    },
    { name: 'board', path: '/', show: heading('picture.board.title') },
    {
      name: 'board-parts',
      path: '/situational-awareness/board',
      async show(page, words) {
        await heading('picture.board.title')(page, words);
        await page.getByText(words('picture.parts.title'), { exact: true }).click();
        await see(page.getByText(words('picture.parts.note')));
      },
    },
    { name: 'wall', path: '/situational-awareness/wall', show: heading('picture.board.title'), notOnPhone: true },
    { name: 'inbox', path: inbox, show: heading('terms.inbox') },
    { name: 'inbox-all', path: `${inbox}?list=all`, show: heading('terms.inbox') },
    {
      name: 'inbox-nothing',
      path: `${inbox}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('reports.list.nothing'))),
    },
    { name: 'report', path: report, show: openReport },
    { name: 'report-open-incident', path: report, show: button('reports.open-incident.act') },
    { name: 'report-call', path: report, show: button('calls.take.title') },
    { name: 'public-form', path: '/incident-management/public-form', show: heading('public-form.page.title') },
    {
      name: 'obligation-rules',
      path: '/incident-management/obligation-rules',
      show: heading('terms.obligation-rules'),
    },
    {
      name: 'incident-obligations',
      path: `${incident}/obligations`,
      show: (page, words) => see(page.getByRole('heading', { name: words('obligations.timeline.title') })),
    },
    { name: 'report-close', path: report, show: button('reports.close.act-answer') },
    { name: 'report-add', path: report, notOnPhone: true, show: button('reports.add.act') },
    ...(['reports.ask.act', 'reports.hand-over.act', 'reports.snooze.act', 'reports.merge.act'] as const).map(
      (key) => ({
        name: key.split('.').slice(0, 2).join('-').replace('reports', 'report'),
        path: report,
        notOnPhone: true,
        async show(page: Page, words: Words) {
          const region = page.getByRole('region', { name: words('terms.report') });
          await (await see(region.getByRole('button', { name: words(key), exact: true }))).click();
          await see(page.getByRole('dialog').getByRole('heading'));
          await settled(page, words('platform.list.loading'));
        },
      }),
    ),
    {
      name: 'inbox-filters',
      path: inbox,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('reports.filter.open') }))).click();
        await see(page.getByRole('region', { name: words('reports.filter.open') }));
      },
    },
    {
      name: 'inbox-views',
      path: `${inbox}?list=mine`,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('reports.views.label') }))).click();
        await page.getByRole('menuitem', { name: words('reports.views.manage') }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
      },
    },
    {
      name: 'inbox-selected',
      path: `${inbox}?list=all`,
      async show(page, words) {
        await page.getByRole('checkbox').first().check({ force: true });
        await see(page.getByRole('toolbar', { name: words('reports.bulk.label') }));
      },
    },
    { name: 'report-unparseable', path: `${inbox}/${seeded.unparseable}`, show: openReport },
    {
      name: 'report-unknown',
      path: `${inbox}/REP-1999-0001`,
      show: (page, words) => see(page.getByText(words('record.find.not-found'))),
    },
    { name: 'observables', path: observables, show: heading('observables.title') },
    {
      name: 'observables-nothing',
      path: `${observables}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('observables.list.nothing'))),
    },
    { name: 'incident-observables', path: `${incident}/observables`, show: button('observables.add.act') },
    { name: 'block-list', path: '/situational-awareness/block-list', show: heading('block-list.title') },
    {
      name: 'block-list-ended',
      path: '/situational-awareness/block-list?state=ended',
      show: (page, words) => see(page.getByText(words('block-list.empty.ended'))),
    },
    {
      name: 'warning-lists',
      path: '/situational-awareness/warning-lists',
      show: heading('warning-lists.title'),
    },
    {
      name: 'warning-list',
      path: '/situational-awareness/warning-lists/open-resolvers',
      show: heading('warning-lists.hits.title'),
    },
    { name: 'known-values', path: '/situational-awareness/known-values', show: heading('known-values.title') },
    { name: 'incidents', path: incidents, show: heading('terms.incident-list') },
    { name: 'incidents-all', path: `${incidents}?phase=all`, show: heading('terms.incident-list') },
    {
      name: 'incidents-nothing',
      path: `${incidents}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('incidents.list.nothing'))),
    },
    { name: 'playbooks', path: '/incident-management/playbooks', show: heading('playbooks.list.title') },
    {
      name: 'playbook',
      path: '/incident-management/playbooks/ransomware',
      show: (page, words) => see(page.getByRole('heading', { level: 2, name: words('playbooks.phase.containment') })),
    },
    {
      name: 'playbook-edit',
      path: '/incident-management/playbooks/ransomware/edit',
      show: (page, words) => see(page.getByText(words('playbooks.edit.order-hint'))),
    },
    {
      name: 'incident-playbook',
      path: `${incident}/playbook`,
      show: (page, words) => see(page.getByRole('button', { name: words('playbooks.start.act') })),
    },
    { name: 'measures', path: '/knowledge-transfer/measures', show: heading('terms.measures') },
    {
      name: 'incident-reports',
      path: `${incident}/reports`,
      show: (page, words) => see(page.getByText(words('management-reports.empty.progress'))),
    },
    {
      name: 'incident-review',
      path: `${incident}/review`,
      show: (page, words) => see(page.getByRole('button', { name: words('lessons.review.begin') })),
    },
    { name: 'my-tasks', path: '/casework/my-tasks', show: heading('tasks.mine.title') },
    { name: 'instructions', path: '/casework/instructions', show: heading('instructions.page.title') },
    {
      name: 'incident-tasks',
      path: `${incident}/tasks`,
      async show(page, words) {
        await see(page.getByRole('heading', { name: words('instructions.list.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'instruction-form', path: `${incident}/tasks`, show: button('instructions.send.open') },
    { name: 'tasks-paste', path: `${incident}/tasks`, show: button('tasks.paste.open') },
    { name: 'ledger', path: '/incident-management/ledger', show: heading('ledger.page.title') },
    {
      name: 'ledger-unknown',
      path: '/incident-management/ledger/IMP-2020-0001',
      show: (page, words) => see(page.getByRole('link', { name: words('ledger.back') })),
    },
    { name: 'statistics', path: '/incident-management/statistics', show: heading('statistics.page.title') },
    { name: 'incident-open-form', path: incidents, show: button('incidents.open.act') },
    {
      name: 'incident',
      path: incident,
      async show(page, words) {
        await see(page.getByLabel(words('journal.add.label')));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-table',
      path: incident,
      async show(page, words) {
        const view = page.getByRole('group', { name: words('journal.view.label') });
        await (await see(view.getByRole('button', { name: words('journal.view.table') }))).click();
        await see(page.getByRole('table', { name: words('terms.journal') }));
      },
    },
    {
      name: 'incident-at-a-time',
      path: incident,
      async show(page, words) {
        const choice = page.getByRole('radio', { name: words('journal.when.at') });
        await choice.waitFor();
        await choice.check();
      },
    },
    {
      name: 'incident-timeline',
      path: `${incident}/timeline`,
      async show(page, words) {
        await see(page.getByRole('table', { name: words('terms.timeline') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-timeline-imports',
      path: `${incident}/timeline`,
      async show(page, words) {
        await (await see(page.getByText(words('timeline.imports.title'), { exact: true }))).click();
        await see(page.getByRole('button', { name: words('timeline.upload.choose') }));
      },
    },
    { name: 'incident-close', path: incident, show: button('incidents.close.act') },
    {
      name: 'incident-night',
      path: `${incident}/night`,
      async show(page, words) {
        await see(page.getByRole('region', { name: words('incidents.night.deadline') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-close-gaps',
      path: incident,
      async show(page, words) {
        await button('incidents.close.act')(page, words);
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('radio', { name: words('terms.incident.outcome.resolved'), exact: true }).check();
        await see(dialog.getByRole('heading', { name: words('incidents.gaps.title') }));
      },
    },
    { name: 'incident-times', path: incident, show: button('incidents.times.act') },
    {
      name: 'incident-severity',
      path: incident,
      async show(page, words) {
        await (await see(page.getByTitle(words('incidents.severity.title')))).click();
        await see(page.getByRole('dialog').getByRole('group').first());
      },
    },
    { name: 'incident-give-function', path: incident, show: button('incidents.people.add') },
    { name: 'incident-relate', path: incident, show: button('relations.add.act') },
    {
      name: 'incident-summary-form',
      path: incident,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('incidents.summary.write') }))).click();
        await see(page.getByLabel(words('incidents.summary.plain-text')));
      },
    },
    {
      name: 'incident-more',
      covers: true,
      path: incident,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('incidents.more.label') }))).click();
        await see(page.getByRole('menuitem', { name: words('incidents.merge.act') }));
      },
    },
    ...(['title', 'class', 'review', 'monitor', 'merge'] as const).map((act) => ({
      name: `incident-${act}`,
      path: incident,
      async show(page: Page, words: Words) {
        await (await see(page.getByRole('button', { name: words('incidents.more.label') }))).click();
        await page.getByRole('menuitem', { name: words(`incidents.${act}.act`) }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
        await settled(page, words('platform.list.loading'));
      },
    })),
    {
      name: 'incident-phase-move',
      path: incident,
      async show(page, words) {
        await (
          await see(page.getByTitle(words('incidents.move.label', { phase: words('incidents.phase.analysis') })))
        ).click();
        await page.getByRole('menuitem', { name: words('incidents.move.at-a-time') }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
      },
    },
    {
      name: 'incident-tab-unknown',
      path: `${incident}/no-such-page`,
      show: (page, words) => see(page.getByText(words('incidents.tabs.unknown'))),
    },
    {
      name: 'incidents-more-filters',
      path: `${incidents}?severity=none&sort=severity`,
      async show(page, words) {
        await see(page.getByLabel(words('incidents.field.review')));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'incident-restrict', path: incident, show: button('compartments.restrict.act') },
    {
      name: 'incident-restricted',
      path: `${incidents}/${seeded.restrictedIncident}`,
      show: (page) => see(page.getByText(seeded.compartment)),
    },
    {
      name: 'incident-closed',
      path: `${incidents}/${seeded.closedIncident}`,
      show: (page, words) => see(page.getByRole('heading', { name: words('incidents.closing.title') })),
    },
    { name: 'incident-reopen', path: `${incidents}/${seeded.closedIncident}`, show: button('incidents.reopen.act') },
    {
      name: 'incident-unknown',
      path: `${incidents}/INC-1999-0001`,
      show: (page, words) => see(page.getByText(words('record.find.not-found'))),
    },
    { name: 'account', path: '/platform/account', show: heading('account.page.title') },
    {
      name: 'account-codes',
      path: '/platform/account',
      async show(page, words) {
        const card = page.getByRole('region', { name: words('account.totp.title') });
        await (await see(card.getByRole('button', { name: words('account.totp.begin') }))).click();
        await see(card.getByRole('img', { name: words('account.totp.picture') }));
      },
    },
    { name: 'accounts', path: '/platform/accounts', show: heading('accounts.list.title') },
    { name: 'accounts-menu', covers: true, path: '/platform/accounts', show: accountsMenu },
    { name: 'accounts-invite', path: '/platform/accounts', show: button('accounts.invite.act') },
    { name: 'accounts-roles', path: '/platform/accounts', show: fromAccountsMenu('accounts.roles.act') },
    { name: 'accounts-link', path: '/platform/accounts', show: fromAccountsMenu('accounts.link.act') },
    { name: 'accounts-disable', path: '/platform/accounts', show: fromAccountsMenu('accounts.disable.act') },
    { name: 'sources', path: '/incident-management/sources', show: heading('sources.page.title') },
    {
      name: 'sources-webhook',
      path: '/incident-management/sources/webhooks/new',
      show: heading('sources.webhook.add'),
    },
    {
      name: 'sources-mail',
      path: '/incident-management/sources/mail-templates/new',
      show: heading('sources.mail.add'),
    },
    { name: 'tokens', path: '/platform/tokens', show: heading('tokens.list.title') },
    { name: 'tokens-create', path: '/platform/tokens', show: button('tokens.create.act') },
    { name: 'tokens-revoke', path: '/platform/tokens', show: button('tokens.revoke.act') },
    { name: 'mailboxes', path: '/platform/mailboxes', show: heading('mailboxes.list.title') },
    { name: 'mailboxes-create', path: '/platform/mailboxes', show: button('mailboxes.create.act') },
    { name: 'compartments', path: '/platform/compartments', show: heading('compartments.list.title') },
    { name: 'compartments-create', path: '/platform/compartments', show: button('compartments.create.act') },
    { name: 'triage-rules', path: triage, show: heading('triage.page.title') },
    {
      name: 'triage-rules-tried',
      path: triage,
      async show(page, words) {
        await (await see(page.getByLabel(words('triage.trial.sample-title')))).fill('To一斉');
        await page.getByRole('button', { name: words('triage.trial.act'), exact: true }).click();
        await see(page.getByRole('heading', { name: words('triage.trial.after') }));
      },
    },
    {
      name: 'triage-rule-form',
      path: triage,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('triage.rule.add') }))).click();
        await see(page.getByLabel(words('triage.rule.name')));
      },
    },
    { name: 'triage-classes', path: `${triage}/classes`, show: heading('triage.page.title') },
    { name: 'triage-class-add', path: `${triage}/classes`, show: button('triage.class.add') },
    { name: 'triage-priorities', path: `${triage}/priorities`, show: heading('triage.page.title') },
    { name: 'triage-severities', path: `${triage}/severities`, show: heading('triage.page.title') },
    { name: 'triage-service-levels', path: `${triage}/service-levels`, show: heading('triage.page.title') },
    { name: 'settings', path: '/platform/settings', show: heading('settings.page.title') },
    {
      name: 'report-write-mail',
      path: report,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('correspondence.compose.act') }))).click();
        await see(page.getByRole('form', { name: words('correspondence.compose.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'report-withhold-mail', path: report, show: button('correspondence.silence.open') },
    {
      name: 'outgoing-mail',
      path: '/casework/outgoing-mail',
      show: heading('correspondence.outgoing.title'),
    },
    {
      name: 'outgoing-mail-nothing',
      path: '/casework/outgoing-mail',
      async show(page, words) {
        await heading('correspondence.outgoing.title')(page, words);
        await page.getByRole('button', { name: words('terms.message.state.cancelled'), exact: true }).click();
        await see(page.getByText(words('correspondence.outgoing.filtered')));
      },
    },
    {
      name: 'mail-templates',
      path: '/casework/mail-templates',
      show: heading('correspondence.templates.title'),
    },
    { name: 'mail-templates-add', path: '/casework/mail-templates', show: button('correspondence.templates.add') },
    { name: 'audit', path: '/platform/audit', show: heading('terms.audit-log') },
    {
      name: 'audit-verified',
      path: '/platform/audit',
      async show(page, words) {
        await page.getByRole('button', { name: words('audit.chain.act') }).click();
        await see(page.getByText(words('audit.chain.head', { head: '' }).trim()));
      },
    },
    { name: 'not-found', path: nowhere, show: heading('platform.not-found.title') },
    { name: 'palette', path: incidents, show: palette('', true) },
    { name: 'palette-found', path: incidents, show: palette(seeded.word, true) },
    { name: 'palette-nothing', path: incidents, show: palette('zzzzzz', false) },
    {
      name: 'keys',
      path: incidents,
      notOnPhone: true,
      async show(page, words) {
        await see(page.getByRole('heading', { level: 1 }));
        await page.keyboard.press('?');
        await see(page.getByRole('dialog', { name: words('platform.keys.title') }));
      },
    },
    {
      name: 'notifications',
      covers: true,
      path: incidents,
      async show(page, words) {
        await (
          await see(
            page.getByRole('button', {
              name: new RegExp(words('notifications.list.open', { count: '\\d+' }).replace(/[()（）]/g, '.')),
            }),
          )
        ).click();
        await see(page.getByRole('heading', { name: words('notifications.list.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'account-menu', covers: true, path: incidents, show: accountMenu },
    {
      name: 'sign-out-with-drafts',
      path: incident,
      async show(page, words) {
        await page.getByLabel(words('journal.add.label')).fill('A draft');
        await accountMenu(page, words);
        await page.getByRole('menuitem', { name: words('platform.account-menu.sign-out') }).click();
        await see(page.getByRole('dialog', { name: words('platform.sign-out.title') }));
      },
    },
  ];
}
