import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takeSeat } from './support/browser.ts';
import { gone, see } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;
let handler: Person;
let number = '';

const title = '不審なメールについての相談';
const conversation = () => seat.page.getByRole('region', { name: ja('terms.correspondence') });

beforeAll(async () => {
  program = await startBuiltProgram();
  const administrator = await completeSetUp(program);
  handler = await hire({ program, by: administrator, name: '岸 亮', roles: ['handler'] });
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, handler, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

async function sinkMail(part: string) {
  await expect
    .poll(() => program.sink.mails.filter(({ email }) => email.subject?.includes(part)).length, { timeout: patience })
    .toBeGreaterThan(0);
  const found = program.sink.mails.find(({ email }) => email.subject?.includes(part));
  if (found === undefined) throw new Error('nothing was sent');
  return found;
}

test('a mail comes in and its report shows the conversation with the acknowledgement', async () => {
  const { page } = seat;
  const text = 'この請求書メールは本物でしょうか。\n心当たりがありません。';
  expect(await sendMail(program, japaneseMail({ title, text }))).toMatch(/^250/);
  await expect
    .poll(async () => (await handler.call('GET /api/v1/reports', { query: {} })).items.length, { timeout: patience })
    .toBe(1);
  number = (await handler.call('GET /api/v1/reports', { query: {} })).items[0]?.number ?? '';
  await page.goto(`/incident-management/reports/${number}`);
  await waitForLive(seat);
  await see(conversation().getByText(ja('correspondence.out.automatic')));
});

test('a question is written from a template, looked at, and sent with Ctrl+Enter', async () => {
  const { page } = seat;
  await conversation()
    .getByRole('button', { name: ja('correspondence.compose.act') })
    .click();
  const form = page.getByRole('form', { name: ja('correspondence.compose.title') });
  await see(form);
  await expect
    .poll(() => form.getByLabel(ja('correspondence.field.receivers')).inputValue())
    .toContain('sato@example.co.jp');
  await form.getByLabel(ja('correspondence.field.template')).selectOption({ label: '追加の確認' });
  const body = form.getByLabel(ja('correspondence.field.body'));
  await expect.poll(() => body.inputValue()).toContain('佐藤 健 様');
  await body.press('Control+Enter');
  const preview = form.getByRole('region', { name: ja('correspondence.compose.preview-title') });
  await see(preview.getByText(`[${number}] Re: ${title}`));
  await see(preview.getByText('> この請求書メールは本物でしょうか。'));
  await page.keyboard.press('Control+Enter');
  await gone(form);
  await see(conversation().getByText(ja('terms.message.purpose.question')));
  const mail = await sinkMail(`Re: ${title}`);
  expect(mail.to).toEqual(['sato@example.co.jp']);
  expect(mail.email.text).toContain('もえぎ堂 CSIRT');
  await see(conversation().getByText(ja('terms.message.state.sent')).nth(1));
});

test('the answer to it appears in the conversation by itself', async () => {
  const mail = await sinkMail(`Re: ${title}`);
  const transport = createTransport({
    host: '127.0.0.1',
    port: program.smtpPort,
    secure: false,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({
    from: '佐藤 健 <sato@example.co.jp>',
    to: 'csirt@example.jp',
    subject: '件名なし',
    text: '昨日の夕方に届きました。\n\nもえぎ堂 CSIRT さんのメッセージ：\n> 引用の一行目\n> 引用の二行目',
    inReplyTo: mail.email.messageId ?? '',
    references: mail.email.messageId ?? '',
  });
  transport.close();
  await see(conversation().getByText('昨日の夕方に届きました。'));
  expect(await conversation().getByText('引用の二行目').filter({ visible: true }).count()).toBe(0);
});

test('a draft survives a reload', async () => {
  const { page } = seat;
  await conversation()
    .getByRole('button', { name: ja('correspondence.answer.act') })
    .click();
  const body = page.getByLabel(ja('correspondence.field.body'));
  await (await see(body)).fill('偽のメールでした。開かずに削除してください。');
  await page.reload();
  await expect.poll(() => body.inputValue()).toBe('偽のメールでした。開かずに削除してください。');
});

test('the answer is sent, and outgoing mail lists it', async () => {
  const { page } = seat;
  const form = page.getByRole('form', { name: ja('correspondence.compose.title') });
  await form.getByRole('button', { name: like(ja, 'correspondence.compose.preview') }).click();
  await (await see(form.getByRole('button', { name: like(ja, 'correspondence.compose.send') }))).click();
  await gone(form);
  await expect
    .poll(() => program.sink.mails.some(({ email }) => email.text?.includes('偽のメールでした')), { timeout: patience })
    .toBe(true);
  await page.goto('/casework/outgoing-mail');
  await see(page.getByRole('heading', { level: 1, name: ja('correspondence.outgoing.title') }));
  await see(page.getByText('Re: 件名なし'));
  await page.getByRole('button', { name: ja('terms.message.state.failed') }).click();
  await see(page.getByText(ja('correspondence.outgoing.filtered')));
});
