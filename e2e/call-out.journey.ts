import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takePhone, takeSeat } from './support/browser.ts';
import { see, sidewaysScroll, smallTargets } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { administrator, type Caller, completeSetUp, signInByApi, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;
let chief: Caller;
/** A phone without scripts. */
let guest: Page;

const title = 'ランサムウェアの挙動を検知しました';
const people = [
  ['佐藤 一', 'sato@example.co.jp'],
  ['鈴木 二', 'suzuki@example.co.jp'],
] as const;

/** Minutes from a moment to the next quarter past two at night in Japan. */
function minutesToNight(now: Date): number {
  const japan = (now.getUTCHours() * 60 + now.getUTCMinutes() + 9 * 60) % 1_440;
  return (2 * 60 + 14 - japan + 1_440) % 1_440;
}

async function addMember([name, address]: (typeof people)[number]): Promise<string> {
  const { id } = await chief.call('POST /api/v1/members', {
    body: {
      ...{ name, reading: '', nameEn: '', department: '情報システム部', title: '', note: '', language: 'ja' },
      ...{ employment: 'full-time', share: 100, contract: 'employee', superior: null, deputyIds: [], roles: [] },
      ...{ accountId: null, isActive: true, channels: [{ kind: 'mail', address, isAlternate: false }] },
    },
  });
  return id;
}

beforeAll(async () => {
  program = await startBuiltProgram();
  await completeSetUp(program);
  await program.advance(minutesToNight(program.now()));
  chief = await signInByApi(program, administrator);
  const ids = [];
  for (const person of people) ids.push(await addMember(person));
  await chief.call('POST /api/v1/rotations', {
    body: {
      ...{
        name: '夜間当番',
        isActive: true,
        zone: 'Asia/Tokyo',
        startsOn: '2026-01-01',
        handoverAt: '09:00',
        everyDays: 7,
      },
      levels: ids.map((id) => ({ memberIds: [id] })),
      cover: { kind: 'always', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00', hasHolidays: false },
    },
  });
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, chief, program.origin);
  guest = await takePhone(browser, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

const mailsTo = (address: string) => program.sink.mails.filter((mail) => mail.to.includes(address));

/** The page that the mail to somebody leads to. */
async function linkTo(address: string): Promise<string> {
  await expect.poll(() => mailsTo(address).length, { timeout: patience }).toBeGreaterThan(0);
  return /\/g\/[\w-]{43}/.exec(mailsTo(address).at(-1)?.email.text ?? '')?.[0] ?? 'no link';
}

test('the proposed rule is looked at and switched on', async () => {
  const { page } = seat;
  await page.goto('/governance/call-outs/settings');
  await waitForLive(seat);
  await see(page.getByText(ja('call-outs.policy.proposal')));
  await page.getByRole('button', { name: ja('call-outs.policy.try') }).click();
  await see(page.getByText(ja('call-outs.policy.tried', { count: 0 })));
  const name = ja('call-outs.policy.proposal-name');
  await page.getByRole('button', { name: ja('call-outs.policy.switch-on-named', { name }) }).click();
  await see(page.getByRole('button', { name: ja('call-outs.policy.switch-off-named', { name }) }));
});

test('a mail of the SOC at 02:14 calls the first on duty, with number and link and nothing else', async () => {
  const from = { name: 'SOC 当直', address: 'soc@soc.example.com' };
  await sendMail(
    program,
    japaneseMail({ title, text: '基幹サーバで身代金要求の画面', from, id: 'night@soc.example.com' }),
  );
  await linkTo(people[0][1]);
  const text = mailsTo(people[0][1])[0]?.email.text ?? '';
  expect(text).toMatch(/REP-\d{4}-\d{4}/);
  expect(text).not.toContain('ランサムウェア');
  const { page } = seat;
  await page.goto('/');
  const alarm = page.getByRole('region', { name: ja('call-outs.board.title', { count: 1 }) });
  await see(alarm.getByText(title));
  await see(alarm.getByText(ja('call-outs.board.called', { names: people[0][0] })));
});

test('the first stays silent, so after five minutes the second is called and takes it on a phone', async () => {
  expect(mailsTo(people[1][1])).toEqual([]);
  await program.advance(6);
  await guest.goto(await linkTo(people[1][1]));
  await see(guest.getByRole('heading', { level: 1, name: ja('portal.call-out.title') }));
  expect(await sidewaysScroll(guest)).toBe(0);
  expect(await smallTargets(guest)).toEqual([]);
  const button = guest.getByRole('button', { name: ja('portal.call-out.acknowledge'), exact: true });
  const box = await button.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThan(80);
  await button.click();
  await see(guest.getByText(ja('portal.call-out.state.acknowledged')));
  // The board of the team hears of it by itself: nothing is red any more.
  await expect
    .poll(() => seat.page.getByRole('region', { name: ja('call-outs.board.title', { count: 1 }) }).count(), {
      timeout: patience,
    })
    .toBe(0);
});

test('who answered and how fast stands on the page of calls', async () => {
  const { page } = seat;
  await page.goto('/governance/call-outs?show=ended');
  const second = page.getByRole('listitem', { name: people[1][0] });
  await see(second.getByText(ja('call-outs.person-state.acknowledged')));
  await see(page.getByRole('listitem', { name: people[0][0] }).getByText(ja('call-outs.person-state.called')));
  await guest.getByRole('button', { name: ja('portal.call-out.release') }).click();
  await see(guest.getByText(ja('portal.call-out.state.released')));
  await see(second.getByText(ja('call-outs.person-state.released')));
});
