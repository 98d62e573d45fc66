import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takePhone, takeSeat } from './support/browser.ts';
import { gone, see, sidewaysScroll, smallTargets } from './support/checks.ts';
import { agreeOnMatrix, askFor, enterMember, matrixRule } from './support/command.ts';
import { beginDraft, dutyLine, endsOn, pick, proposeAnchor } from './support/duties.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { administrator, completeSetUp, hire, type Person, signInByApi, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

/**
 * ランサムウェア、メールも使えない: after a weekend of three days the factory calls. Mail cannot be trusted, the manager
 * of the factory may not stop the core system, who may decides on a phone, and three clocks run from one moment.
 */
let program: RunningProgram;
let browser: Browser;
let chief: Person;
let plant: Person;
const desks: { chief?: Seat; first?: Seat; second?: Seat; plant?: Seat } = {};
let guest: Page;
let incident = '';
let decisionId = '';

const coo = '桐生 洋子';
const core = '基幹システム';
const network = '工場ネットワーク';
const heard = '画面に英語の文章が出て、基幹が開かない';
const question = '基幹システムを止めてよいですか';
/** 05:40 of the Tuesday after the holidays, in Tokyo. */
const known = new Date('2026-11-24T05:40:00+09:00');

const pageOf = (desk: keyof typeof desks): Page => {
  const page = desks[desk]?.page;
  if (page === undefined) throw new Error(`nobody sits at ${desk}`);
  return page;
};
const tab = (name: string) => `/incident-management/incidents/${incident}/${name}`;

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  await completeSetUp(program);
  const ahead = Math.ceil((known.getTime() + 5 * 60_000 - program.now().getTime()) / 60_000);
  if (ahead > 0) await program.advance(ahead);
  const maker = await signInByApi(program, administrator);
  const me = await maker.call('GET /api/v1/session');
  chief = { ...maker, ...administrator, id: me.me?.id ?? '' };
  const handler = (name: string) => hire({ program, by: chief, name, roles: ['handler'] });
  const first = await handler('西村 拓');
  const second = await handler('内田 京');
  plant = await handler('北村 豊');
  const lead = await hire({ program, by: chief, name: '堀 真紀', roles: ['commander'] });
  const cooId = await enterMember(chief, { name: coo, title: 'COO', account: null, phone: '+815000000112' });
  await enterMember(chief, { name: plant.name, title: '工場長', account: plant });
  await enterMember(chief, { name: first.name, title: 'CSIRT', account: first, role: 'incident-handler' });
  await enterMember(chief, { name: second.name, title: 'CSIRT', account: second, role: 'incident-handler' });
  await agreeOnMatrix({ author: chief, approver: lead }, [
    matrixRule({
      ...{ id: 'core', number: '4-2', actionKinds: ['stop-service'], scope: { kind: 'system', names: [core] } },
      mayOrder: [{ kind: 'member', memberId: cooId }],
    }),
    matrixRule({
      ...{ id: 'night', number: '9-1', force: 'emergency', actionKinds: ['block-traffic'], reportWithinMinutes: 60 },
      ...{ scope: { kind: 'system', names: [network] }, conditions: '感染が広がっていて、権限者に連絡がつかないとき' },
      mayOrder: [{ kind: 'role', roleKey: 'incident-handler' }],
    }),
  ]);
  const { templates } = await chief.call('GET /api/v1/obligation-rules');
  const contract = templates.find(({ id }) => id === 'template-customer-contract');
  if (contract === undefined) throw new Error('there is no template for a contract');
  await chief.call('POST /api/v1/obligation-rules/own', {
    body: {
      definition: { ...contract, id: 'own-customer', effectiveFrom: '2026-01-01' },
      version: 0,
      reason: '基本契約 12条',
    },
  });
  await chief.call('POST /api/v1/obligation-rules/declare', {
    body: { version: 0, answers: [{ key: 'eu.gdpr', value: true }], note: '' },
  });
  for (const [name, person] of [
    ['chief', chief],
    ['first', first],
    ['second', second],
    ['plant', plant],
  ] as const) {
    desks[name] = await takeSeat(browser, { origin: program.origin });
    await sit(desks[name], person, program.origin);
  }
  guest = await takePhone(browser, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => Object.values(desks));

test('the call of the factory is noted from anywhere and becomes an incident', async () => {
  const page = pageOf('first');
  await page.goto('/incident-management/reports');
  await see(page.getByRole('heading', { level: 1 }));
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: ja('calls.take.title') });
  await (await see(dialog.getByLabel(ja('calls.field.text')))).fill(heard);
  await dialog.getByLabel(ja('calls.field.name')).fill('工場当直');
  await page.keyboard.press('Control+Enter');
  await gone(dialog);
  await see(page.getByRole('heading', { level: 1, name: heard }));
  await page.getByRole('button', { name: ja('reports.open-incident.act') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('reports.open-incident.submit') })
    .click();
  await page.waitForURL('**/incident-management/incidents/INC-*');
  incident = new URL(page.url()).pathname.split('/').at(-1) ?? '';
});

