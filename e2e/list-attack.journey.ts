import { afterAll, beforeAll, expect, test } from 'vitest';
import { gone, see, sidewaysScroll, smallTargets } from './support/checks.ts';
import { approveBy, beginDraft, dutyLine, endsOn, file, pick, proposeAnchor, sayNumber } from './support/duties.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { pdfText, sha256 } from './support/pdf.ts';
import { waitForLive } from './support/people.ts';
import {
  allThatIsTold,
  count,
  download,
  guestLink,
  issue,
  openRoom,
  type Room,
  record,
  restrictTo,
  seeCommander,
} from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

/**
 * リスト型攻撃: 642 accounts opened with passwords from elsewhere, later 655. Two handlers work beside each other, the
 * shop answers on a phone, management has a first report with one number and a second one with the other.
 */
let room: Room;
let incident: { readonly id: string; readonly number: string };
let address = '';
let firstReport = '';
let firstPdf: Buffer;

const title = 'ログイン失敗急増、642件成功、ポイント不正利用 38件';
const request = '該当アカウントのポイント交換を止めてください';
const restriction = '会員サイト対応';
const attackers = ['203.0.113.77', '198.51.100.24'] as const;
const accounts = Array.from({ length: 12 }, (_, at) => `会員 M-${204_118 + at * 37}`);
const log = [
  'datetime,message,source',
  ...accounts.map((name, at) => `2026-11-21T14:${10 + at}:00+00:00,${name} のログイン成功 ${attackers[at % 2]},auth`),
].join('\n');

beforeAll(async () => {
  room = await openRoom();
  const { commander } = room;
  const { templates } = await commander.call('GET /api/v1/obligation-rules');
  const rule = templates.find(({ id }) => id === 'template-management-first');
  if (rule === undefined) throw new Error('there is no template for the first report to management');
  await commander.call('POST /api/v1/obligation-rules/own', {
    body: {
      definition: { ...rule, id: 'own-management', effectiveFrom: '2026-01-01' },
      version: 0,
      reason: '規程 8条',
    },
  });
});
afterAll(async () => {
  await room?.end();
});
walkInSteps(() => (room === undefined ? [] : [room.desks.first, room.desks.second, room.desks.outsider]));

test('a mail of the shop becomes an incident with a commander, and only its handlers see it from then on', async () => {
  const { program, desks, commander } = room;
  const { page } = desks.first;
  await page.goto('/incident-management/reports');
  await waitForLive(desks.first);
  const from = { name: 'EC運用 山口', address: 'yamaguchi@example.co.jp' };
  const text = '21日 23:30 ごろから会員サイトのログイン失敗が急増しています。642件は成功しています。';
  expect(await sendMail(program, japaneseMail({ title, text, from }))).toMatch(/^250/);
  await (await see(page.getByRole('link', { name: title }))).click();
  await page.getByRole('button', { name: ja('reports.open-incident.act') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('reports.open-incident.submit') })
    .click();
  await page.waitForURL('**/incident-management/incidents/INC-*');
  address = new URL(page.url()).pathname;
  const number = address.split('/').at(-1) ?? '';
  const { id } = await commander.call('GET /api/v1/incidents/{id}', { params: { id: number } });
  incident = { id, number };
  await desks.outsider.page.goto('/incident-management/incidents');
  await waitForLive(desks.outsider);
  await see(desks.outsider.page.getByRole('link', { name: title }));
  await restrictTo(room, { id, name: restriction });
  await gone(desks.outsider.page.getByText(title));
  await commander.call('POST /api/v1/incidents/{id}/functions', {
    params: { id },
    body: { accountId: commander.id, function: 'commander' },
  });
  await seeCommander(page, commander.name);
});

