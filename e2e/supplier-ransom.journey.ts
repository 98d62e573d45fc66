import { afterAll, beforeAll, expect, test } from 'vitest';
import { gone, see, sidewaysScroll } from './support/checks.ts';
import { agreeOnMatrix, askFor, enterMember, matrixRule } from './support/command.ts';
import { approveBy, beginDraft, dutyLine, endsOn, file, pick, proposeAnchor, sayNumber } from './support/duties.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { pdfText } from './support/pdf.ts';
import { hire, waitForLive } from './support/people.ts';
import { download, guestLink, openRoom, type Room } from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

/**
 * 委託先ランサム: a printing contractor writes to the purchasing department on a Friday; the CSIRT hears of it five days
 * later. The first department that knew sets the clock, a person says so, and both reports go out through other hands.
 */
let room: Room;
let incident = '';
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
const inquiry = '照会票（6問）へのご回答のお願い';
const questions = [
  '1. 事故に気づいた日時と経緯',
  '2. 暗号化・持ち出しの対象となった当社のデータ',
  '3. 該当する本人の数と項目',
  '4. 侵入の経路と原因',
  '5. 実施済みの措置と再開の予定',
  '6. 個人情報保護委員会への報告の予定（連名の可否）',
];
const contractor = { name: '井上 誠', address: 'inoue@printing.example' };
const itsHead = { name: '岡部 隆', address: 'okabe@printing.example' };
const jointly = '個人情報保護委員会への報告を委託先と連名にしますか';

beforeAll(async () => {
  room = await openRoom();
  const { program, commander, second, outsider } = room;
  const lead = await hire({ program, by: commander, name: '堀 真紀', roles: ['commander'] });
  const officer = await enterMember(commander, { name: second.name, title: '個人情報保護責任者', account: second });
  await enterMember(commander, { name: outsider.name, title: '購買部', account: outsider });
  await agreeOnMatrix({ author: commander, approver: lead }, [
    matrixRule({
      ...{ id: 'commission', number: '7-1', actionKinds: ['notify-authority'], scope: { kind: 'all', names: [] } },
      mayOrder: [{ kind: 'member', memberId: officer }],
    }),
  ]);
});
afterAll(async () => {
  await room?.end();
});
walkInSteps(() => (room === undefined ? [] : Object.values(room.desks)));

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
  incident = new URL(page.url()).pathname;
  duties = `${incident}/obligations`;
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

test('the contractor is asked six questions on a page of its own, and its silence past the due time reaches its head', async () => {
  const { program, desks, guest } = room;
  const { page } = desks.first;
  await page.goto(`${incident}/tasks`);
  await waitForLive(desks.first);
  await (await see(page.getByRole('button', { name: ja('instructions.send.open') }))).click();
  const dialog = page.getByRole('dialog');
  await (await see(dialog.getByText(ja('instructions.kind.request'), { exact: true }))).click();
  await dialog.getByLabel(ja('instructions.field.title')).fill(inquiry);
  await dialog.getByLabel(ja('instructions.field.what')).fill(questions.join('\n'));
  // Half an hour stands for the five days until 11-09.
  const due = new Date(program.now().getTime() + 30 * 60_000 + 9 * 3_600_000);
  await dialog.getByLabel(ja('tasks.field.due-zone', { zone: 'Asia/Tokyo' })).fill(due.toISOString().slice(0, 16));
  await dialog.getByLabel(ja('instructions.recipient.name'), { exact: true }).fill(contractor.name);
  await dialog.getByLabel(ja('instructions.recipient.address'), { exact: true }).fill(contractor.address);
  await dialog.getByLabel(ja('instructions.recipient.superior-name')).fill(itsHead.name);
  await dialog.getByLabel(ja('instructions.recipient.superior-address')).fill(itsHead.address);
  await dialog.getByRole('button', { name: ja('instructions.send.act', { count: 1 }) }).click();
  await gone(dialog);
  await guest.goto(await guestLink(program, contractor.address));
  for (const question of questions) await see(guest.getByText(question));
  expect(await sidewaysScroll(guest)).toBe(0);

  await program.advance(31);
  const toldTo = (address: string) => program.sink.mails.filter((mail) => mail.to.includes(address));
  await expect.poll(() => toldTo(itsHead.address).length, { timeout: 30_000 }).toBe(1);
  await page.reload();
  const asked = page.getByRole('listitem', { name: contractor.name });
  await see(asked.getByText(ja('tasks.due.overdue'), { exact: true }));
  await see(asked.getByText(ja('instructions.time.escalatedAt')));

  await guest.getByRole('textbox').fill('3. は 8,655人です。6. は連名を希望します。');
  await guest.getByRole('button', { name: ja('portal.instruction.done'), exact: true }).click();
  await see(guest.getByText(ja('portal.instruction.state.done')));
  await see(asked.getByText('3. は 8,655人です。6. は連名を希望します。'));
});

test('whether to report jointly is decided by who may, and by nobody else', async () => {
  const { program, desks, second } = room;
  const { page } = desks.first;
  await page.goto(`${incident}/decisions`);
  const soon = new Date(program.now().getTime() + 90 * 60_000 + 9 * 3_600_000);
  await askFor(page, {
    ...{
      action: 'notify-authority',
      system: '個人情報保護委員会',
      question: jointly,
      whyNow: '速報の目安を過ぎています',
    },
    ...{ cost: '内容の食い違う報告が2つ届く', due: soon.toISOString().slice(0, 16) },
    ...{ options: ['連名で報告する', '当社だけで報告する'], of: second.name },
  });
  const other = desks.outsider.page;
  await other.goto(`${incident}/decisions`);
  await see(other.getByText(`あなたは決められません。決められる人：${second.name}`));
  expect(await other.getByRole('button', { name: ja('decisions.decide.act'), exact: true }).count()).toBe(0);
  const officer = desks.second.page;
  await officer.goto(`${incident}/decisions`);
  await (await see(officer.getByRole('button', { name: ja('decisions.decide.act'), exact: true }))).click();
  const dialog = officer.getByRole('dialog', { name: ja('decisions.decide.title') });
  await (await see(dialog.getByText('連名で報告する'))).click();
  await dialog.getByLabel(ja('decisions.decide.reason')).fill('委託先も報告義務を負い、事実の確認が1回で済む');
  await dialog.getByRole('button', { name: ja('decisions.decide.act'), exact: true }).click();
  await gone(dialog);
  await see(page.getByText('委託先も報告義務を負い、事実の確認が1回で済む'));
});

test('the preliminary report is drafted from the record, approved by somebody else, and filed with its number', async () => {
  const { desks, second } = room;
  const { page } = desks.first;
  await page.goto(duties);
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
