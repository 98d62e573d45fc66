import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, patience, type Seat, takeSeat } from './support/browser.ts';
import { see } from './support/checks.ts';
import { administrator, completeSetUp, signInByApi, sit } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seat: Seat;

/** The one border that is played: see there. */
const playedPush = fileURLToPath(new URL('./support/push.page.mjs', import.meta.url));

beforeAll(async () => {
  program = await startBuiltProgram();
  await completeSetUp(program);
  const chief = await signInByApi(program, administrator);
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: program.origin });
  await seat.context.addInitScript({ path: playedPush });
  await sit(seat, chief, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat]);

const device = () =>
  seat.page.getByRole('listitem').filter({ has: seat.page.getByText(ja('push.device.this'), { exact: true }) });

test('somebody who allowed notifications turns push messages on for this browser, and it says so', async () => {
  const { page, context } = seat;
  await page.goto('/governance/call-outs');
  await see(page.getByText(ja('push.hint.text')));
  await context.grantPermissions(['notifications'], { origin: program.origin });
  await page.getByRole('link', { name: ja('push.hint.link') }).click();
  await page.getByRole('button', { name: ja('push.act.turn-on') }).click();
  await see(device().getByText('push.example.invalid'));
  expect(await page.getByRole('button', { name: ja('push.act.turn-on') }).count()).toBe(0);
  await page.goto('/governance/call-outs');
  await see(page.getByRole('heading', { level: 1, name: ja('call-outs.title') }));
  await expect.poll(() => page.getByText(ja('push.hint.text')).count(), { timeout: patience }).toBe(0);
});

test('a message that arrives is shown by the worker, also while no page is looked at', async () => {
  const { page, context } = seat;
  const devtools = await context.newCDPSession(page);
  const found: { registrationId: string }[] = [];
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => found.push(...registrations));
  await devtools.send('ServiceWorker.enable');
  await expect.poll(() => found.length, { timeout: patience }).toBeGreaterThan(0);
  const message = { title: '【招集】優先度1', body: 'INC-2026-0001', path: '/g/x', tag: 't', isUrgent: true };
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: program.origin,
    registrationId: found[0]?.registrationId ?? '',
    data: JSON.stringify({ ...message, language: 'ja' }),
  });
  const shown = () =>
    page.evaluate(`navigator.serviceWorker.ready
      .then((one) => one.getNotifications())
      .then((all) => all.map(({ title, body, data, requireInteraction }) => ({ title, body, data, requireInteraction })))`);
  await expect
    .poll(shown, { timeout: patience })
    .toEqual([{ title: message.title, body: message.body, data: { path: '/g/x' }, requireInteraction: true }]);
});

test('it is turned off again where it was turned on, after a question', async () => {
  const { page } = seat;
  await page.goto('/platform/account');
  await device()
    .getByRole('button', { name: new RegExp(ja('push.act.end')) })
    .click();
  const dialog = page.getByRole('dialog', { name: ja('push.end.title') });
  await dialog.getByRole('button', { name: ja('push.act.end'), exact: true }).click();
  await see(page.getByRole('button', { name: ja('push.act.turn-on') }));
  expect(await page.evaluate(`localStorage.getItem('played-push')`)).toBeNull();
});
