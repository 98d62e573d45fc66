import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takeSeat } from './support/browser.ts';
import { gone, see, settled } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { completeSetUp, hire, type Person, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let commander: Person;
let insider: Person;
let outsider: Person;
let insiderSeat: Seat;
let outsiderSeat: Seat;
let commanderSeat: Seat;
/** The record itself, open in a second tab of the one who will be shut out. */
let outsiderRecord: Page;
let incident: { readonly id: string; readonly number: string };

const incidentsAddress = '/incident-management/incidents';
const title = '役員の端末から設計図の持ち出し';

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  commander = await completeSetUp(program);
  insider = await hire({ program, by: commander, name: '内田 京', roles: ['handler'] });
  outsider = await hire({ program, by: commander, name: '外山 駿', roles: ['handler'] });
  const seatOf = async (person: Person) => {
    const seat = await takeSeat(browser, { origin: program.origin });
    await sit(seat, person, program.origin);
    return seat;
  };
  commanderSeat = await seatOf(commander);
  insiderSeat = await seatOf(insider);
  outsiderSeat = await seatOf(outsider);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [insiderSeat, outsiderSeat, commanderSeat]);

const incidentCount = (page: Page) =>
  page
    .getByRole('navigation', { name: ja('platform.navigation.label') })
    .getByRole('link', { name: new RegExp(`^${ja('terms.incident-list')}`) });

async function search(page: Page, text: string): Promise<number> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: ja('platform.palette.title') });
  const asked = page.waitForResponse((response) => response.url().includes('/api/v1/search'));
  await palette.getByRole('combobox').fill(text);
  await asked;
  await settled(page, ja('platform.palette.searching'));
  const found = await palette.getByRole('option').filter({ hasText: incident.number }).count();
  await page.keyboard.press('Escape');
  await gone(palette);
  return found;
}

test('an open incident appears for both handlers while they look at the list', async () => {
  for (const seat of [insiderSeat, outsiderSeat]) {
    await seat.page.goto(incidentsAddress);
    await waitForLive(seat);
    await see(seat.page.getByText(ja('incidents.list.empty')));
  }
  incident = await commander.call('POST /api/v1/incidents', { body: { title } });
  for (const seat of [insiderSeat, outsiderSeat]) {
    await see(seat.page.getByRole('link', { name: title }));
    await expect.poll(() => incidentCount(seat.page).textContent(), { timeout: patience }).toMatch(/1$/);
  }
  expect(await search(outsiderSeat.page, '設計図')).toBe(1);
  await expect
    .poll(() => outsiderSeat.page.getByRole('button', { name: ja('notifications.list.open', { count: 1 }) }).count(), {
      timeout: patience,
    })
    .toBe(1);
  outsiderRecord = await outsiderSeat.context.newPage();
  await outsiderRecord.goto(`${incidentsAddress}/${incident.number}`);
  await see(outsiderRecord.getByRole('heading', { level: 1, name: title }));
  await see(outsiderRecord.getByLabel(ja('journal.add.label')));
});

test('when it is restricted it is gone at once from the list, the open record and the count of the other', async () => {
  const compartment = await commander.call('POST /api/v1/compartments', {
    body: { name: '対策本部', memberIds: [insider.id] },
  });
  await commander.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: incident.id },
    body: { compartmentId: compartment.id },
  });
  await gone(outsiderSeat.page.getByText(title));
  await see(outsiderSeat.page.getByText(ja('incidents.list.empty')));
  await expect
    .poll(() => incidentCount(outsiderSeat.page).textContent(), { timeout: patience })
    .toBe(ja('terms.incident-list'));
  await gone(outsiderRecord.getByText(title));
  await see(outsiderRecord.getByText(ja('record.find.not-found')));
  await outsiderRecord.close();
  await see(insiderSeat.page.getByRole('row').filter({ hasText: title }).getByText('対策本部'));
});

test('no other way leads the outsider to it: search, address, notifications, compartments, API', async () => {
  const { page } = outsiderSeat;
  expect(await search(page, '設計図')).toBe(0);
  expect(await search(page, incident.number)).toBe(0);
  await page.getByRole('button', { name: /^お知らせを開く/ }).click();
  const list = page.getByRole('dialog', { name: ja('notifications.list.title') });
  await see(list.getByRole('heading', { name: ja('notifications.list.title') }));
  await settled(page, ja('platform.list.loading'));
  expect(await list.getByText(incident.number).count()).toBe(0);
  await page.keyboard.press('Escape');

  for (const name of [incident.number, incident.id]) {
    await page.goto(`${incidentsAddress}/${name}`);
    await see(page.getByText(ja('record.find.not-found')));
    expect(await page.getByText(title).count()).toBe(0);
  }
  await page.goto('/platform/compartments');
  await see(page.getByText(ja('compartments.list.empty')));
  expect(await page.getByText('対策本部').count()).toBe(0);

  const paths = [
    `/api/v1/incidents/${incident.number}`,
    `/api/v1/journal-entries?subjectId=${incident.id}`,
    `/api/v1/messages?subjectId=${incident.id}`,
  ];
  for (const path of paths) {
    const answer = await fetch(program.origin + path, { headers: { cookie: outsider.cookie } });
    const body = await answer.text();
    expect.soft(body, path).not.toContain('設計図');
    expect.soft(body, path).not.toContain(title);
    if (path.includes('/incidents/')) expect(answer.status).toBe(404);
  }
});

