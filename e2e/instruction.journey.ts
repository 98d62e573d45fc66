import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, type Seat, takePhone, takeSeat } from './support/browser.ts';
import { gone, see, sidewaysScroll, smallTargets } from './support/checks.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { guestLink } from './support/room.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;
let handler: Person;
/** A phone without scripts. */
let guest: Page;
let number = '';

const title = '工場の共有端末のネットワークケーブルを抜いてください';
const people = [
  ['高橋 実', 'takahashi@example.co.jp'],
  ['中村 恵', 'nakamura@example.co.jp'],
  ['小林 進', 'kobayashi@example.co.jp'],
] as const;

beforeAll(async () => {
  program = await startBuiltProgram();
  const administrator = await completeSetUp(program);
  handler = await hire({ program, by: administrator, name: '岸 亮', roles: ['handler'] });
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, handler, program.origin);
  guest = await takePhone(browser, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

const linkTo = (address: string) => guestLink(program, address);
const items = (page: Page) => page.getByRole('listitem', { name: title }).getByRole('listitem');

test('a handler sends one instruction to three people outside', async () => {
  const incident = await handler.call('POST /api/v1/incidents', { body: { title: '工場の端末が暗号化された' } });
  number = incident.number;
  const { page } = seat;
  await page.goto(`/incident-management/incidents/${number}/tasks`);
  await waitForLive(seat);
  await (await see(page.getByRole('button', { name: ja('instructions.send.open') }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('instructions.field.title')).fill(title);
  await dialog.getByLabel(ja('instructions.field.what')).fill('第2工場 検査室の端末 K-21〜K-25');
  await dialog.getByLabel(ja('instructions.field.why')).fill('ウイルスがほかの端末へ広がるのを止めるためです。');
  await dialog.getByLabel(ja('instructions.field.caution')).fill('電源は切らないでください。');
  for (const [at, [name, address]] of people.entries()) {
    if (at > 0) await dialog.getByRole('button', { name: ja('instructions.recipient.add') }).click();
    await dialog.getByLabel(ja('instructions.recipient.name'), { exact: true }).nth(at).fill(name);
    await dialog.getByLabel(ja('instructions.recipient.address'), { exact: true }).nth(at).fill(address);
  }
  await dialog.getByRole('button', { name: ja('instructions.send.act', { count: 3 }) }).click();
  await gone(dialog);
  await see(page.getByRole('heading', { name: title }));
  expect(await items(page).count()).toBe(3);
});

test('one opens the page on a phone without scripts and reports that it is done, with a picture', async () => {
  await guest.goto(await linkTo(people[0][1]));
  await see(guest.getByRole('heading', { level: 1, name: title }));
  await see(guest.getByText('電源は切らないでください。'));
  expect(await guest.getByText(people[1][0]).count()).toBe(0);
  expect(await sidewaysScroll(guest)).toBe(0);
  expect(await smallTargets(guest)).toEqual([]);
  await guest.getByRole('textbox').fill('K-23 は電源が切れていました');
  await guest.locator('#files').setInputFiles({ name: '端末.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await guest.getByRole('button', { name: ja('portal.instruction.done'), exact: true }).click();
  await see(guest.getByText(ja('portal.instruction.state.done')));
  // The page of the team hears of it by itself.
  const done = seat.page.getByRole('listitem', { name: people[0][0] });
  await see(done.getByText('K-23 は電源が切れていました'));
  await see(done.getByRole('link', { name: '端末.jpg' }));
});

test('another cannot do it, and is asked why', async () => {
  await guest.goto(await linkTo(people[1][1]));
  await guest.getByRole('button', { name: ja('portal.instruction.refuse') }).click();
  await see(guest.getByText(ja('portal.instruction.needs-reason')));
  await guest.getByRole('textbox').fill('休暇中で工場にいません');
  await guest.getByRole('button', { name: ja('portal.instruction.refuse') }).click();
  await see(guest.getByText(ja('portal.instruction.state.refused')));
  await see(seat.page.getByRole('listitem', { name: people[1][0] }).getByText('休暇中で工場にいません'));
});

test('the one who stays silent stands on top, on the incident and among all instructions', async () => {
  const { page } = seat;
  expect(await items(page).first().innerText()).toContain(people[2][0]);
  await page.goto('/casework/instructions?show=silent');
  await see(page.getByRole('heading', { name: title }));
  expect(await items(page).first().innerText()).toContain(people[2][0]);
  await page.goto(`/incident-management/incidents/${number}`);
  await see(page.getByText(ja('tasks.short.silent', { count: 1 })));
  const journal = await handler.call('GET /api/v1/journal-entries', {
    query: { subjectId: number, sort: 'occurred-newest' },
  });
  const codes = journal.items.flatMap((entry) => entry.act?.code ?? []);
  expect(codes).toEqual(expect.arrayContaining(['instruction.sent', 'instruction.done', 'instruction.refused']));
});
