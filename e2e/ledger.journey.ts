import { readFileSync } from 'node:fs';
import Encoding from 'encoding-japanese';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, type Seat, takeSeat } from './support/browser.ts';
import { gone, see, sidewaysScroll } from './support/checks.ts';
import { completeSetUp, sit } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;

const fileName = '管理台帳.csv';
const lines = [
  'インシデント管理台帳,,,,,',
  'No.,受付日,件名,内容,分類,状況',
  'K-1,2025/11/5 9:30,メールの誤送信,見積書を別の取引先に送った,誤送信,完了',
  'K-2,R7.11.6,社用スマートフォンの紛失,電車に置き忘れた,宇宙人,対応中',
  'K-3,未定,日付のない行,,,対応中',
  'K-4,2025/11/7,,,,対応中',
];

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  const commander = await completeSetUp(program);
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, commander, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

function shiftJis(text: string): Buffer {
  return Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }));
}

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

async function isWellMade(): Promise<void> {
  expect(await axeFindings(seat.page)).toEqual([]);
  expect(await sidewaysScroll(seat.page)).toBe(0);
}

test('a ledger from Excel in Shift_JIS is understood by its headings, below its title', async () => {
  const { page } = seat;
  await page.goto('/incident-management/ledger');
  await see(page.getByText(ja('ledger.list.empty')));
  await isWellMade();
  await page
    .getByLabel(ja('ledger.upload.choose'))
    .setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: shiftJis(lines.join('\r\n')) });
  await see(page.getByRole('heading', { level: 1, name: fileName }));
  const meaning = (heading: string) => page.getByLabel(ja('ledger.columns.choose', { heading }));
  await expect.poll(() => meaning('No.').inputValue()).toBe('number');
  expect(await meaning('受付日').inputValue()).toBe('received-at');
  expect(await meaning('件名').inputValue()).toBe('title');
  expect(await meaning('分類').inputValue()).toBe('class');
  await isWellMade();
});

test('every row is shown before anything is written, with two that are wrong and why', async () => {
  const { page } = seat;
  await page.getByRole('button', { name: ja('ledger.check.act') }).click();
  await see(page.getByText(ja('ledger.preview.nothing-written')));
  await page.getByRole('button', { name: ja('ledger.row-filter.error', { count: 2 }) }).click();
  await see(page.getByText(ja('ledger.problem.date-unreadable')));
  await see(page.getByText(ja('ledger.problem.title-missing')));
  await see(page.getByText(ja('ledger.words.label', { field: ja('ledger.field.class'), word: '宇宙人' })).first());
  const [findings] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: ja('ledger.problems.download') }).click(),
  ]);
  expect(await textOf(findings)).toContain(`5,${ja('ledger.row-state.error')},受付日,未定,`);
  await isWellMade();
});

test('the good rows become reports when somebody says so twice', async () => {
  const { page } = seat;
  const act = ja('ledger.run.act', { count: 2 });
  const start = page.getByRole('button', { name: act }).first();
  expect(await start.isDisabled()).toBe(true);
  await page.getByLabel(ja('ledger.run.only-good', { count: 2 })).check();
  await start.click();
  const dialog = page.getByRole('dialog');
  await see(dialog.getByText(ja('ledger.run.text')));
  await dialog.getByRole('button', { name: act }).click();
  await see(page.getByText(ja('ledger.done.title', { count: 2 })));
  await isWellMade();
});

test('the ledger goes out again with the columns that people know', async () => {
  const { page } = seat;
  await page.getByRole('link', { name: ja('ledger.back') }).click();
  await see(page.getByRole('link', { name: fileName }));
  await page.getByText(ja('ledger.export.format.csv'), { exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: ja('ledger.export.act'), exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^管理台帳-\d{8}\.csv$/);
  const rows = (await textOf(file)).trim().split('\r\n');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain('受付番号,受付日時,受付手段,件名,内容');
  expect(rows[1]).toContain('K-1,2025/11/05 09:30,,メールの誤送信,見積書を別の取引先に送った');
  expect(rows[2]).toContain('K-2,2025/11/06,,社用スマートフォンの紛失');
});

test('statistics count them, as a picture and as a table', async () => {
  const { page } = seat;
  await page.goto('/incident-management/statistics?from=2025-11-01&until=2025-11-30&by=day');
  await see(page.getByRole('heading', { name: ja('statistics.table.periods') }));
  await isWellMade();
  const card = page.getByRole('region', { name: ja('statistics.table.periods') }).first();
  await card.getByRole('button', { name: ja('statistics.view.table') }).click();
  await see(card.getByRole('cell', { name: '2025-11-05' }));
  await isWellMade();
});

test('an import is taken back, and its reports are in no list any more', async () => {
  const { page } = seat;
  await page.goto('/incident-management/ledger');
  await page.getByRole('link', { name: fileName }).click();
  await page.getByRole('button', { name: ja('ledger.undo.act') }).click();
  const dialog = page.getByRole('dialog');
  await see(dialog.getByText(ja('ledger.undo.text')));
  await dialog.getByRole('button', { name: ja('ledger.undo.act') }).click();
  await see(page.getByText(ja('ledger.undone.title', { count: 2 })));
  await gone(page.getByRole('button', { name: ja('ledger.undo.act') }));
  const answer = await page.request.get('/api/v1/reports?channel=ledger');
  expect(((await answer.json()) as { items: unknown[] }).items).toEqual([]);
  seat.expectQuiet();
});
