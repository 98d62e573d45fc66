import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { patience } from './support/browser.ts';
import { gone, see, sidewaysScroll, smallTargets } from './support/checks.ts';
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
  seePresent,
} from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja, like } from './support/words.ts';

/**
 * 誤送信: 312 addresses in the To line, counted again days later as 1,204. From the mail to the closing report, by two
 * handlers at the same time, a person outside on a phone, and one of the team who must not know.
 */
let room: Room;
let incident: { readonly id: string; readonly number: string };
let address = '';
let closingReport = '';

const title = '【至急】お客様へのご案内をTo一斉で送信してしまいました';
const apology = '誤ってお送りしたメールの削除をお願いします';
const restriction = '誤送信対応';
const lesson = '一斉送信の前に宛先欄を二人で確かめる';

beforeAll(async () => {
  room = await openRoom();
});
afterAll(async () => {
  await room?.end();
});
walkInSteps(() => (room === undefined ? [] : [room.desks.first, room.desks.second, room.desks.outsider]));

test('a real mail arrives in all open inboxes, and its sender is told the number', async () => {
  const { program, desks } = room;
  for (const desk of Object.values(desks)) {
    await desk.page.goto('/incident-management/reports');
    await waitForLive(desk);
  }
  const mail = japaneseMail({
    title,
    text: '営業二課の佐藤です。\nお客様312名へのご案内を、宛先（To）に全員を入れて送信してしまいました。お名前も見えます。',
  });
  expect(await sendMail(program, mail)).toMatch(/^250/);
  for (const desk of Object.values(desks)) await see(desk.page.getByRole('link', { name: title }));
  await expect.poll(() => program.sink.mails.length, { timeout: patience }).toBe(1);
  expect(program.sink.mails[0]?.to).toEqual(['sato@example.co.jp']);
  expect(program.sink.mails[0]?.email.subject).toContain('受付のご連絡');
});

test('one makes an incident of it, another sees it at once, the commander leads and restricts it', async () => {
  const { desks, commander, second, outsider } = room;
  const { page } = desks.first;
  await page.getByRole('link', { name: title }).click();
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

  await desks.outsider.page.goto(address);
  await see(desks.outsider.page.getByRole('heading', { level: 1, name: title }));
  await waitForLive(desks.outsider);
  await commander.call('POST /api/v1/incidents/{id}/functions', {
    params: { id },
    body: { accountId: commander.id, function: 'commander' },
  });
  await seeCommander(page, commander.name);
  await restrictTo(room, { id, name: restriction });
  await gone(desks.outsider.page.getByText(title));
  await see(desks.outsider.page.getByText(ja('record.find.not-found')));

  await desks.second.page.goto(address);
  await waitForLive(desks.second);
  await see(desks.second.page.getByText(ja('compartments.chip.text', { name: restriction })));
  await seePresent(page, second.name);
  expect(await page.getByText(outsider.name, { exact: true }).count()).toBe(0);
});

test('both write at the same time, and each reads the other without a reload', async () => {
  const [first, second] = [room.desks.first.page, room.desks.second.page];
  await Promise.all([
    record(first, '営業二課に、追加の送信を止めるよう伝えた'),
    record(second, '送信サーバーに残る未配送の18通を止めた'),
  ]);
  for (const page of [first, second]) {
    const timeline = page.getByRole('region', { name: ja('terms.timeline') });
    await timeline.getByRole('button', { name: ja('journal.view.table'), exact: true }).click();
    for (const text of ['営業二課に、追加の送信を止めるよう伝えた', '送信サーバーに残る未配送の18通を止めた'])
      await see(timeline.getByRole('row').filter({ hasText: text }));
  }
});

test('the severity is proposed from what is ticked as medium, and stands on the other screen', async () => {
  const { page } = room.desks.first;
  await page.getByTitle(ja('incidents.severity.title')).click();
  const dialog = page.getByRole('dialog', { name: ja('incidents.severity.title') });
  await (
    await see(
      dialog
        .getByRole('checkbox')
        .and(dialog.getByLabel(new RegExp(`${ja('terms.severity.medium')}$`)))
        .first(),
    )
  ).check();
  await see(dialog.getByRole('status').filter({ hasText: like(ja, 'incidents.severity.because') }));
  await dialog.getByRole('button', { name: ja('incidents.severity.confirm') }).click();
  await gone(dialog);
  const mark = room.desks.second.page.getByTitle(ja('incidents.severity.title'));
  await see(mark.getByText(ja('terms.severity.medium')));
});

