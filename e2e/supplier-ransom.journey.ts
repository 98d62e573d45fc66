import { afterAll, beforeAll, expect, test } from 'vitest';
import { gone, see, sidewaysScroll } from './support/checks.ts';
import { approveBy, beginDraft, dutyLine, endsOn, file, pick, proposeAnchor, sayNumber } from './support/duties.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { pdfText } from './support/pdf.ts';
import { waitForLive } from './support/people.ts';
import { download, openRoom, type Room } from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

/**
 * 委託先ランサム: a printing contractor writes to the purchasing department on a Friday; the CSIRT hears of it five days
 * later. The first department that knew sets the clock, a person says so, and both reports go out through other hands.
 */
let room: Room;
let duties = '';
let preliminary = '';
let preliminaryPdf = '';

const title = 'システム障害に関するお詫び（第1報）';
const supplier = '印刷委託先';
const purchasing = '購買部 高橋';
const reached = 'CSIRT 受付';
const first = '個情法 速報';
const final = '個情法 確報';
const persons = '本人の数';

beforeAll(async () => {
  room = await openRoom();
});
afterAll(async () => {
  await room?.end();
});
walkInSteps(() => (room === undefined ? [] : [room.desks.first, room.desks.second]));

test('triage asks what decides about the law, and the incident has the answers', async () => {
  const { program, desks } = room;
  const { page } = desks.first;
  await page.goto('/incident-management/reports');
  await waitForLive(desks.first);
  const from = { name: '購買部 高橋', address: 'takahashi@example.co.jp' };
  const text =
    '10月30日(金) 17:50 に届いたメールを転送します。印刷をお願いしている会社のサーバが暗号化されたそうです。';
  expect(await sendMail(program, japaneseMail({ title, text, from }))).toMatch(/^250/);
  await (await see(page.getByRole('link', { name: title }))).click();
  const asked = page.getByRole('region', { name: ja('obligations.asked.title') });
  for (const question of ['個人データが含まれる', '不正の目的によるおそれ']) {
    const line = asked.getByRole('listitem').filter({ hasText: question });
    await (await see(line.getByRole('button', { name: ja('obligations.value.yes'), exact: true }))).click();
    await gone(line);
  }
  await see(page.getByText(ja('obligations.triage.likely')));
  await page.getByRole('button', { name: ja('reports.open-incident.act') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('reports.open-incident.submit') })
    .click();
  await page.waitForURL('**/incident-management/incidents/INC-*');
  duties = `${new URL(page.url()).pathname}/obligations`;
  await page.goto(duties);
  await see(dutyLine(page, final).getByText(ja('obligations.clock.anchor-missing'), { exact: true }));
});

test('of three moments a person says which one counts: any department, 10-30, not 11-04 and not 10-27', async () => {
  const { page } = room.desks.first;
  await pick(page, final);
  await proposeAnchor(page, { at: '2026-10-27T09:00', source: supplier, isAsserted: false });
  await proposeAnchor(page, { at: '2026-11-04T10:00', source: reached, isAsserted: true });
  await endsOn(page, final, '2027-01-04');
  await proposeAnchor(page, {
    at: '2026-10-30T17:50',
    source: purchasing,
    isAsserted: true,
    reason: 'どの部署でも最初に知った時。購買部に第1報が届いた',
  });
  await endsOn(page, final, '2026-12-28');
  await see(dutyLine(page, first).getByText(ja('obligations.clock.past-guideline')).first());
  expect(await dutyLine(page, first).getByText(ja('obligations.clock.overdue')).count()).toBe(0);
  for (const source of [supplier, reached, purchasing])
    await see(page.locator('.m-duty-candidate').filter({ hasText: source }));
});

test('the preliminary report is drafted from the record, approved by somebody else, and filed with its number', async () => {
  const { desks, second } = room;
  const { page } = desks.first;
  await sayNumber(page, { field: persons, value: 8_400, source: supplier });
  await pick(page, first);
  preliminary = await beginDraft(page, 'filings.start.act');
  await see(page.getByText('8,400人').first());
  await see(page.getByText(ja('filings.approve.other')));
  expect(await page.getByRole('button', { name: ja('filings.approve.act') }).count()).toBe(0);
  await approveBy(desks.second.page, preliminary);
  await file(page, preliminary, { channel: '報告フォーム', receipt: 'PPC-2026-0831' });
  await see(page.getByText(second.name));
  const paper = await download(page, /^PDF$/);
  preliminaryPdf = await pdfText(paper.bytes);
  expect(preliminaryPdf).toContain('8,400');
  expect(preliminaryPdf).toContain('PPC-2026-0831');
  await page.goto(duties);
  await see(dutyLine(page, first).getByText('PPC-2026-0831'));
});

test('a later number is shown as what has changed, in the final report that the law still wants by 12-28', async () => {
  const { desks } = room;
  const { page } = desks.first;
  await sayNumber(page, { field: persons, value: 8_655, source: '照会の回答' });
  const changed = page.getByRole('region', { name: ja('filings.changed.title') });
  await see(changed.locator('del').filter({ hasText: '8,400' }));
  await see(changed.locator('ins').filter({ hasText: '8,655' }));
  await pick(page, final);
  const address = await beginDraft(page, 'filings.start.act');
  await see(page.locator('ins').filter({ hasText: '8,655' }));
  await approveBy(desks.second.page, address);
  await file(page, address, { channel: '報告フォーム', receipt: 'PPC-2026-0977' });
  await page.goto(duties);
  await see(dutyLine(page, final).getByText('PPC-2026-0977'));
  await page.goto(preliminary);
  await see(page.getByText('8,400人').first());
  await see(page.getByText(ja('filings.filed.intact'), { exact: true }));
  await desks.first.page.setViewportSize({ width: 360, height: 740 });
  await page.goto(duties);
  await see(page.getByText(ja('obligations.timeline.title')));
  expect(await sidewaysScroll(page)).toBe(0);
  expect(room.program.errorOutput()).toBe('');
});
