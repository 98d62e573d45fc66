import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, patience, phone, type Seat, takeSeat } from './support/browser.ts';
import { gone, hasFocus, see, sidewaysScroll } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;
let commander: Person;
let handler: Person;
let mails = 0;
const inbox = '/incident-management/reports';
const numbers = new Map<string, string>();

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  commander = await completeSetUp(program);
  handler = await hire({ program, by: commander, name: '半田 凜', roles: ['handler'] });
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, handler, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

/** A mail came in and is a report; answers its number. */
async function receive(title: string, text: string, sender = '佐藤 健'): Promise<string> {
  mails += 1;
  const from = { name: sender, address: `person${mails}@example.co.jp` };
  await sendMail(program, japaneseMail({ title, text, from, id: `inbox-${mails}@example.co.jp` }));
  await expect
    .poll(
      async () => {
        const { items } = await commander.call('GET /api/v1/reports', { query: { limit: 200 } });
        const found = items.find((one) => one.title === title);
        if (found !== undefined) numbers.set(title, found.number);
        return numbers.has(title);
      },
      { timeout: patience },
    )
    .toBe(true);
  return numbers.get(title) ?? '';
}

const list = () => seat.page.getByRole('region', { name: ja('terms.inbox') });
const pane = () => seat.page.getByRole('region', { name: ja('terms.report') });
const rail = () => seat.page.getByRole('complementary', { name: ja('reports.triage.rail') });
const row = (title: string) => list().getByRole('link', { name: new RegExp(title) });
const box = (title: string) => list().getByRole('checkbox', { name: new RegExp(title) });
/** The act is offered, so its key works. */
const offered = (key: 'reports.snooze.act' | 'reports.add.act' | 'reports.merge.act') =>
  see(pane().getByRole('button', { name: ja(key), exact: true }));
const toast = (text: string) => seat.page.getByRole('status').filter({ hasText: text });
const stateOf = async (title: string) =>
  (await commander.call('GET /api/v1/reports/{id}', { params: { id: numbers.get(title) ?? '' } })).state;

test('a mail is triaged by keys: the proposal is shown with its reason, changed, and confirmed with Enter', async () => {
  const { page } = seat;
  await page.goto(inbox);
  await see(page.getByText(ja('reports.empty.open')));
  await waitForLive(seat);
  const number = await receive(
    'お客様へのご案内をTo一斉で送信しました',
    '本日、To に入れたまま一斉送信してしまいました。',
  );
  await see(row('お客様へのご案内'));
  await page.keyboard.press('j');
  await see(pane().getByRole('heading', { level: 1, name: /お客様へのご案内/ }));
  await see(rail().getByRole('heading', { name: ja('reports.triage.proposal') }));
  await see(rail().getByText(ja('reports.triage.reason'), { exact: true }));

  await page.keyboard.press('u');
  const cell = rail().getByRole('radio', {
    name: ja('triage.matrix.cell', {
      impact: ja('triage.impact.high'),
      urgency: ja('triage.urgency.high'),
      priority: 1,
    }),
  });
  await cell.check();
  await see(rail().getByText(ja('reports.row.priority', { priority: 1 }), { exact: true }));
  await page.keyboard.press('t');
  await see(rail().getByRole('button', { name: ja('reports.assign.drop') }));
  await pane().getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Enter');
  await see(toast(ja('reports.triage.confirmed', { number })));
  const report = await commander.call('GET /api/v1/reports/{id}', { params: { id: number } });
  expect(report).toMatchObject({ impact: 'high', urgency: 'high', priority: 1, assignee: { name: handler.name } });
  expect(report.classCode).not.toBeNull();
  expect(report.triagedAt).not.toBeNull();
  expect(await axeFindings(page)).toEqual([]);
});