test('the playbook for mis-sent mail says the next thing to do, and one step is done', async () => {
  const { first } = room;
  const { version } = await first.call('GET /api/v1/incidents/{id}', { params: { id: incident.id } });
  await first.call('PATCH /api/v1/incidents/{id}', {
    params: { id: incident.id },
    version,
    body: { classCode: 'own:mis-sent', tlp: 'amber' },
  });
  const { page } = room.desks.second;
  const next = page.getByRole('region', { name: ja('playbooks.next.title') });
  await next.getByRole('button', { name: ja('playbooks.start.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('playbooks.start.title') });
  const fitting = dialog.getByRole('listitem').filter({ hasText: ja('playbooks.start.fits') });
  await see(fitting);
  await fitting
    .getByRole('button', { name: like(ja, 'playbooks.start.label') })
    .first()
    .click();
  await gone(dialog);
  await see(next.getByText(/誤送信/));
});

test('how many are concerned is counted with its source, on one page for both', async () => {
  const [first, second] = [room.desks.first.page, room.desks.second.page];
  for (const page of [first, second]) await page.goto(`${address}/scope`);
  await waitForLive(room.desks.second);
  await count(first, { category: ja('scope.category.customers'), known: 312, maximum: 312, source: '送信ログの宛先' });
  await see(second.getByText('送信ログの宛先'));
});

test('two receivers are asked to delete the mail; one answers on a phone of 360 pixels, the silent one stands on top', async () => {
  const { program, guest, desks } = room;
  const { page } = desks.first;
  await page.goto(`${address}/tasks`);
  await waitForLive(desks.first);
  await (await see(page.getByRole('button', { name: ja('instructions.send.open') }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(ja('instructions.kind.request'), { exact: true }).click();
  await dialog.getByLabel(ja('instructions.field.title')).fill(apology);
  await dialog
    .getByLabel(ja('instructions.field.what'))
    .fill('件名「年末のご案内」のメールを、ごみ箱からも消してください。');
  await dialog.getByRole('button', { name: ja('instructions.recipient.add') }).click();
  const receivers = [
    ['高橋 実', 'takahashi@example.co.jp'],
    ['中村 恵', 'nakamura@example.co.jp'],
  ] as const;
  for (const [at, [name, mail]] of receivers.entries()) {
    await dialog.getByLabel(ja('instructions.recipient.name'), { exact: true }).nth(at).fill(name);
    await dialog.getByLabel(ja('instructions.recipient.address'), { exact: true }).nth(at).fill(mail);
  }
  await dialog.getByRole('button', { name: ja('instructions.send.act', { count: 2 }) }).click();
  await gone(dialog);

  await guest.goto(await guestLink(program, 'takahashi@example.co.jp'));
  const sent = program.sink.mails.find((mail) => mail.to.includes('takahashi@example.co.jp'));
  // The record is restricted: what it is about stands on the page only.
  expect(sent?.email.text).not.toContain('年末のご案内');
  expect(`${sent?.email.subject}${sent?.email.text}`).not.toContain(title);
  await see(guest.getByRole('heading', { level: 1, name: apology }));
  expect(await guest.getByText('中村 恵').count()).toBe(0);
  expect(await guest.getByText(title).count()).toBe(0);
  expect(await sidewaysScroll(guest)).toBe(0);
  expect(await smallTargets(guest)).toEqual([]);
  await guest.getByRole('textbox').fill('削除しました。開いたのは私だけです。');
  await guest.getByRole('button', { name: ja('portal.instruction.done'), exact: true }).click();
  await see(guest.getByText(ja('portal.instruction.state.done')));

  await see(page.getByRole('listitem', { name: '高橋 実' }).getByText('削除しました。開いたのは私だけです。'));
  const recipients = page.getByRole('listitem', { name: apology }).getByRole('listitem');
  expect(await recipients.first().innerText()).toContain('中村 恵');
  // What the other says on the telephone counts too.
  const [instruction] = (await room.first.call('GET /api/v1/instructions', {})).items;
  const silent = instruction?.recipients.find((one) => one.name === '中村 恵');
  await room.first.call('POST /api/v1/instruction-recipients/{id}/note', {
    params: { id: silent?.id ?? '' },
    body: { answer: 'done', text: '電話で、削除したと聞いた' },
  });
  await see(page.getByRole('listitem', { name: '中村 恵' }).getByText('電話で、削除したと聞いた'));
});

test('the list turns out to be 1,204: the number is renewed, the one before stays readable', async () => {
  const { page } = room.desks.second;
  await count(page, {
    category: ja('scope.category.customers'),
    known: 1204,
    maximum: 1204,
    source: '営業二課の配信リスト（重複を除く）',
  });
  await see(page.getByText('営業二課の配信リスト（重複を除く）'));
  await page.getByRole('button', { name: ja('scope.numbers.history') }).click();
  await see(page.getByText('送信ログの宛先'));
});

test('it cannot be closed by a handler while something is missing, and what is missing is named with a link', async () => {
  const { page } = room.desks.first;
  await page.goto(address);
  await page.getByRole('button', { name: ja('incidents.close.act') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: ja('terms.incident.outcome.resolved'), exact: true }).check();
  await see(dialog.getByRole('link', { name: ja('incidents.gap.review-missing') }));
  await see(dialog.getByText(ja('incidents.gap.reporter-unanswered')));
  await see(dialog.getByText(ja('incidents.close.not-override')));
  expect(await dialog.getByRole('button', { name: ja('incidents.close.submit') }).isEnabled()).toBe(false);
  await dialog.getByRole('link', { name: ja('incidents.gap.review-missing') }).click();
  await see(page.getByRole('button', { name: ja('lessons.review.begin') }));
});

test('the review is held, and a measure with owner and date lives on', async () => {
  const { page } = room.desks.first;
  await page.getByRole('button', { name: ja('lessons.review.begin') }).click();
  await (await see(page.getByLabel(ja('lessons.field.held')))).fill('2026-12-04');
  const write = (name: 'participants' | 'happened' | 'cause' | 'went-well', text: string) =>
    page.getByLabel(ja(`lessons.field.${name}`), { exact: true }).fill(text);
  await write('participants', '西村 拓\n内田 京');
  await write('happened', '営業二課が、配信システムを使わずに一斉送信した。');
  await write('cause', '宛先欄の確認を一人で行う手順だった。');
  await write('went-well', '送信から16分で連絡があった');
  await page.getByRole('button', { name: ja('lessons.review.finish'), exact: true }).click();
  await page.getByRole('button', { name: ja('lessons.review.finish-yes'), exact: true }).click();
  await see(page.getByText(ja('lessons.review.state.finished'), { exact: true }));
  await page.getByRole('button', { name: ja('lessons.measure.add') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('lessons.field.measure')).fill(lesson);
  await dialog.getByLabel(ja('lessons.field.owner'), { exact: true }).selectOption({ label: room.second.name });
  await dialog.getByLabel(ja('lessons.field.due')).fill('2027-01-29');
  await dialog.getByRole('button', { name: ja('lessons.measure.add') }).click();
  await gone(dialog);
  await see(page.getByText(lesson));
});

test('once the reporter is answered and nothing is missing, a handler closes it', async () => {
  const { first, program, desks } = room;
  const params = { id: incident.id };
  const ago = (minutes: number) => new Date(program.now().getTime() - minutes * 60_000).toISOString();
  for (const [kind, minutes] of [
    ['occurred', 50],
    ['detected', 45],
    ['contained', 12],
    ['recovered', 6],
  ] as const) {
    const source = { kind: kind === 'occurred' ? ('log' as const) : ('person' as const), text: '' };
    const body = { kind, at: ago(minutes), zone: 'Asia/Tokyo', source, precision: 'minute' as const };
    await first.call('POST /api/v1/incidents/{id}/times', { params, body });
  }
  await first.call('POST /api/v1/messages', {
    body: {
      subjectId: incident.id,
      purpose: 'outcome',
      to: [{ address: 'sato@example.co.jp' }],
      title: '対応が終わりました',
      text: 'お知らせいただき、ありがとうございました。対応が終わりました。',
      locale: 'ja',
      tlp: null,
    },
  });
  const { version } = await first.call('GET /api/v1/incidents/{id}', { params });
  await first.call('POST /api/v1/incidents/{id}/phase-moves', {
    params,
    version,
    body: { phase: 'review', move: 'advance' },
  });
  // What the playbook gave somebody to do is open work too.
  const { items } = await first.call('GET /api/v1/tasks', { query: { subjectId: incident.id } });
  for (const task of items)
    await first.call('POST /api/v1/tasks/{id}/state', {
      params: { id: task.id },
      version: task.version,
      body: { state: 'done' },
    });

  const { page } = desks.first;
  for (const desk of [desks.first, desks.second]) await desk.page.goto(address);
  await waitForLive(desks.second);
  await page.getByRole('button', { name: ja('incidents.close.act') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: ja('terms.incident.outcome.resolved'), exact: true }).check();
  await see(dialog.getByText(ja('incidents.close.complete')));
  await dialog.getByLabel(ja('incidents.close.reason'), { exact: true }).fill('全員から削除の連絡を受けた');
  await dialog.getByRole('button', { name: ja('incidents.close.submit') }).click();
  await gone(dialog);
  await see(desks.second.page.getByText('全員から削除の連絡を受けた'));
});

test('the closing report says what is on record, as a PDF with the checksum that the page shows', async () => {
  const { page } = room.desks.first;
  await page.goto(`${address}/reports`);
  closingReport = await issue(page, { kind: 'closing', name: ja('management-reports.name.edition', { number: 1 }) });
  const began = performance.now();
  const { name, bytes } = await download(page, /\.pdf$/);
  expect(performance.now() - began).toBeLessThan(patience);
  expect(name).toContain(incident.number);
  await see(page.getByText(`SHA-256 ${sha256(bytes)}`));
  const text = await pdfText(bytes);
  for (const said of [
    ja('management-reports.title.closing'),
    incident.number,
    title,
    '1,204',
    ja('management-reports.source.log'),
    '宛先欄の確認を一人で行う手順だった。',
    '送信から16分で連絡があった',
    lesson,
    room.second.name,
    '全員から削除の連絡を受けた',
    apology,
    'TLP:AMBER',
    ja('management-reports.fact.chain'),
  ])
    expect(text, said).toContain(said);
  const word = await download(page, /\.docx$/);
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK');
  expect(await axeFindings(page)).toEqual([]);
});

test('who must not know is told nothing of it, wherever he looks', async () => {
  const { program, outsider, desks } = room;
  const id = closingReport.split('/').at(-1) ?? '';
  const { text, guessed } = await allThatIsTold(program, {
    person: outsider,
    words: ['誤送信', 'ご案内', '削除', '配信リスト'],
    guesses: [
      `/api/v1/incidents/${incident.number}`,
      `/api/v1/incidents/${incident.id}`,
      `/api/v1/journal-entries?subjectId=${incident.id}`,
      `/api/v1/scope-items?subjectId=${incident.id}`,
      `/api/v1/scope-numbers?subjectId=${incident.id}`,
      `/api/v1/subjects/${incident.id}/review`,
      `/api/v1/subjects/${incident.id}/management-reports`,
      `/api/v1/management-reports/${id}`,
      `/api/v1/management-reports/${id}/file?format=pdf`,
    ],
  });
  for (const secret of [incident.number, incident.id, title, apology, lesson, restriction, '配信リスト', '1204'])
    expect(text.includes(secret), secret).toBe(false);
  expect(guessed.filter((status) => status !== 404)).toEqual([]);
  const { page } = desks.outsider;
  for (const path of [address, closingReport]) {
    await page.goto(path);
    await see(page.getByText(ja('record.find.not-found')));
    expect(await page.getByText(title).count()).toBe(0);
  }
  expect(program.errorOutput()).toBe('');
});