test('one imports the log into the timeline while the other records the addresses of the attacker', async () => {
  const { desks } = room;
  const importing = async () => {
    const { page } = desks.first;
    await page.goto(`${address}/timeline`);
    await (await see(page.getByText(ja('timeline.imports.title'), { exact: true }))).click();
    await page
      .getByLabel(ja('timeline.upload.choose'))
      .first()
      .setInputFiles({ name: 'auth.csv', mimeType: 'text/csv', buffer: Buffer.from(log) });
    const dialog = page.getByRole('dialog');
    await see(dialog.getByRole('region', { name: ja('timeline.import.preview') }));
    await dialog.getByRole('button', { name: ja('timeline.import.run'), exact: true }).click();
    await gone(dialog);
    const table = page.getByRole('table', { name: ja('terms.timeline') });
    await see(table.getByText(`${accounts[0]} のログイン成功 ${attackers[0]}`));
  };
  const watching = async () => {
    const { page } = desks.second;
    await page.goto(`${address}/observables`);
    await (await see(page.getByRole('button', { name: ja('observables.add.act'), exact: true }))).click();
    const dialog = page.getByRole('dialog', { name: ja('observables.add.title') });
    await dialog
      .getByLabel(ja('observables.add.text'))
      .fill(`攻撃元は ${attackers.join(' と ').replaceAll('.', '[.]')} の2つ`);
    await dialog.getByRole('button', { name: ja('observables.add.preview') }).click();
    await (await see(dialog.getByRole('button', { name: ja('observables.add.save', { count: 2 }) }))).click();
    await gone(dialog);
    for (const value of attackers) await see(page.getByText(value.replaceAll('.', '[.]')));
  };
  await Promise.all([importing(), watching()]);
});