test('a member works on in it, and what is written there never reaches the outsider', async () => {
  await insiderSeat.page.getByRole('link', { name: title }).click();
  const text = await see(insiderSeat.page.getByLabel(ja('journal.add.label')));
  await text.fill('人事部に連絡した（極秘プロジェクト暁）');
  await text.press('Control+Enter');
  await see(insiderSeat.page.getByText('人事部に連絡した（極秘プロジェクト暁）'));
  const hits = await outsider.call('GET /api/v1/search', { query: { q: '極秘プロジェクト', limit: 12 } });
  expect(hits.items).toEqual([]);
});

test('after the commander made the outsider a member on the page, the incident is there', async () => {
  await outsiderSeat.page.goto(incidentsAddress);
  await waitForLive(outsiderSeat);
  await see(outsiderSeat.page.getByText(ja('incidents.list.empty')));

  const { page } = commanderSeat;
  await page.goto('/platform/compartments');
  const card = page.getByRole('region', { name: '対策本部' });
  await card.getByLabel(ja('compartments.grant.label')).first().click();
  await page.getByRole('option', { name: new RegExp(outsider.name) }).click();
  await see(card.getByRole('button', { name: ja('compartments.withdraw.label', { name: outsider.name }) }));

  await outsiderSeat.page.reload();
  await see(outsiderSeat.page.getByRole('link', { name: title }));
  await expect.poll(() => incidentCount(outsiderSeat.page).textContent(), { timeout: patience }).toMatch(/1$/);
  expect(await search(outsiderSeat.page, '設計図')).toBe(1);
  await outsiderSeat.page.getByRole('link', { name: title }).click();
  await see(outsiderSeat.page.getByText('人事部に連絡した（極秘プロジェクト暁）'));
});

test('taken out again, the outsider cannot read on', async () => {
  const card = commanderSeat.page.getByRole('region', { name: '対策本部' });
  await card.getByRole('button', { name: ja('compartments.withdraw.label', { name: outsider.name }) }).click();
  await gone(card.getByText(outsider.name));
  await outsiderSeat.page.reload();
  await gone(outsiderSeat.page.getByText(title));
  await see(outsiderSeat.page.getByText(ja('record.find.not-found')));
  expect(program.errorOutput()).toBe('');
});

const inboxAddress = '/incident-management/reports';
const secretMail = '役員室の盗聴器について';

/** What the other handler is told about the report, in every place that lists, counts, finds or tells. */
async function toldOfReport(number: string): Promise<Readonly<Record<string, unknown>>> {
  const of = <T extends { readonly items: readonly object[] }>(list: T) =>
    list.items.filter((item) => JSON.stringify(item).includes(number)).length;
  const ledger = await fetch(`${program.origin}/api/v1/ledger?format=csv`, { headers: { cookie: outsider.cookie } });
  return {
    list: of(await outsider.call('GET /api/v1/reports', { query: { limit: 200 } })),
    counts: (await outsider.call('GET /api/v1/report-counts', {})).lists.open.count,
    search: of(await outsider.call('GET /api/v1/search', { query: { q: '盗聴器' } })),
    observables: of(await outsider.call('GET /api/v1/observables', { query: { q: 'bug-shop.example' } })),
    notices: of(await outsider.call('GET /api/v1/notifications', {})),
    ledger: (await ledger.text()).includes(number),
  };
}

test('a report that a member restricts in one step is gone for the other handler: list, count, search, events', async () => {
  for (const seat of [insiderSeat, outsiderSeat]) {
    await seat.page.goto(inboxAddress);
    await waitForLive(seat);
  }
  await sendMail(program, japaneseMail({ title: secretMail, text: 'https://bug-shop.example/ で買われた物です。' }));
  for (const seat of [insiderSeat, outsiderSeat]) await see(seat.page.getByText(secretMail));
  const { items } = await insider.call('GET /api/v1/reports', {});
  const number = items.find((one) => one.title === secretMail)?.number ?? '';
  await expect
    .poll(() => toldOfReport(number), { timeout: patience })
    .toMatchObject({ list: 1, counts: 1, search: 1, ledger: true });

  const { page } = insiderSeat;
  await page.getByText(secretMail).first().click();
  await see(page.getByRole('heading', { level: 1, name: secretMail }));
  await page.getByRole('button', { name: ja('compartments.restrict.act') }).click();
  const dialog = page.getByRole('dialog', { name: ja('compartments.restrict.title', { number }) });
  await dialog.getByRole('radio', { name: '対策本部' }).check();
  const told: string[] = [];
  outsiderSeat.page.on('response', async (answer) => {
    if (answer.url().includes('/api/v1/') && !answer.url().includes('/live'))
      told.push(await answer.text().catch(() => ''));
  });
  await dialog.getByRole('button', { name: ja('compartments.restrict.submit'), exact: true }).click();
  await gone(dialog);

  await gone(outsiderSeat.page.getByText(secretMail));
  await expect
    .poll(() => toldOfReport(number), { timeout: patience })
    .toEqual({
      list: 0,
      counts: 0,
      search: 0,
      observables: 0,
      notices: 0,
      ledger: false,
    });
  expect(told.filter((text) => text.includes(secretMail) || text.includes(number))).toEqual([]);
  await outsiderSeat.page.goto(`${inboxAddress}/${number}`);
  await see(outsiderSeat.page.getByText(ja('record.find.not-found')));
  await see(page.getByRole('heading', { level: 1, name: secretMail }));
  expect(program.errorOutput()).toBe('');
});
