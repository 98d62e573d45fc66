import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, patience, type Seat, takePhone, takeSeat } from './support/browser.ts';
import { gone, hasFocus, see, sidewaysScroll, smallTargets } from './support/checks.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { en, ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;
let handler: Person;
/** A phone without scripts. */
let reporter: Page;
let number = '';
let link = '';

beforeAll(async () => {
  program = await startBuiltProgram();
  const administrator = await completeSetUp(program);
  handler = await hire({ program, by: administrator, name: '岸 亮', roles: ['handler'] });
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, handler, program.origin);
  reporter = await takePhone(browser, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

const report = () => handler.call('GET /api/v1/reports/{id}', { params: { id: number } });

test('somebody without an account and without scripts reports, after forgetting the text once', async () => {
  await reporter.goto('/report');
  await reporter.getByRole('radio', { name: 'あやしいメール' }).check();
  await reporter.getByRole('button', { name: ja('portal.form.act') }).click();
  await see(reporter.getByText(ja('portal.problem.summary')));
  await reporter
    .getByLabel(ja('portal.form.text'))
    .fill('年末調整の電子申請というメールが届き、リンクを開いて社員番号を入れてしまいました。');
  expect(await reporter.getByRole('radio', { name: 'あやしいメール' }).isChecked()).toBe(true);
  await reporter.locator('#files').setInputFiles({
    name: '年末調整.eml',
    mimeType: 'message/rfc822',
    buffer: Buffer.from('Subject: =?UTF-8?B?5bm05pyr6Kq/5pW0?=\r\n\r\nhttps://evil.example/'),
  });
  await reporter.getByRole('button', { name: ja('portal.form.act') }).click();
  await see(reporter.getByText(ja('portal.receipt.title')));
  number = /REP-\d{4}-\d{4,}/.exec(await reporter.locator('main').innerText())?.[0] ?? '';
  link = (await reporter.locator('#address').innerText()).trim();
  expect(link).toMatch(/\/g\/[A-Za-z0-9_-]{43}$/);
  expect((await report()).attachments.map((one) => one.name)).toEqual(['年末調整.eml']);
});

test('the team asks back although no address was given, and the question is on the page of the link', async () => {
  const { page } = seat;
  await page.goto(`/incident-management/reports/${number}`);
  await waitForLive(seat);
  await (await see(page.getByRole('button', { name: ja('reports.ask.act') }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('パスワードも入れましたか。');
  await dialog.getByRole('button', { name: ja('reports.ask.submit') }).click();
  await gone(dialog);
  await reporter.goto(new URL(link).pathname);
  await see(reporter.getByText(ja('portal.state.asked')));
  await see(reporter.getByText('パスワードも入れましたか。'));
});

test('the answer and a picture arrive at the team by themselves', async () => {
  const { page } = seat;
  await page.goto(`/incident-management/reports/${number}`);
  await waitForLive(seat);
  await see(page.getByText('パスワードも入れましたか。'));
  await reporter.getByLabel(ja('portal.reply.text')).fill('パスワードは入れていません。');
  await reporter.locator('#files').setInputFiles({
    name: '画面.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not really a picture'),
  });
  await reporter.getByRole('button', { name: ja('portal.reply.act'), exact: true }).click();
  await see(reporter.getByText(ja('portal.reply.done')));
  await see(reporter.getByText('画面.png'));
  await see(page.getByText('パスワードは入れていません。'));
  await expect.poll(async () => (await report()).state, { timeout: patience }).toBe('new');
});

test('the end and its outcome are told in plain words, and nothing internal', async () => {
  const { version, id } = await report();
  await handler.call('POST /api/v1/reports/{id}/close', {
    params: { id },
    body: { outcome: 'not-an-incident', reason: '訓練メールだった（内部メモ）' },
    version,
  });
  await reporter.goto(new URL(link).pathname);
  await see(reporter.getByText(ja('portal.outcome.not-an-incident')));
  expect(await reporter.content()).not.toContain('内部メモ');
});

test('the pages are clean, on a phone in Japanese and on a desk in English, light and dark', async () => {
  const looks = [
    { locale: 'ja', theme: 'light', isPhone: true },
    { locale: 'ja', theme: 'dark', isPhone: true },
    { locale: 'en', theme: 'light', isPhone: false },
    { locale: 'en', theme: 'dark', isPhone: false },
  ] as const;
  for (const look of looks) {
    const visitor = await takeSeat(browser, { origin: program.origin, ...look });
    const { page } = visitor;
    const paths = ['/report', `${new URL(link).pathname}?done=sent`, new URL(link).pathname, '/privacy', '/g/wrong'];
    for (const path of paths) {
      await page.goto(path);
      const where = `${path} ${look.locale} ${look.theme}`;
      expect([where, await axeFindings(page)]).toEqual([where, []]);
      expect([where, await sidewaysScroll(page)]).toEqual([where, 0]);
      if (look.isPhone) expect([where, await smallTargets(page)]).toEqual([where, []]);
    }
    await page.goto('/report');
    const words = look.locale === 'ja' ? ja : en;
    await page.getByRole('button', { name: words('portal.form.act') }).click();
    await see(page.getByText(words('portal.problem.summary')));
    expect(await axeFindings(page)).toEqual([]);
    visitor.expectQuiet();
    await visitor.leave();
  }
});

test('a call is noted by the keyboard alone, from anywhere', async () => {
  const { page } = seat;
  await page.goto('/platform/account');
  await see(page.getByRole('heading', { level: 1 }));
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: ja('calls.take.title') });
  const text = dialog.getByLabel(ja('calls.field.text'));
  await see(text);
  await hasFocus(text);
  await page.keyboard.type('経理の画面に赤い警告');
  await page.keyboard.press('Tab');
  await page.keyboard.type('田中');
  expect(await axeFindings(page)).toEqual([]);
  // A crash of the browser: the page is gone without a word, and what was typed is there again.
  await page.reload();
  await see(page.getByRole('heading', { level: 1 }));
  await page.keyboard.press('n');
  await expect.poll(() => text.inputValue(), { timeout: patience }).toBe('経理の画面に赤い警告');
  expect(await dialog.getByLabel(ja('calls.field.name')).inputValue()).toBe('田中');
  await page.keyboard.press('Control+Enter');
  await gone(dialog);
  await see(page.getByText(like(ja, 'calls.take.done')));
  await see(page.getByRole('heading', { level: 1, name: '経理の画面に赤い警告' }));
  await see(page.getByText(ja('calls.complete.banner')));
});

test('the call is completed later, and can be called back', async () => {
  const { page } = seat;
  await page.getByRole('button', { name: ja('calls.complete.act') }).click();
  const dialog = page.getByRole('dialog');
  await (await see(dialog.getByLabel(ja('calls.field.phone')))).fill('052-000-0143');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: ja('calls.complete.submit') }).click();
  await gone(dialog);
  await gone(page.getByText(ja('calls.complete.banner')));
  await expect.poll(() => page.locator('a[href="tel:0520000143"]').count(), { timeout: patience }).toBeGreaterThan(0);
});
