import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, type Seat, takeSeat } from './support/browser.ts';
import { gone, see, sidewaysScroll } from './support/checks.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
/** 指揮を執る人, at a desk. */
let desk: Seat;
/** 当番の担当者, on a phone of 360 pixels. */
let phone: Seat;
let commander: Person;
let handler: Person;
let address: string;

const title = '名古屋工場のランサムウェア感染';
const incidents = '/incident-management/incidents';

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  commander = await completeSetUp(program);
  handler = await hire({ program, by: commander, name: '西村 拓', roles: ['handler'] });
  desk = await takeSeat(browser, { origin: program.origin });
  phone = await takeSeat(browser, { origin: program.origin, isPhone: true });
  await sit(desk, commander, program.origin);
  await sit(phone, handler, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [desk, phone]);

const more = async (page: Page, entry: string) => {
  await page.getByRole('button', { name: ja('incidents.more.label') }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};
const phase = (page: Page, name: 'analysis' | 'containment' | 'eradication') =>
  page.getByRole('button', { name: ja(`incidents.phase.${name}`), exact: true });
const move = async (page: Page, name: 'analysis' | 'containment' | 'eradication', act: string) => {
  await phase(page, name).click();
  await page.getByRole('menuitem', { name: act }).click();
};
const tidy = async ({ page }: Seat) => {
  expect(await axeFindings(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
};

test('the phone files it from wherever it is with a title alone, and the desk sees who is there', async () => {
  const { page } = phone;
  await page.goto('/incident-management/reports');
  await see(page.getByRole('heading', { level: 1 }));
  await page.getByRole('button', { name: ja('platform.bottom.search') }).click();
  await page.getByRole('option', { name: ja('incidents.open.now') }).click();
  const dialog = page.getByRole('dialog', { name: ja('incidents.open.title') });
  await dialog.getByLabel(ja('incidents.field.title')).fill(title);
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: title }));
  address = new URL(page.url()).pathname;
  await desk.page.goto(address);
  await waitForLive(desk);
  const present = desk.page.getByRole('button', { name: like(ja, 'presence.count') });
  await (await see(present)).click();
  await see(desk.page.getByText(handler.name, { exact: true }).last());
  await desk.page.keyboard.press('Escape');
});

test('whoever takes over command stands first on the other screen, without a reload', async () => {
  const people = (seat: Seat) => seat.page.getByRole('region', { name: ja('incidents.people.title') });
  await people(desk)
    .getByRole('button', { name: ja('incidents.people.command') })
    .click();
  await see(people(desk).getByText(ja('terms.function.commander'), { exact: true }));
  const first = people(phone).getByRole('listitem').first();
  await see(first.filter({ hasText: commander.name }));
});

test('phases go on, run beside each other, or do not apply and say why', async () => {
  const { page } = desk;
  await move(page, 'analysis', ja('incidents.move.advance'));
  await see(page.locator('[aria-current="step"]').filter({ hasText: ja('incidents.phase.analysis') }));
  await move(page, 'containment', ja('incidents.move.start'));
  await see(page.locator('[aria-current="step"]').filter({ hasText: ja('incidents.phase.containment') }));
  await move(page, 'eradication', ja('incidents.move.skip'));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('incidents.move.reason')).fill('初期化して作り直すため');
  await dialog.getByRole('button', { name: ja('incidents.move.submit') }).click();
  await gone(dialog);
  await see(page.getByText('初期化して作り直すため').first());
  await see(phone.page.getByText('初期化して作り直すため').first());
});

test('a time that was estimated gives way to the one of a log, which is chosen', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: ja('incidents.times.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('incidents.times.title') });
  await dialog.getByLabel(ja('incidents.times.kind')).selectOption('occurred');
  const assert = async (source: string, minutes: number) => {
    await dialog.getByRole('button', { name: ja('incidents.when.ago', { minutes }), exact: true }).click();
    await dialog.getByLabel(ja('incidents.times.source'), { exact: true }).selectOption(source);
    await dialog.getByRole('button', { name: ja('incidents.times.submit'), exact: true }).click();
  };
  const candidates = dialog.getByRole('list', { name: ja('incidents.times.candidates') }).getByRole('listitem');
  await assert('estimate', 60);
  await expect.poll(() => candidates.count()).toBe(1);
  await assert('log', 15);
  await expect.poll(() => candidates.count()).toBe(2);
  const log = candidates.filter({ hasText: ja('incidents.time-source.log') });
  await log.getByRole('button', { name: ja('incidents.times.choose') }).click();
  await see(log.getByText(ja('incidents.times.counts')));
  await tidy(desk);
  await page.keyboard.press('Escape');
  await see(page.getByText(ja('incidents.times.others', { count: 1 })));
});

test('what is ticked proposes a severity with its reason, and the list shows it', async () => {
  const { page } = desk;
  await page.getByTitle(ja('incidents.severity.title')).click();
  const dialog = page.getByRole('dialog', { name: ja('incidents.severity.title') });
  await (await see(dialog.getByRole('checkbox').first())).check();
  await see(dialog.getByRole('status').filter({ hasText: like(ja, 'incidents.severity.because') }));
  await dialog.getByRole('button', { name: ja('incidents.severity.confirm') }).click();
  await gone(dialog);
  await see(page.getByTitle(ja('incidents.severity.title')).getByText(ja('terms.severity.critical')));
});