test('the accounts are pasted with what must be done for each, and what is done is counted on the other screen', async () => {
  const { desks, second } = room;
  const { page } = desks.first;
  await page.goto(`${address}/scope`);
  await (await see(page.getByRole('button', { name: ja('scope.add.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog', { name: ja('scope.add.title') });
  await dialog.getByLabel(ja('scope.add.text')).fill(accounts.join('\n'));
  await dialog.getByLabel(ja('scope.field.kind')).selectOption({ label: ja('scope.kind.account') });
  await dialog.getByRole('button', { name: ja('scope.add.preview') }).click();
  await (await see(dialog.getByLabel(ja('scope.add.measure')))).selectOption({
    label: ja('scope.measure.reset-password'),
  });
  await dialog.getByRole('button', { name: ja('scope.add.save', { count: accounts.length }) }).click();
  await gone(dialog);
  await see(page.getByText(accounts[0] ?? ''));

  await desks.second.page.goto(address);
  await waitForLive(desks.second);
  const progress = (done: number) =>
    desks.second.page.getByText(
      ja('scope.short.progress', { measure: ja('scope.measure.reset-password'), done, all: accounts.length }),
    );
  await see(progress(0));
  const { items } = await second.call('GET /api/v1/scope-items', { query: { subjectId: incident.id } });
  await second.call('POST /api/v1/scope-items/measures', {
    body: {
      subjectId: incident.id,
      ids: items.slice(0, 11).map(({ id }) => id),
      measure: 'reset-password',
      state: 'done',
    },
  });
  await see(progress(11));
});

test('the shop is asked to stop the points, and says on a phone of 360 pixels that it has read it', async () => {
  const { program, guest, desks } = room;
  const { page } = desks.first;
  await page.goto(`${address}/tasks`);
  await waitForLive(desks.first);
  await (await see(page.getByRole('button', { name: ja('instructions.send.open') }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('instructions.field.title')).fill(request);
  await dialog.getByLabel(ja('instructions.field.what')).fill('一覧の12件。交換の申し込みも保留にしてください。');
  await dialog.getByLabel(ja('instructions.recipient.name'), { exact: true }).fill('山口 亮');
  await dialog.getByLabel(ja('instructions.recipient.address'), { exact: true }).fill('yamaguchi@example.co.jp');
  await dialog.getByRole('button', { name: ja('instructions.send.act', { count: 1 }) }).click();
  await gone(dialog);
  await guest.goto(await guestLink(program, 'yamaguchi@example.co.jp'));
  await see(guest.getByRole('heading', { level: 1, name: request }));
  expect(await sidewaysScroll(guest)).toBe(0);
  expect(await smallTargets(guest)).toEqual([]);
  await guest.getByRole('button', { name: ja('portal.instruction.acknowledge'), exact: true }).click();
  await see(guest.getByText(ja('portal.instruction.state.acknowledged')));
  const recipient = page.getByRole('listitem', { name: '山口 亮' });
  await see(recipient.getByText(ja('instructions.state.acknowledged'), { exact: true }));
});

test('management has its first report within the hour, as a PDF by mail, with the number of that moment', async () => {
  const { program, desks } = room;
  const { page } = desks.second;
  await page.goto(`${address}/scope`);
  await count(page, { category: ja('scope.category.members'), known: 642, maximum: 642, source: '認証ログ（成功）' });
  await page.goto(`${address}/reports`);
  firstReport = await issue(page, { kind: 'progress', name: '第一報' });
  ({ bytes: firstPdf } = await download(page, /\.pdf$/));
  const text = await pdfText(firstPdf);
  expect(text).toContain('642人');
  expect(text).not.toContain('655人');
  expect(text).toContain(ja('management-reports.audience.plain'));

  await page.getByRole('button', { name: ja('management-reports.send.title') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('management-reports.send.to')).fill('keiei@example.co.jp');
  await dialog.getByRole('button', { name: ja('management-reports.send.act'), exact: true }).click();
  await gone(dialog);
  const sent = () => program.sink.mails.find((mail) => mail.to.includes('keiei@example.co.jp'));
  await expect.poll(sent, { timeout: 15_000 }).toBeDefined();
  const [file] = sent()?.email.attachments ?? [];
  expect(file?.mimeType).toBe('application/pdf');
  expect(sha256(Buffer.from(file?.content as ArrayBuffer))).toBe(sha256(firstPdf));
});

test('the log says 655 now: the next report shows what has changed since the first, which stays as it was', async () => {
  const { desks } = room;
  const { page } = desks.first;
  await page.goto(`${address}/scope`);
  await count(page, {
    category: ja('scope.category.members'),
    known: 655,
    maximum: 655,
    source: '認証ログ（再集計）',
  });
  await desks.second.page.goto(address);
  await record(desks.second.page, '再集計の結果、成功は655件（13件増）と分かった');
  await page.goto(`${address}/reports`);
  await page.getByRole('button', { name: ja('management-reports.start.progress'), exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('management-reports.start.act') })
    .click();
  await see(page.getByRole('button', { name: /第二報を発行/ }));
  const changed = page.locator('details').filter({ hasText: ja('management-reports.part.differences') });
  for (const one of await changed.all()) await one.locator('summary').click();
  await see(page.locator('ins').filter({ hasText: '655' }));
  await see(page.locator('del').filter({ hasText: '642' }));
  const act = ja('management-reports.issue.act', { name: '第二報' });
  await page.getByRole('button', { name: act, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click();
  await see(page.getByText(ja('management-reports.issued.intact'), { exact: true }));
  const second = await download(page, /\.pdf$/);
  expect(await pdfText(second.bytes)).toContain('655人');

  await page.goto(firstReport);
  await see(page.getByText(ja('management-reports.issued.intact'), { exact: true }));
  const again = await download(page, /\.pdf$/);
  expect(sha256(again.bytes)).toBe(sha256(firstPdf));
});

test('below 1,000 and yet reportable: 確報 by 2027-01-19, and two recipients that heard different numbers are shown', async () => {
  const { desks } = room;
  const { page } = desks.first;
  const duties = `${address}/obligations`;
  const police = '警察 通報・相談';
  await page.goto(duties);
  const asked = page.getByRole('region', { name: ja('obligations.asked.title') });
  for (const question of ['個人データが含まれる', '不正の目的によるおそれ']) {
    const line = asked.getByRole('listitem').filter({ hasText: question });
    await (await see(line.getByRole('button', { name: ja('obligations.value.yes'), exact: true }))).click();
    await gone(line);
  }
  await pick(page, '個情法 確報');
  await proposeAnchor(page, { at: '2026-11-21T23:30', source: 'EC運用', isAsserted: true });
  await endsOn(page, '個情法 確報', '2027-01-19');

  const { version } = await room.commander.call('GET /api/v1/incidents/{id}', { params: { id: incident.id } });
  await room.commander.call('POST /api/v1/incidents/{id}/severity', {
    params: { id: incident.id },
    version,
    body: { ticks: [{ criterion: 'business', level: 'high' }], severity: 'high', reason: '不正利用がある' },
  });
  const list = page.getByRole('table', { name: ja('obligations.list.title') });
  const toManagement = list.getByRole('row').filter({ hasText: '経営層への第一報' });
  await see(toManagement.locator('time[datetime="2026-11-21T15:30:00.000Z"]'));
  await see(toManagement.getByText(ja('obligations.force.company-rule'), { exact: true }));

  await sayNumber(page, { field: '本人の数', value: 642, source: '認証ログ' });
  await pick(page, '個情法 速報');
  const toCommission = await beginDraft(page, 'filings.start.act');
  await approveBy(desks.second.page, toCommission);
  await file(page, toCommission, { channel: '報告フォーム', receipt: 'PPC-2026-0642' });

  await page.goto(duties);
  await sayNumber(page, { field: '本人の数', value: 655, source: '再集計' });
  const changed = page.getByRole('region', { name: ja('filings.changed.title') });
  await see(changed.locator('del').filter({ hasText: '642' }));
  await see(changed.locator('ins').filter({ hasText: '655' }));
  await pick(page, police);
  const toPolice = await beginDraft(page, 'filings.start.act');
  await see(page.getByText(ja('filings.conflict.here')));
  await approveBy(desks.second.page, toPolice);
  await file(page, toPolice, { channel: '電話', receipt: 'C-1182' });
  await page.goto(duties);
  await see(changed.getByText(ja('filings.conflict.text', { name: '本人の数' })));

  await pick(page, '個情法 速報');
  const followUp = await beginDraft(page, 'filings.start.again');
  await see(page.locator('ins').filter({ hasText: '655' }));
  await approveBy(desks.second.page, followUp);
  await file(page, followUp, { channel: '報告フォーム', receipt: 'PPC-2026-0655' });
  await page.goto(duties);
  await gone(page.getByText(ja('filings.conflict.text', { name: '本人の数' })));
  await pick(page, '個情法 確報');
  const final = await beginDraft(page, 'filings.start.act');
  await approveBy(desks.second.page, final);
  await file(page, final, { channel: '報告フォーム', receipt: 'PPC-2026-0700' });
  await page.goto(duties);
  await see(dutyLine(page, '個情法 確報').getByText('PPC-2026-0700'));
});

test('the persons are told what the rules want them told: the items 1, 2, 4, 5 and 9 and no others', async () => {
  const { page } = room.desks.first;
  await page.goto(`${address}/obligations`);
  await pick(page, '個情法 本人への通知');
  await beginDraft(page, 'filings.start.act');
  const numbers = page.locator('.m-filing-number');
  await expect.poll(() => numbers.allInnerTexts()).toEqual(['1', '2', '4', '5', '9']);
});

test('who must not know is told nothing of it, wherever he looks', async () => {
  const { program, outsider, desks } = room;
  const id = firstReport.split('/').at(-1) ?? '';
  const { text, guessed } = await allThatIsTold(program, {
    person: outsider,
    words: ['ログイン', 'ポイント', '203.0.113.77', 'M-204118'],
    guesses: [
      `/api/v1/incidents/${incident.number}`,
      `/api/v1/scope-items?subjectId=${incident.id}`,
      `/api/v1/timeline?subjectId=${incident.id}`,
      `/api/v1/timeline-imports?subjectId=${incident.id}`,
      `/api/v1/subjects/${incident.id}/management-reports`,
      `/api/v1/management-reports/${id}`,
      `/api/v1/subjects/${incident.id}/obligations`,
      `/api/v1/subjects/${incident.id}/communication-plan?format=pdf&language=ja`,
      `/api/v1/management-reports/${id}/file?format=pdf`,
    ],
  });
  for (const secret of [incident.number, incident.id, title, request, restriction, ...attackers, ...accounts])
    expect(text.includes(secret), secret).toBe(false);
  expect(guessed.filter((status) => status !== 404)).toEqual([]);
  const { page } = desks.outsider;
  await page.goto('/situational-awareness/observables');
  await see(page.getByRole('heading', { level: 1, name: ja('observables.title') }));
  expect(await page.getByText(attackers[0].replaceAll('.', '[.]')).count()).toBe(0);
  await page.goto(firstReport);
  await see(page.getByText(ja('record.find.not-found')));
  expect(program.errorOutput()).toBe('');
});
