import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocx, textOfXml } from '../apps/server/src/platform/documents/document.fixture.ts';
import { axeFindings } from './support/axe.ts';
import { type Seat, takeSeat } from './support/browser.ts';
import { gone, hasFocus, see, sidewaysScroll } from './support/checks.ts';
import { agreeOnMatrix, enterMember, matrixRule } from './support/command.ts';
import { pdfText } from './support/pdf.ts';
import { hire, type Person, sit, waitForLive } from './support/people.ts';
import { download, openRoom, type Room } from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

/**
 * 第1回対策本部会議: six are there, one of them as a deputy. The head of the plant orders what is not his to order, the COO
 * decides it; three go home with tasks; the minutes are confirmed by who led, and not by who wrote them.
 */
let room: Room;
let chair: Person;
let desk: Seat;
let phone: Seat;
let incident = '';
let meeting = '';

const coo = '久保田 実';
const plant = '大槻 修';
const spokesman = '今井 薫';
const lawyer = '岸本 弁護士';

beforeAll(async () => {
  room = await openRoom();
  const { program, browser, commander, first } = room;
  chair = await hire({ program, by: commander, name: coo, roles: ['reader'] });
  const lead = await hire({ program, by: commander, name: '堀 真紀', roles: ['commander'] });
  desk = await takeSeat(browser, { origin: program.origin });
  await sit(desk, chair, program.origin);
  phone = await takeSeat(browser, { origin: program.origin, isPhone: true });
  await sit(phone, chair, program.origin);
  await enterMember(commander, { name: coo, title: 'COO', account: chair, role: 'executive' });
  await enterMember(commander, { name: commander.name, title: 'CSIRT長', account: commander });
  await enterMember(commander, { name: first.name, title: '', account: first });
  await enterMember(commander, { name: plant, title: '工場長', account: null });
  await enterMember(commander, { name: spokesman, title: '広報課', account: null });
  await agreeOnMatrix({ author: commander, approver: lead }, [
    matrixRule({
      ...{ id: 'stop', number: '4-2', actionKinds: ['stop-service'], scope: { kind: 'all', names: [] } },
      mayOrder: [{ kind: 'role', roleKey: 'executive' }],
    }),
  ]);
  const opened = await first.call('POST /api/v1/incidents', { body: { title: '生産管理システムの暗号化' } });
  incident = `/incident-management/incidents/${opened.number}`;
});
afterAll(async () => {
  await room?.end();
});
walkInSteps(() => (room === undefined ? [] : [room.desks.first, desk, phone]));

test('the meeting is planned with people of the team, a deputy, and somebody outside', async () => {
  const { page } = room.desks.first;
  await page.goto(`${incident}/meetings`);
  await waitForLive(room.desks.first);
  await (await see(page.getByRole('button', { name: ja('meetings.list.plan'), exact: true }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('meetings.form.place')).fill('本社 第1会議室');
  for (const name of [coo, room.commander.name, room.first.name, plant, spokesman]) {
    const choice = dialog.getByLabel(ja('meetings.form.add-person'));
    const option = await choice.locator('option').filter({ hasText: name }).first().getAttribute('value');
    await choice.selectOption(option);
    await see(dialog.getByRole('button', { name: ja('meetings.form.remove', { name }) }));
  }
  const deputy = dialog.getByRole('listitem').filter({ hasText: spokesman });
  await deputy.getByText(ja('meetings.form.details'), { exact: true }).click();
  await deputy.getByLabel(ja('meetings.form.person-deputy')).fill('広報部長');
  await dialog.getByRole('button', { name: ja('meetings.form.add-outsider') }).click();
  await dialog.getByLabel(ja('meetings.form.person-name')).fill(lawyer);
  await dialog.getByLabel(ja('meetings.form.chair')).selectOption({ label: coo });
  await dialog.getByLabel(ja('meetings.form.scribe')).selectOption({ label: room.first.name });
  for (const [at, title] of ['被害の状況', '生産管理システムの停止', '社外への説明'].entries()) {
    await dialog.getByRole('button', { name: ja('meetings.form.add-item') }).click();
    await dialog.getByLabel(ja('meetings.form.item', { place: at + 1 }), { exact: true }).fill(title);
  }
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: ja('meetings.form.save-plan'), exact: true }).click();
  await page.waitForURL('**/casework/meetings/MTG-*');
  meeting = new URL(page.url()).pathname;
  await see(page.getByRole('heading', { name: '第1回対策本部会議' }));
});

test('whoever is invited finds it on the board of the day', async () => {
  await desk.page.goto('/');
  await (await see(desk.page.getByRole('link', { name: '第1回対策本部会議' }))).click();
  await desk.page.waitForURL(`**${meeting}`);
});