test('mail is not trusted any more: everybody sees it, and who writes in is not answered by itself', async () => {
  const page = pageOf('chief');
  await pageOf('first').goto(tab('decisions'));
  await page.goto('/governance/team');
  await (await see(page.getByRole('button', { name: ja('mail-compromise.begin.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog', { name: ja('mail-compromise.begin.title') });
  await dialog.getByLabel(ja('mail-compromise.reason')).fill('メールサーバーも暗号化されたおそれ');
  await dialog.getByRole('button', { name: ja('mail-compromise.begin.act'), exact: true }).click();
  await gone(dialog);
  await pageOf('first').reload();
  await see(pageOf('first').getByText(ja('mail-compromise.banner')));
  const from = { name: '経理 田中', address: 'tanaka@example.co.jp' };
  expect(await sendMail(program, japaneseMail({ title: '共有フォルダが開けません', text: '朝から', from }))).toMatch(
    /^250/,
  );
  await page.goto('/incident-management/reports');
  await (await see(page.getByRole('link', { name: '共有フォルダが開けません' }))).click();
  await see(page.getByRole('heading', { level: 1, name: '共有フォルダが開けません' }));
  expect(program.sink.mails).toEqual([]);
});

test('the stop is asked of the one who may; the manager of the factory is refused and told who may', async () => {
  const page = pageOf('first');
  await page.goto(tab('decisions'));
  await waitForLive({ page } as Seat);
  const soon = new Date(Math.max(program.now().getTime(), Date.now()) + 90 * 60_000 + 9 * 3_600_000);
  await askFor(page, {
    ...{ system: core, question, whyNow: '暗号化が広がっています', cost: '1時間 約80万円' },
    ...{ due: soon.toISOString().slice(0, 16), options: ['すぐに止める', '止めずに調べる'], of: coo },
  });
  await see(page.getByText(question));
  const other = pageOf('plant');
  await other.goto(tab('decisions'));
  await see(other.getByText(question));
  await see(other.getByText(`あなたは決められません。決められる人：${coo}`));
  expect(await other.getByRole('button', { name: ja('decisions.decide.act'), exact: true }).count()).toBe(0);
  const { items } = await plant.call('GET /api/v1/subjects/{id}/decisions', { params: { id: incident } });
  decisionId = items[0]?.id ?? '';
  const option = items[0]?.options[0]?.key ?? '';
  const refused = plant.call('POST /api/v1/decisions/{id}/decide', {
    params: { id: decisionId },
    version: items[0]?.version ?? 0,
    body: { option, reason: '止めてくれ' },
  });
  await expect(refused).rejects.toMatchObject({ problem: { code: 'decisions.decide.not-authorised' } });
});

test('she decides on a phone, by a link from one hand and a PIN from another', async () => {
  const [giver, caller] = [pageOf('second'), pageOf('first')];
  await giver.goto(tab('decisions'));
  await (
    await see(giver.getByRole('button', { name: ja('decisions.link.act-named', { name: coo }), exact: true }))
  ).click();
  const link = giver.getByRole('dialog', { name: ja('decisions.link.title', { name: coo }) });
  await link.getByLabel(ja('decisions.link.means')).fill('SMS');
  await link.getByRole('button', { name: ja('decisions.link.show') }).click();
  const address = await (await see(link.getByLabel(ja('decisions.link.title', { name: coo })))).inputValue();
  const make = ja('decisions.pin.act-named', { name: coo });
  await (await see(caller.getByRole('button', { name: make, exact: true }))).click();
  const dialog = caller.getByRole('dialog', { name: ja('decisions.pin.title', { name: coo }) });
  await dialog.getByRole('button', { name: ja('decisions.pin.act'), exact: true }).click();
  const pin = (await (await see(dialog.locator('.m-decision-pin'))).innerText()).trim();
  await caller.keyboard.press('Escape');

  await guest.goto(new URL(address).pathname);
  await see(guest.getByRole('heading', { level: 1, name: question }));
  await see(guest.getByText('1時間 約80万円'));
  expect(await sidewaysScroll(guest)).toBe(0);
  expect(await smallTargets(guest)).toEqual([]);
  const answer = async (typed: string) => {
    await guest.getByRole('radio').first().check();
    await guest.getByLabel(ja('portal.decision.reason')).fill('止めてください。責任は私が持ちます');
    await guest.getByLabel(ja('portal.decision.pin')).fill(typed);
    await guest.getByRole('button', { name: ja('portal.decision.decide'), exact: true }).click();
  };
  await answer(pin === '000000' ? '111111' : '000000');
  await see(guest.getByText(ja('portal.decision.pin-wrong')));
  await answer(pin);
  await see(guest.getByRole('status').filter({ hasText: 'すぐに止める' }));
  await see(caller.getByText(ja('decisions.state.decided'), { exact: true }));
  await see(caller.getByText('止めてください。責任は私が持ちます'));
});

test('the network is cut by the emergency pre-authorisation, which is reported afterwards', async () => {
  const page = pageOf('second');
  await page.goto(tab('decisions'));
  await (await see(page.getByRole('button', { name: ja('decisions.order.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ja('decisions.form.action')).selectOption('block-traffic');
  await dialog.getByLabel(ja('decisions.form.system')).fill(network);
  await (await see(dialog.getByRole('checkbox', { name: ja('decisions.order.emergency') }))).check();
  await dialog.getByLabel(ja('decisions.order.conditions-met')).fill('3台目の暗号化。工場長に電話がつながらない');
  await dialog.getByLabel(ja('decisions.order.question')).fill('工場のネットワークを切り離す');
  await dialog.getByLabel(ja('decisions.order.reason')).fill('感染の拡大を止める');
  await dialog.getByRole('button', { name: ja('decisions.order.save'), exact: true }).click();
  await gone(dialog);
  await see(page.getByText(ja('decisions.state.unreported'), { exact: true }));
  await (await see(page.getByRole('button', { name: ja('decisions.report.act'), exact: true }))).click();
  const report = page.getByRole('dialog', { name: ja('decisions.report.act') });
  await report.getByLabel(ja('decisions.report.to')).fill(coo);
  await report.getByLabel(ja('decisions.report.text')).fill('05:58 に切り離した。再開は役員会で');
  await report.getByRole('button', { name: ja('decisions.report.act'), exact: true }).click();
  await gone(report);
  await gone(page.getByText(ja('decisions.state.unreported'), { exact: true }));
});

test('three clocks run from the moment of the call, and what was not declared is never called outside the scope', async () => {
  const page = pageOf('first');
  const confirmed = (key: string, value: boolean | number | string) => ({ key, state: 'confirmed' as const, value });
  await plant.call('POST /api/v1/subjects/{id}/obligation-facts', {
    params: { id: incident },
    body: {
      source: '工場当直',
      entries: [
        // The copies that are not connected can be put back: what remains is that theft cannot be excluded.
        ...['data.personal', 'act.malicious', 'ransom.is', 'data.restorable'].map((key) => confirmed(key, true)),
        { key: 'event.leak', state: 'estimated' as const, value: 'not-excluded' },
        ...[confirmed('persons.count', 1_200), confirmed('eu.persons', 41)],
        ...[confirmed('ransom.note', 'ALL YOUR FILES ARE ENCRYPTED'), confirmed('ransom.extension', '.kuro')],
        ...[confirmed('cause.entry', 'VPN 装置'), confirmed('ransom.backups', 'オフラインの控えは無事')],
      ],
    },
  });
  await page.goto(tab('obligations'));
  await pick(page, '個情法 確報');
  await proposeAnchor(page, { at: '2026-11-24T05:40', source: '工場当直', isAsserted: true });
  await endsOn(page, '個情法 確報', '2027-01-22');
  const moment = (name: RegExp) => page.getByRole('row').filter({ hasText: name }).locator('time').first();
  for (const [name, at] of [
    [/GDPR 監督機関への通知/, '2026-11-26T20:40:00.000Z'],
    [/取引先への通知/, '2026-11-24T20:40:00.000Z'],
  ] as const)
    await expect.poll(() => moment(name).getAttribute('datetime'), { timeout: patience }).toBe(at);
  const acd = page.getByRole('row').filter({ hasText: 'サイバー対処能力強化法' });
  await see(acd.getByText(ja('obligations.clock.scope-undeclared'), { exact: true }));
  expect(await dutyLine(page, '個情法 確報').locator('time').count()).toBe(1);
});

test('the common form of ransomware is drafted from the record', async () => {
  const page = pageOf('first');
  await pick(page, '警察 通報・相談');
  await beginDraft(page, 'filings.start.act');
  for (const text of ['ALL YOUR FILES ARE ENCRYPTED', '.kuro', 'VPN 装置']) await see(page.getByText(text).first());
  expect(program.sink.mails).toEqual([]);
  expect(program.errorOutput()).toBe('');
});