test('the key e answers and closes in one step; what was typed outlives the dialog; z takes it up again', async () => {
  const { page } = seat;
  const number = numbers.get('お客様へのご案内をTo一斉で送信しました') ?? '';
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: ja('reports.close.title', { number }) });
  const answer = dialog.getByLabel(ja('reports.close.answer-text'));
  await hasFocus(answer);
  await answer.fill('ご連絡ありがとうございます。宛先の方へお詫びを送りました。');
  await page.keyboard.press('Escape');
  await gone(dialog);
  await page.keyboard.press('e');
  expect(await answer.inputValue()).toContain('お詫びを送りました');
  await dialog.getByRole('button', { name: ja('reports.close.submit-answered') }).click();
  await gone(dialog);
  await see(toast(ja('reports.close.done-answered', { number })));
  await gone(row('お客様へのご案内'));
  await expect
    .poll(() => program.sink.mails.some(({ email }) => email.text?.includes('お詫びを送りました') === true), {
      timeout: patience,
    })
    .toBe(true);
  await page.keyboard.press('z');
  await see(row('お客様へのご案内'));
  await see(pane().getByRole('heading', { level: 1, name: /お客様へのご案内/ }));
  expect(await stateOf('お客様へのご案内をTo一斉で送信しました')).toBe('new');
});

test('spam goes with one key, the next report takes its place, and the toast brings it back', async () => {
  const { page } = seat;
  await receive('当選のお知らせ', '賞金をお受け取りください。');
  await row('当選のお知らせ').click();
  await see(pane().getByRole('heading', { level: 1, name: '当選のお知らせ' }));
  await page.keyboard.press('!');
  const said = await see(toast(ja('reports.spam.done', { number: numbers.get('当選のお知らせ') ?? '' })));
  await see(pane().getByRole('heading', { level: 1, name: /お客様へのご案内/ }));
  await gone(row('当選のお知らせ'));
  await said.getByRole('button', { name: ja('reports.undo.act') }).click();
  await see(row('当選のお知らせ'));
});

test('a snoozed report leaves the open list, waits in its own, and comes back at a key', async () => {
  const { page } = seat;
  await row('当選のお知らせ').click();
  await see(pane().getByRole('heading', { level: 1, name: '当選のお知らせ' }));
  await offered('reports.snooze.act');
  await page.keyboard.press('h');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(ja('reports.snooze.tomorrow')) })
    .click();
  await gone(row('当選のお知らせ'));
  await see(list().getByText(ja('reports.list.left-out', { list: ja('reports.inbox.snoozed'), total: 1 })));
  await list()
    .getByRole('button', { name: new RegExp(`^${ja('reports.inbox.snoozed')}`) })
    .click();
  await see(row('当選のお知らせ'));
  await page.keyboard.press('z');
  await gone(row('当選のお知らせ'));
  await page.goto(inbox);
  await see(row('当選のお知らせ'));
});

