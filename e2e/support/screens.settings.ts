import type { Page } from 'playwright-core';
import { see } from './checks.ts';
import { button, heading, type Screen, type Seeded } from './screen.ts';
import type { Words } from './words.ts';

/** Accounts, settings, triage, sources, mail and the audit log. */
export function screensOfSettings(seeded: Seeded): readonly Screen[] {
  const triage = '/incident-management/triage';
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
  return [
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
  ];
}