test('two write the summary at once: the later one joins both and loses nothing', async () => {
  const write = async ({ page }: Seat, known: string) => {
    await page.getByRole('button', { name: ja('incidents.summary.write') }).click();
    await page.getByLabel(ja('incidents.summary.known'), { exact: true }).fill(known);
  };
  await write(phone, '端末 5台で暗号化を確認');
  // What is being written survives that the phone loses the page.
  await phone.page.reload();
  const typed = phone.page.getByLabel(ja('incidents.summary.known'), { exact: true });
  await expect.poll(() => typed.inputValue()).toBe('端末 5台で暗号化を確認');
  await write(desk, '基幹システムは 05:31 から停止');
  await desk.page.getByRole('button', { name: ja('incidents.summary.save', { version: 1 }) }).click();
  await see(desk.page.getByRole('list').filter({ hasText: '基幹システムは 05:31 から停止' }).first());

  await (await see(phone.page.getByRole('button', { name: ja('incidents.summary.join') }))).click();
  await expect.poll(() => typed.inputValue()).toBe('基幹システムは 05:31 から停止\n端末 5台で暗号化を確認');
  await phone.page.getByRole('button', { name: ja('incidents.summary.save', { version: 2 }) }).click();
  await see(desk.page.getByText('端末 5台で暗号化を確認'));
  await desk.page.getByRole('button', { name: ja('incidents.summary.versions') }).click();
  await see(desk.page.locator('ins').filter({ hasText: '端末 5台で暗号化を確認' }));
  await desk.page.getByRole('button', { name: ja('incidents.summary.versions') }).click();
});

test('the night view fits five things on the phone, and one line is recorded as of some minutes ago', async () => {
  const { page } = phone;
  await page.getByRole('link', { name: ja('incidents.night.open') }).click();
  for (const name of ['happening', 'deadline', 'next', 'call', 'record'] as const)
    await see(page.getByRole('region', { name: ja(`incidents.night.${name}`) }));
  await tidy(phone);
  await page.getByRole('textbox', { name: ja('incidents.night.record') }).fill('LANを遮断した');
  await page.getByRole('button', { name: ja('incidents.when.ago', { minutes: 5 }), exact: true }).click();
  await page.getByRole('button', { name: ja('journal.add.act') }).click();
  await see(page.getByText(ja('incidents.night.recorded')));
  await page
    .getByRole('link', { name: ja('incidents.night.all') })
    .last()
    .click();
  await see(page.getByRole('region', { name: ja('incidents.summary.title') }));
});

test('a second incident of the same event is merged after a look, and the merge is taken back', async () => {
  const twin = await handler.call('POST /api/v1/incidents', { body: { title: '工場の画面がおかしい' } });
  const { page } = desk;
  await page.goto(`${incidents}/${twin.number}`);
  await more(page, ja('incidents.merge.act'));
  const dialog = page.getByRole('dialog', { name: like(ja, 'incidents.merge.title') });
  await dialog.getByLabel(ja('incidents.find.label')).fill('ランサムウェア');
  await (await see(dialog.getByRole('button', { name: new RegExp(title) }))).click();
  await see(dialog.getByText(ja('incidents.merge.into')));
  await dialog.getByRole('button', { name: ja('incidents.merge.submit') }).click();
  await see(page.getByRole('heading', { level: 1, name: title }));
  await see(page.getByRole('region', { name: ja('incidents.merged.title') }).getByText(twin.number));
  await page.goto(`${incidents}/${twin.number}`);
  await (await see(page.getByRole('button', { name: ja('incidents.unmerge.act') }))).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('incidents.unmerge.act') })
    .click();
  await gone(page.getByText(ja('incidents.merged.text')));
  await see(page.getByRole('button', { name: ja('incidents.close.act') }));
});

test('closing names what is missing with the way to it, and a commander closes with a reason', async () => {
  const { page } = phone;
  await page.goto(address);
  await page.getByRole('button', { name: ja('incidents.close.act') }).click();
  const onPhone = page.getByRole('dialog');
  await onPhone.getByRole('radio', { name: ja('terms.incident.outcome.resolved'), exact: true }).check();
  await see(onPhone.getByRole('link', { name: ja('incidents.gap.class-missing') }));
  await see(onPhone.getByText(ja('incidents.close.not-override')));
  expect(await onPhone.getByRole('button', { name: ja('incidents.close.submit') }).isEnabled()).toBe(false);
  await tidy(phone);
  await page.keyboard.press('Escape');

  await desk.page.goto(address);
  await desk.page.getByRole('button', { name: ja('incidents.close.act') }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: ja('terms.incident.outcome.resolved'), exact: true }).check();
  await dialog.getByLabel(ja('incidents.close.override')).fill('分類と振り返りは月例会で扱う');
  await dialog.getByLabel(ja('incidents.close.reason'), { exact: true }).fill('工場は復旧し、再発はない');
  await dialog.getByRole('button', { name: ja('incidents.close.submit') }).click();
  await gone(dialog);
  const record = desk.page.getByRole('region', { name: ja('incidents.closing.title') });
  await see(record.getByText('工場は復旧し、再発はない'));
  await see(record.getByText('分類と振り返りは月例会で扱う').first());
  await see(phone.page.getByRole('region', { name: ja('incidents.closing.title') }));
});

test('the list is sorted by severity from its address and opened by keys', async () => {
  const { page } = desk;
  await page.goto(`${incidents}?phase=all&sort=severity`);
  const first = page.getByRole('row').nth(1);
  await see(first.filter({ hasText: ja('terms.severity.critical') }));
  await tidy(desk);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: title }));
  await page.keyboard.press('Shift+N');
  await see(page.getByRole('dialog', { name: ja('incidents.open.title') }));
});
