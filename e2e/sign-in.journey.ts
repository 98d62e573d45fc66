import { generate } from 'otplib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, type Seat, takeSeat } from './support/browser.ts';
import { gone, see } from './support/checks.ts';
import { completeSetUp, hire, type Person, password, signInByPage, sit } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { en, ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let administrator: Person;
let handler: Person;
let seat: Seat;
let adminSeat: Seat;
let readerSeat: Seat;
let recoveryCodes: readonly string[] = [];
let secret = '';

const reader = { name: '読谷 光', email: 'yomitan@example.jp' };
const homeHeading = { level: 1, name: ja('picture.board.title') } as const;

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  administrator = await completeSetUp(program);
  handler = await hire({ program, by: administrator, name: '半田 凜', roles: ['handler'] });
  await administrator.call('POST /api/v1/incidents', { body: { title: '読むだけの案件' } });
  seat = await takeSeat(browser, { origin: program.origin });
  adminSeat = await takeSeat(browser, { origin: program.origin });
  readerSeat = await takeSeat(browser, { origin: program.origin });
  await sit(adminSeat, administrator, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat, adminSeat, readerSeat]);

const codeNow = () => generate({ secret, epoch: Math.floor(program.now().getTime() / 1000) });

async function signOut(): Promise<void> {
  await seat.page.getByRole('button', { name: ja('platform.account-menu.open', { name: handler.name }) }).click();
  await seat.page.getByRole('menuitem', { name: ja('platform.account-menu.sign-out') }).click();
  await see(seat.page.getByRole('heading', { name: ja('session.sign-in.title') }));
}

/** Answers the confirmation if the page asks for it, and waits for what comes after. */
async function confirmIfAsked(page: Seat['page'], next: ReturnType<Seat['page']['getByRole']>): Promise<void> {
  const stepUp = page.getByRole('dialog', { name: ja('session.step-up.title') });
  await see(stepUp.or(next));
  if (!(await stepUp.isVisible())) return;
  await stepUp.getByLabel(ja('session.field.password')).fill(password);
  await stepUp.getByRole('button', { name: ja('session.step-up.act') }).click();
  await see(next);
}

test('a wrong password and an unknown person get the same sentence', async () => {
  const { page } = seat;
  await signInByPage(seat, { email: handler.email, password: 'not the right password' });
  await see(page.getByRole('alert').filter({ hasText: ja('session.sign-in.refused') }));
  await page.getByLabel(ja('session.field.email')).fill('nobody@example.jp');
  await page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  await see(page.getByRole('alert').filter({ hasText: ja('session.sign-in.refused') }));
});

