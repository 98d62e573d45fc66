import { readFileSync } from 'node:fs';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takeSeat } from './support/browser.ts';
import { gone, hasFocus, see } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { administrator, machine, password, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;

const csv = 'name,address\r\n山田,yamada@example.co.jp\r\n';
const mail = japaneseMail({
  title: '【至急】誤送信のご報告',
  text: '営業二課の佐藤です。\nお客様312名へ To で一斉送信してしまいました。\n詳しくは https://shop.example.co.jp/list を見てください。',
  file: { name: '送信先.csv', content: csv },
});
const entry = '受信者の情報システム部門へ、削除をお願いした';
const incidentsAddress = '/incident-management/incidents';
const year = new Date().getFullYear();

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

test('the set-up link leads to the first administrator and an inbox that says what belongs there', async () => {
  const { page } = seat;
  await page.goto(program.setUpLink);
  await see(page.getByRole('heading', { name: ja('set-up.language.title') }));
  await page.getByRole('button', { name: ja('set-up.page.next', { step: ja('set-up.step.team') }) }).click();
  await page.getByLabel(ja('settings.field.team-name')).fill('もえぎ堂 CSIRT');
  await page.getByRole('button', { name: ja('set-up.page.next', { step: ja('set-up.step.administrator') }) }).click();
  await page.getByLabel(ja('account.field.name')).fill(administrator.name);
  await page.getByLabel(ja('session.field.email')).fill(administrator.email);
  await page.getByLabel(ja('session.field.password'), { exact: true }).fill(password);
  await page.getByLabel(ja('account.password.repeat')).fill(password);
  await page.getByRole('button', { name: ja('set-up.page.finish') }).click();
  await see(page.getByRole('heading', { level: 1, name: ja('picture.board.title') }));
  await see(page.getByText(ja('picture.quiet.title')));
  await page
    .getByRole('navigation', { name: ja('platform.navigation.label') })
    .getByRole('link', { name: ja('terms.inbox') })
    .click();
  await see(page.getByRole('heading', { level: 1, name: ja('terms.inbox') }));
  await see(page.getByText(ja('reports.empty.open')));
  await see(page.getByText('もえぎ堂 CSIRT'));
});

test('a real ISO-2022-JP mail appears in the open inbox by itself, with its number', async () => {
  const { page } = seat;
  await waitForLive(seat);
  expect(await sendMail(program, mail)).toMatch(/^250/);
  const row = page
    .getByRole('region', { name: ja('terms.inbox') })
    .getByRole('link', { name: /【至急】誤送信のご報告/ });
  await see(row);
  await gone(page.getByText(ja('reports.empty.open')));
  await row.click();
  const pane = page.getByRole('region', { name: ja('terms.report') });
  await see(pane.getByText(`REP-${year}-0001`));
  await see(pane.getByRole('heading', { name: '【至急】誤送信のご報告' }));
  await see(pane.getByText('お客様312名へ To で一斉送信してしまいました。'));
  await see(pane.getByText(ja('reports.safe.text')));
  await see(pane.getByText('hxxps://shop[.]example[.]co[.]jp/list'));
  // What was extracted leads to its own page; no link leads to where the mail wants people to go.
  expect(await page.locator('a[href*="shop"]').count()).toBe(0);
});

test('attachment and original come down exactly as they arrived', async () => {
  const pane = seat.page.getByRole('region', { name: ja('terms.report') });
  const [attachment] = await Promise.all([
    seat.page.waitForEvent('download'),
    pane.getByRole('link', { name: ja('reports.attachments.download', { name: '送信先.csv' }) }).click(),
  ]);
  expect(attachment.suggestedFilename()).toBe('送信先.csv');
  expect((await bytesOf(attachment)).toString('utf8')).toBe(csv);
  const [original] = await Promise.all([
    seat.page.waitForEvent('download'),
    pane.getByRole('link', { name: like(ja, 'reports.original.act') }).click(),
  ]);
  expect(original.suggestedFilename()).toMatch(/^REP-\d{4}-0001.*\.eml$/);
  expect((await bytesOf(original)).equals(mail)).toBe(true);
});

test('the sender is told the number, and the open report says so without a reload', async () => {
  await see(seat.page.getByText(like(ja, 'correspondence.acknowledgement.sent')));
  await expect.poll(() => program.sink.mails.length, { timeout: patience }).toBe(1);
  const [acknowledgement] = program.sink.mails;
  expect(acknowledgement?.to).toEqual(['sato@example.co.jp']);
  expect(acknowledgement?.email.subject).toBe(`[REP-${year}-0001] 受付のご連絡：【至急】誤送信のご報告`);
  expect(acknowledgement?.email.text).toContain('もえぎ堂 CSIRT');
});

test('the key i opens an incident from the report', async () => {
  const { page } = seat;
  await page.getByRole('heading', { name: '【至急】誤送信のご報告' }).click();
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', {
    name: ja('reports.open-incident.title', { number: `REP-${year}-0001` }),
  });
  await see(dialog);
  const title = dialog.getByLabel(ja('incidents.field.title'));
  await expect.poll(() => title.inputValue()).toBe('【至急】誤送信のご報告');
  await hasFocus(title);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${incidentsAddress}/INC-${year}-0001`);
  await see(page.getByRole('heading', { level: 1, name: '【至急】誤送信のご報告' }));
});

test('a journal entry sent with Ctrl+Enter stands in the picture and in the table', async () => {
  const { page } = seat;
  const text = await see(page.getByLabel(ja('journal.add.label')));
  await page.keyboard.press('r');
  await hasFocus(text);
  await text.pressSequentially(entry);
  await page.getByRole('radio', { name: ja('terms.lane.communication') }).check();
  await text.press('Control+Enter');
  await expect.poll(() => text.inputValue()).toBe('');
  const timeline = page.getByRole('region', { name: ja('terms.timeline') });
  await see(timeline.getByRole('img', { name: like(ja, 'journal.picture.label') }));
  await see(timeline.getByRole('paragraph').filter({ hasText: entry }));
  await timeline.getByRole('button', { name: ja('journal.view.table'), exact: true }).click();
  const row = timeline.getByRole('row').filter({ hasText: entry });
  await see(row.getByText(ja('terms.lane.communication')));
  await see(row.getByText(administrator.name));
  await see(timeline.getByRole('row').filter({ hasText: like(ja, 'journal.act.incident.opened') }));
});

test('a new compartment takes the incident with its report', async () => {
  const { page } = seat;
  await page.getByRole('button', { name: ja('compartments.restrict.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('compartments.restrict.title', { number: `INC-${year}-0001` }) });
  await dialog.getByRole('radio', { name: ja('compartments.restrict.new') }).check();
  await dialog.getByLabel(ja('compartments.field.name')).fill('対策本部');
  await dialog.getByRole('button', { name: ja('compartments.restrict.submit'), exact: true }).click();
  await gone(dialog);
  await see(page.getByText(ja('compartments.chip.text', { name: '対策本部' })));
  const sight = page.getByRole('region', { name: ja('compartments.sight.title') });
  await see(sight.getByText(administrator.name));
  await see(
    page.getByText(ja('journal.act.subject.restricted', { from: ja('terms.open-compartment'), to: '対策本部' })),
  );
});

test('the incident is closed with a reason and taken up again with a reason', async () => {
  const { page } = seat;
  await page.getByRole('button', { name: ja('incidents.close.act') }).click();
  const closing = page.getByRole('dialog', { name: ja('incidents.close.title', { number: `INC-${year}-0001` }) });
  await closing.getByRole('radio', { name: ja('terms.incident.outcome.resolved'), exact: true }).check();
  await see(closing.getByRole('link', { name: ja('incidents.gap.severity-missing') }));
  await closing.getByLabel(ja('incidents.close.override')).fill('メールの誤送信であり、段階は要らない');
  await closing.getByLabel(ja('incidents.close.reason'), { exact: true }).fill('全受信者から削除の連絡を受けた');
  await closing.getByRole('button', { name: ja('incidents.close.submit') }).click();
  await gone(closing);
  const record = page.getByRole('region', { name: ja('incidents.closing.title') });
  await see(record.getByText('全受信者から削除の連絡を受けた'));
  await see(record.getByText(ja('terms.incident.outcome.resolved')));
  await gone(page.getByLabel(ja('journal.add.label')));

  await page.getByRole('button', { name: ja('incidents.reopen.act') }).click();
  const reopening = page.getByRole('dialog', { name: ja('incidents.reopen.title', { number: `INC-${year}-0001` }) });
  await reopening.getByLabel(ja('incidents.reopen.reason')).fill('一名から未着の連絡があった');
  await reopening.getByRole('button', { name: ja('incidents.reopen.submit') }).click();
  await gone(reopening);
  await see(page.getByLabel(ja('journal.add.label')));
  await see(page.getByText(like(ja, 'journal.act.incident.reopened')));
});

test('a token made on its page, after a confirmation, lets a machine start the same work', async () => {
  const { page } = seat;
  await program.advance(11); // A sign-in counts as a confirmation for ten minutes.
  await page
    .getByRole('navigation', { name: ja('platform.navigation.label') })
    .getByRole('link', { name: ja('tokens.list.title') })
    .click();
  await page.getByRole('button', { name: ja('tokens.create.act') }).click();
  const creating = page.getByRole('dialog', { name: ja('tokens.create.title') });
  await creating.getByLabel(ja('tokens.field.name')).fill('SOC 東');
  await creating.getByRole('button', { name: ja('tokens.create.submit'), exact: true }).click();
  const stepUp = page.getByRole('dialog', { name: ja('session.step-up.title') });
  await stepUp.getByLabel(ja('session.field.password')).fill(password);
  await stepUp.getByRole('button', { name: ja('session.step-up.act') }).click();
  const secret = page.getByRole('dialog', { name: ja('tokens.secret.title') });
  const token = await (await see(secret.getByLabel(ja('tokens.secret.label')))).inputValue();
  await secret.getByRole('button', { name: ja('tokens.secret.kept') }).click();

  await page
    .getByRole('link', { name: ja('terms.inbox') })
    .first()
    .click();
  const report = await machine(program, token).call('POST /api/v1/reports', {
    body: { title: '工場の端末から外部への通信', text: '10.0.3.7 から 443/tcp', source: 'soc-east', externalId: 'S-1' },
  });
  expect(report.number).toBe(`REP-${year}-0002`);
  const row = page.getByRole('link', { name: /工場の端末から外部への通信/ });
  await row.click();
  const pane = page.getByRole('region', { name: ja('terms.report') });
  await see(pane.getByText('soc-east'));
  await pane.getByRole('button', { name: ja('reports.open-incident.act') }).click();
  await page
    .getByRole('dialog', { name: ja('reports.open-incident.title', { number: report.number }) })
    .getByRole('button', { name: ja('reports.open-incident.submit') })
    .click();
  await page.waitForURL(`**${incidentsAddress}/INC-${year}-0002`);
});

test('the audit page shows the acts with their words and finds the chain whole', async () => {
  const { page } = seat;
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await see(page.getByRole('heading', { level: 1, name: ja('terms.audit-log') }));
  // Fifty are shown at a time, and the set-up was the first act of all.
  const rows = page.getByRole('row');
  await see(rows.nth(1));
  const more = page.getByRole('button', { name: ja('platform.list.more') });
  while ((await more.count()) > 0) {
    const shown = await rows.count();
    await more.click();
    await see(rows.nth(shown));
  }
  for (const act of [
    like(ja, 'platform.audit.set-up.complete'),
    like(ja, 'platform.audit.reports.submit'),
    like(ja, 'platform.audit.incidents.open'),
    like(ja, 'platform.audit.journal.add'),
    like(ja, 'platform.audit.subjects.restrict'),
    like(ja, 'platform.audit.incidents.show'),
    like(ja, 'platform.audit.incidents.close'),
    like(ja, 'platform.audit.incidents.reopen'),
    like(ja, 'platform.audit.session.step-up'),
    like(ja, 'platform.audit.tokens.create'),
  ]) {
    await see(page.getByRole('row').filter({ hasText: act }));
  }
  await page.getByRole('button', { name: ja('audit.chain.act') }).click();
  await see(page.getByText(like(ja, 'audit.chain.intact')));
  await see(page.getByText(like(ja, 'audit.chain.head')));
});

test('the program reported no problem of its own', () => {
  expect(program.errorOutput()).toBe('');
});