test('many are closed at once with a refusal told by name, and taken back together', async () => {
  const { page } = seat;
  for (const at of [1, 2, 3]) await receive(`一括の件 ${at}`, `本文 ${at}`);
  await see(row('一括の件 3'));
  await list().getByRole('searchbox').fill('一括の件');
  await expect
    .poll(() =>
      list()
        .getByRole('listitem')
        .filter({ has: page.getByRole('checkbox') })
        .count(),
    )
    .toBe(3);
  await box('一括の件 1').check();
  await list()
    .getByRole('button', { name: ja('reports.bulk.all', { count: 3 }) })
    .click();
  // Somebody else is faster with one of them, and this browser does not hear of it.
  await page.route('**/api/v1/live', (route) => route.abort());
  const bulk = list().getByRole('toolbar', { name: ja('reports.bulk.label') });
  await bulk.getByRole('button', { name: ja('reports.bulk.act-tag') }).click();
  const dialog = page.getByRole('dialog', { name: ja('reports.bulk.tag', { count: 3 }) });
  await dialog.getByLabel(ja('reports.bulk.tags-add')).fill('年末');
  const first = await commander.call('GET /api/v1/reports/{id}', { params: { id: numbers.get('一括の件 1') ?? '' } });
  await commander.call('POST /api/v1/reports/{id}/close', {
    params: { id: first.id },
    version: first.version,
    body: { outcome: 'not-an-incident', reason: '先に処理した' },
  });
  await dialog.getByRole('button', { name: ja('reports.bulk.submit') }).click();
  await see(dialog.getByText(ja('reports.bulk.told', { done: 2, refused: 1 })));
  await see(dialog.getByText(new RegExp(first.number)));
  await dialog
    .getByRole('button', { name: ja('platform.act.close'), exact: true })
    .last()
    .click();
  const tagsOf = async (title: string) =>
    (await commander.call('GET /api/v1/reports/{id}', { params: { id: numbers.get(title) ?? '' } })).tags;
  expect(await tagsOf('一括の件 2')).toEqual(['年末']);
  await page.keyboard.press('z');
  await expect.poll(() => tagsOf('一括の件 2'), { timeout: patience }).toEqual([]);
  expect(await tagsOf('一括の件 3')).toEqual([]);
  await page.unroute('**/api/v1/live');
  seat.faults.splice(0, seat.faults.length, ...seat.faults.filter((fault) => !/net::ERR_/.test(fault)));
  await list().getByRole('searchbox').fill('');
});

test('a likely duplicate is merged after a look, told within the other, and taken out again', async () => {
  const { page } = seat;
  await receive('倉庫の端末に警告が出て消えない', '電話番号が表示されています。触らずに置いています。', '大森 進');
  await receive('Re: 倉庫の端末に警告が出て消えない', '電話番号が表示されています。触らずに置いています。', '大森 進');
  await page.goto(`${inbox}/${numbers.get('Re: 倉庫の端末に警告が出て消えない') ?? ''}`);
  await see(rail().getByRole('heading', { name: ja('reports.related.duplicates') }));
  await offered('reports.merge.act');
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  const merge = await see(dialog.getByRole('button', { name: ja('reports.merge.submit'), exact: true }));
  await hasFocus(merge);
  await merge.click();
  await gone(dialog);
  expect(await stateOf('Re: 倉庫の端末に警告が出て消えない')).toBe('merged');
  await page.goto(`${inbox}/${numbers.get('倉庫の端末に警告が出て消えない') ?? ''}`);
  const merged = await see(pane().getByRole('region', { name: ja('reports.merged.title') }));
  await merged.getByText(/Re: 倉庫/).click();
  await merged.getByRole('link', { name: ja('reports.merged.open') }).click();
  await pane()
    .getByRole('button', { name: ja('reports.unmerge.act') })
    .click();
  await expect.poll(() => stateOf('Re: 倉庫の端末に警告が出て消えない'), { timeout: patience }).toBe('new');
});

test('a report joins a running incident and comes out of it again', async () => {
  const { page } = seat;
  const incident = await commander.call('POST /api/v1/incidents', { body: { title: '倉庫の偽警告' } });
  await page.goto(`${inbox}/${numbers.get('倉庫の端末に警告が出て消えない') ?? ''}`);
  await see(pane().getByRole('heading', { level: 1, name: '倉庫の端末に警告が出て消えない' }));
  await offered('reports.add.act');
  await page.keyboard.press('a');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /倉庫の偽警告/ })
    .click();
  await gone(page.getByRole('dialog'));
  expect(await stateOf('倉庫の端末に警告が出て消えない')).toBe('handled');
  await page.keyboard.press('z');
  await expect.poll(() => stateOf('倉庫の端末に警告が出て消えない'), { timeout: patience }).toBe('new');
  const { reports } = await commander.call('GET /api/v1/incidents/{id}', { params: { id: incident.number } });
  expect(reports).toEqual([]);
});