test('after too many wrong passwords even the right one is locked out, and the page says for how long', async () => {
  for (let count = 0; count < 8; count += 1) {
    await fetch(`${program.origin}/api/v1/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: handler.email, password: `wrong password number ${count}` }),
    });
  }
  await signInByPage(seat, { email: handler.email });
  await see(seat.page.getByRole('alert').filter({ hasText: like(ja, 'session.sign-in.locked') }));
  await program.advance(16);
  await seat.page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  await see(seat.page.getByRole('heading', homeHeading));
});

test('an address behind the sign-in is reached after it', async () => {
  await signOut();
  await seat.page.goto('/platform/account');
  await see(seat.page.getByRole('heading', { name: ja('session.sign-in.title') }));
  await seat.page.getByLabel(ja('session.field.email')).fill(handler.email);
  await seat.page.getByLabel(ja('session.field.password')).fill(password);
  await seat.page.getByLabel(ja('session.field.password')).press('Enter');
  await see(seat.page.getByRole('heading', { level: 1, name: ja('account.page.title') }));
});

test('codes are set up with the key on the page, and ten recovery codes are handed out', async () => {
  const { page } = seat;
  const card = page.getByRole('region', { name: ja('account.totp.title') });
  await card.getByRole('button', { name: ja('account.totp.begin') }).click();
  await confirmIfAsked(page, card.getByRole('textbox', { name: ja('account.totp.secret') }));
  await see(card.getByRole('img', { name: ja('account.totp.picture') }));
  secret = await card.getByLabel(ja('account.totp.secret')).inputValue();
  await card.getByLabel(ja('account.totp.code')).fill('000000');
  await card.getByRole('button', { name: ja('account.totp.confirm') }).click();
  await see(card.getByRole('alert').filter({ hasText: ja('account.confirm-totp.code-wrong') }));
  await card.getByLabel(ja('account.totp.code')).fill(await codeNow());
  await card.getByRole('button', { name: ja('account.totp.confirm') }).click();
  const codes = await see(card.getByRole('list', { name: ja('account.recovery.title') }));
  recoveryCodes = await codes.getByRole('listitem').allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  await card.getByRole('button', { name: ja('account.recovery.kept') }).click();
  await see(card.getByText(ja('account.totp.on')));
});

test('the next sign-in asks for a code', async () => {
  const { page } = seat;
  await signOut();
  await program.advance(1);
  await signInByPage(seat, { email: handler.email });
  const code = await see(page.getByLabel(ja('session.field.code')));
  await code.fill('123456');
  await page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  await see(page.getByRole('alert').filter({ hasText: ja('session.sign-in.refused') }));
  await code.fill(await codeNow());
  await page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  await see(page.getByRole('heading', homeHeading));
});

test('a recovery code opens once, and only once', async () => {
  const { page } = seat;
  const [first = '', second = ''] = recoveryCodes;
  const withCode = async (code: string) => {
    await signInByPage(seat, { email: handler.email });
    await (await see(page.getByLabel(ja('session.field.code')))).fill(code);
    await page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  };
  await signOut();
  await withCode(first);
  await see(page.getByRole('heading', homeHeading));
  await signOut();
  await withCode(first);
  await see(page.getByRole('alert').filter({ hasText: ja('session.sign-in.refused') }));
  await withCode(second);
  await see(page.getByRole('heading', homeHeading));
});

test('another browser is signed out from here', async () => {
  const other = await takeSeat(browser, { origin: program.origin });
  await signInByPage(other, { email: handler.email });
  await program.advance(1);
  await (await see(other.page.getByLabel(ja('session.field.code')))).fill(await codeNow());
  await other.page.getByRole('button', { name: ja('session.sign-in.act') }).click();
  await see(other.page.getByRole('heading', homeHeading));

  await seat.page.goto('/platform/account');
  const card = seat.page.getByRole('region', { name: ja('account.sessions.title') });
  await see(card.getByText(ja('account.sessions.current')));
  const buttons = card.getByRole('button', { name: ja('account.sessions.revoke') });
  await see(buttons);
  const before = await buttons.count();
  // The newest of the others stands first.
  await buttons.first().click();
  await expect.poll(() => buttons.count(), { timeout: 15_000 }).toBe(before - 1);
  for (let left = before - 1; left > 0; left -= 1) {
    await buttons.first().click();
    await expect.poll(() => buttons.count(), { timeout: 15_000 }).toBe(left - 1);
  }
  await other.page
    .getByRole('link', { name: ja('terms.incident-list') })
    .first()
    .click();
  await see(other.page.getByRole('heading', { name: ja('session.sign-in.title') }));
  other.expectQuiet();
  await other.leave();
});

test('an administrator invites a reader, whose link works once', async () => {
  const { page } = adminSeat;
  await page.goto('/platform/accounts');
  await page.getByRole('button', { name: ja('accounts.invite.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('accounts.invite.title') });
  await dialog.getByLabel(ja('account.field.name')).fill(reader.name);
  await dialog.getByLabel(ja('session.field.email')).fill(reader.email);
  await dialog.getByRole('checkbox', { name: new RegExp(`^${ja('terms.role.handler')}`) }).uncheck();
  await dialog.getByRole('checkbox', { name: new RegExp(`^${ja('terms.role.reader')}`) }).check();
  await dialog.getByRole('button', { name: ja('accounts.invite.submit') }).click();
  const linkField = page.getByRole('dialog').getByRole('textbox', { name: ja('accounts.link.label') });
  await confirmIfAsked(page, linkField);
  const link = await linkField.inputValue();
  await page.getByRole('button', { name: ja('accounts.link.kept') }).click();

  await readerSeat.page.goto(link);
  await see(readerSeat.page.getByRole('heading', { name: ja('sign-up.page.title') }));
  await readerSeat.page.getByLabel(ja('account.field.name')).fill(reader.name);
  await readerSeat.page.getByLabel(ja('session.field.password'), { exact: true }).fill('short');
  await readerSeat.page.getByLabel(ja('account.password.repeat')).fill('short');
  await readerSeat.page.getByRole('button', { name: ja('sign-up.page.act') }).click();
  await see(readerSeat.page.getByText(ja('account.password.too-short')));
  await readerSeat.page.getByLabel(ja('session.field.password'), { exact: true }).fill(password);
  await readerSeat.page.getByLabel(ja('account.password.repeat')).fill(password);
  await readerSeat.page.getByRole('button', { name: ja('sign-up.page.act') }).click();
  await see(readerSeat.page.getByRole('heading', { name: ja('session.sign-in.title') }));

  const second = await takeSeat(browser, { origin: program.origin });
  await second.page.goto(link);
  await second.page.getByLabel(ja('account.field.name')).fill('だれか');
  await second.page.getByLabel(ja('session.field.password'), { exact: true }).fill(password);
  await second.page.getByLabel(ja('account.password.repeat')).fill(password);
  await second.page.getByRole('button', { name: ja('sign-up.page.act') }).click();
  await see(second.page.getByRole('alert').filter({ hasText: ja('sign-up.complete.link-invalid') }));
  second.expectQuiet();
  await second.leave();
});

test('a reader sees what reading needs, and no button that would be refused', async () => {
  const { page } = readerSeat;
  await signInByPage(readerSeat, reader);
  await see(page.getByRole('heading', homeHeading));
  const menu = page.getByRole('navigation', { name: ja('platform.navigation.label') });
  await see(menu.getByRole('link', { name: ja('terms.incident-list') }));
  for (const hidden of [ja('accounts.list.title'), ja('tokens.list.title'), ja('terms.audit-log')]) {
    expect(await menu.getByRole('link', { name: hidden }).count(), hidden).toBe(0);
  }
  await menu.getByRole('link', { name: ja('terms.incident-list') }).click();
  await see(page.getByRole('link', { name: '読むだけの案件' }));
  expect(await page.getByRole('button', { name: ja('incidents.open.act') }).count()).toBe(0);
  await page.getByRole('link', { name: '読むだけの案件' }).click();
  await see(page.getByRole('region', { name: ja('terms.timeline') }).getByRole('img'));
  for (const hidden of [ja('incidents.close.act'), ja('compartments.restrict.act'), ja('journal.add.begin')]) {
    expect(await page.getByRole('button', { name: hidden }).count(), hidden).toBe(0);
  }
  expect(await page.getByLabel(ja('journal.add.label')).count()).toBe(0);
  await page.goto('/platform/settings');
  await see(page.getByText(ja('settings.page.read-only')));
  expect(await page.getByRole('button', { name: ja('settings.page.act') }).count()).toBe(0);
  // An address that is not in the menu answers in words.
  await page.goto('/platform/accounts');
  await see(page.getByText(ja('permission.use.denied')));
});

test('language and theme are kept with the account, across reloads and browsers', async () => {
  const { page } = readerSeat;
  await page.goto('/platform/account');
  await page.getByRole('radio', { name: 'English' }).click();
  await see(page.getByRole('heading', { level: 1, name: en('account.page.title') }));
  await page.getByRole('radio', { name: en('platform.theme.dark') }).click();
  const isDark = (shown: Seat) =>
    shown.page.evaluate<string>("document.documentElement.getAttribute('data-mantine-color-scheme') ?? ''");
  const language = (shown: Seat) => shown.page.evaluate<string>('document.documentElement.lang');
  await expect.poll(() => isDark(readerSeat), { timeout: 15_000 }).toBe('dark');
  await page.reload();
  await see(page.getByRole('heading', { level: 1, name: en('account.page.title') }));
  expect(await isDark(readerSeat)).toBe('dark');
  expect(await language(readerSeat)).toBe('en');

  const other = await takeSeat(browser, { origin: program.origin });
  await signInByPage(other, reader);
  await see(other.page.getByRole('heading', { level: 1, name: en('picture.board.title') }));
  await expect.poll(() => isDark(other), { timeout: 15_000 }).toBe('dark');
  expect(await language(other)).toBe('en');
  other.expectQuiet();
  await other.leave();
});

test('a disabled account is out at once', async () => {
  const { page } = adminSeat;
  await page.getByRole('button', { name: ja('accounts.list.acts', { name: reader.name }) }).click();
  await page.getByRole('menuitem', { name: ja('accounts.disable.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('accounts.disable.title', { name: reader.name }) });
  await dialog.getByRole('button', { name: ja('accounts.disable.act') }).click();
  const row = page.getByRole('row').filter({ hasText: reader.email });
  await confirmIfAsked(page, row.getByText(ja('accounts.state.disabled')));
  await gone(dialog);

  await readerSeat.page
    .getByRole('link', { name: en('terms.incident-list') })
    .first()
    .click();
  await see(readerSeat.page.getByRole('heading', { name: en('session.sign-in.title') }));
  await readerSeat.page.getByLabel(en('session.field.email')).fill(reader.email);
  await readerSeat.page.getByLabel(en('session.field.password')).fill(password);
  await readerSeat.page.getByRole('button', { name: en('session.sign-in.act') }).click();
  await see(readerSeat.page.getByRole('alert').filter({ hasText: en('session.sign-in.refused') }));
  expect(program.errorOutput()).toBe('');
});