test('one press begins it with everybody who is there, and lines are noted with the keyboard alone', async () => {
  const { page } = room.desks.first;
  await (await see(page.getByRole('button', { name: ja('meetings.begin.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: ja('meetings.begin.act'), exact: true }).click();
  await gone(dialog);
  await see(page.getByRole('region', { name: ja('meetings.attendance.title') }).getByText('6/6'));
  const input = await see(page.getByLabel(ja('meetings.lines.input')));
  await input.focus();
  for (const text of ['サーバ3台が暗号化', '生産は手作業で続けている', '止めるべきだ']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await see(page.getByRole('listitem').filter({ hasText: text }));
    await expect.poll(() => input.inputValue()).toBe('');
  }
  await hasFocus(input);
  expect(await axeFindings(page)).toEqual([]);
});

test('who lacks the authority decides nothing: the refusal names who may, and the same line becomes the decision of the COO', async () => {
  const { page } = room.desks.first;
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('d');
  const dialog = await see(page.getByRole('dialog', { name: ja('meetings.decide.act') }));
  await dialog.getByLabel(ja('meetings.decide.speaker')).selectOption({ label: plant });
  await dialog.getByLabel(ja('meetings.decide.question')).fill('生産管理システムを止めるか');
  await dialog.getByLabel(ja('meetings.decide.answer')).fill('今日は全面停止する');
  const save = dialog.getByRole('button', { name: ja('meetings.decide.save'), exact: true });
  await save.click();
  const refused = await see(dialog.getByRole('alert'));
  expect(await refused.textContent()).toContain(coo);
  await dialog.getByLabel(ja('meetings.decide.speaker')).selectOption({ label: coo });
  await save.click();
  await gone(dialog);
  const decisions = page.getByRole('region', { name: ja('meetings.decisions.title') });
  await see(decisions.getByText('今日は全面停止する'));
  await see(decisions.getByText(ja('meetings.waits-for.confirmation')));
});

test('three go home with a task, each a task of the incident', async () => {
  const { page } = room.desks.first;
  for (const [title, who] of [
    ['感染端末の隔離を確認する', room.first.name],
    ['取引先への第一報を用意する', spokesman],
    ['復旧の順番を決める', room.commander.name],
  ] as const) {
    await page.getByRole('button', { name: ja('meetings.give.act'), exact: true }).click();
    const dialog = await see(page.getByRole('dialog', { name: ja('meetings.give.act') }));
    await dialog.getByLabel(ja('meetings.give.title')).fill(title);
    await dialog.getByLabel(ja('meetings.give.assignee')).selectOption({ label: who });
    await dialog.getByRole('button', { name: ja('meetings.give.save'), exact: true }).click();
    await gone(dialog);
    await see(page.getByRole('region', { name: ja('meetings.tasks.title') }).getByText(title));
  }
});

test('the chair confirms the minutes on a phone; who wrote them does not', async () => {
  const { page } = room.desks.first;
  await page.getByRole('button', { name: ja('meetings.close.act'), exact: true }).click();
  const closing = page.getByRole('dialog');
  await closing.getByRole('button', { name: ja('meetings.close.act'), exact: true }).click();
  await gone(closing);
  await see(page.getByText(ja('meetings.confirm.by-other')));
  expect(await page.getByRole('button', { name: ja('meetings.confirm.act'), exact: true }).count()).toBe(0);
  await phone.page.goto(meeting);
  const confirm = await see(phone.page.getByRole('button', { name: ja('meetings.confirm.act'), exact: true }));
  expect(await sidewaysScroll(phone.page)).toBe(0);
  expect(await axeFindings(phone.page)).toEqual([]);
  await confirm.click();
  const dialog = phone.page.getByRole('dialog');
  await dialog.getByRole('button', { name: ja('meetings.confirm.act'), exact: true }).click();
  await gone(dialog);
  await see(phone.page.getByText(ja('meetings.edition.intact')));
});

test('the PDF and the Word file say who was there, what was decided by whose authority, and who does what', async () => {
  const { page } = desk;
  await page.goto(meeting);
  await see(page.getByText(ja('meetings.edition.intact')));
  const said = [
    '第1回対策本部会議',
    '今日は全面停止する',
    coo,
    '権限表 4-2',
    '広報部長 代理',
    '代理出席',
    lawyer,
    'サーバ3台が暗号化',
  ];
  const tasks = ['感染端末の隔離を確認する', '取引先への第一報を用意する', '復旧の順番を決める'];
  const file = async (name: RegExp) => (await download(page, name)).bytes;
  const pdf = (await pdfText(await file(/^PDF 日本語$/))).replaceAll(/\s/g, '');
  for (const part of [...said, ...tasks]) expect(pdf).toContain(part.replaceAll(/\s/g, ''));
  const parts = await readDocx(await file(/^DOCX 日本語$/));
  const text = textOfXml(parts.get('word/document.xml') ?? '');
  for (const part of [...said, ...tasks]) expect(text).toContain(part);
});