test('filters stand in the address, survive a reload, and are saved as a list of the team', async () => {
  const { page } = seat;
  await page.goto(inbox);
  await list()
    .getByRole('button', { name: ja('reports.filter.open') })
    .click();
  const panel = list().getByRole('region', { name: ja('reports.filter.open') });
  await panel.getByRole('button', { name: ja('reports.row.priority', { priority: 1 }), exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('priority'), { timeout: patience }).toBe('1');
  await see(row('お客様へのご案内'));
  await gone(row('当選のお知らせ'));
  await page.reload();
  await see(row('お客様へのご案内'));
  const chip = ja('reports.filter.remove', { name: ja('reports.row.priority', { priority: 1 }) });
  await see(list().getByRole('button', { name: chip }));
  await list()
    .getByRole('button', { name: ja('reports.views.label') })
    .click();
  await page.getByRole('menuitem', { name: ja('reports.views.manage') }).click();
  const dialog = page.getByRole('dialog', { name: ja('reports.views.label') });
  await dialog.getByLabel(ja('reports.views.name')).fill('最優先');
  await dialog.getByLabel(ja('reports.views.share')).check();
  await dialog.getByRole('button', { name: ja('reports.views.save'), exact: true }).click();
  await gone(dialog);
  await list().getByRole('button', { name: chip }).click();
  await see(row('当選のお知らせ'));
  await list()
    .getByRole('button', { name: ja('reports.views.label') })
    .click();
  await page.getByRole('menuitem', { name: '最優先' }).click();
  await see(list().getByRole('button', { name: chip }));
  await gone(row('当選のお知らせ'));
  const { items } = await commander.call('GET /api/v1/saved-views');
  expect(items).toMatchObject([{ name: '最優先', isShared: true, isOwn: false }]);
});

test('at 360 px a thumb reads, opens triage, and hands over with the way back', async () => {
  const small = await takeSeat(browser, { origin: program.origin, viewport: phone, isPhone: true });
  await sit(small, handler, program.origin);
  const { page } = small;
  await page.goto(inbox);
  await (await see(page.getByRole('link', { name: /当選のお知らせ/ }))).click();
  const letter = page.getByRole('region', { name: ja('terms.report') });
  await letter.getByRole('button', { name: ja('reports.triage.rail'), exact: true }).click();
  await see(letter.getByRole('button', { name: ja('reports.assign.take') }));
  expect(await sidewaysScroll(page)).toBe(0);
  await letter.getByRole('button', { name: ja('platform.act.close'), exact: true }).click();
  await letter.getByRole('button', { name: ja('reports.acts.more') }).click();
  await page.getByRole('menuitem', { name: ja('reports.hand-over.act') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('reports.hand-over.to'), { exact: true }).fill('情報システム部');
  await dialog.getByLabel(ja('reports.close.reason')).fill('迷惑メールの受信設定の相談のため');
  await dialog.getByRole('button', { name: ja('reports.hand-over.submit'), exact: true }).click();
  await gone(dialog);
  expect(await stateOf('当選のお知らせ')).toBe('closed');
  await page.goto(`${inbox}/${numbers.get('当選のお知らせ') ?? ''}`);
  await see(letter.getByText(ja('reports.handed.text', { to: '情報システム部' })));
  await letter.getByRole('button', { name: ja('reports.reopen.act'), exact: true }).click();
  await dialog.getByLabel(ja('reports.close.reason')).fill('こちらで続ける');
  await dialog.getByRole('button', { name: ja('reports.reopen.submit'), exact: true }).click();
  await gone(dialog);
  expect(await stateOf('当選のお知らせ')).toBe('new');
  expect(await sidewaysScroll(page)).toBe(0);
  small.expectQuiet();
  await small.leave();
});

test('nothing went wrong on the page, and the program reported no problem', () => {
  seat.expectQuiet();
  expect(program.errorOutput()).toBe('');
});
