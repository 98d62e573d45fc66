import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, phone, type Seat, takeSeat } from './support/browser.ts';
import { gone, hasFocus, see, sidewaysScroll } from './support/checks.ts';
import { sendMail } from './support/mails.ts';
import { completeSetUp, hire, type Person, password, sit, waitForLive } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { walkInSteps } from './support/steps.ts';
import { ja, like } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let commander: Person;
let handler: Person;
let seat: Seat;
let otherSeat: Seat;

const incidentsAddress = '/incident-management/incidents';
const inboxAddress = '/incident-management/reports';

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  commander = await completeSetUp(program);
  handler = await hire({ program, by: commander, name: '半田 凜', roles: ['handler', 'commander'] });
  seat = await takeSeat(browser, { origin: program.origin });
  otherSeat = await takeSeat(browser, { origin: program.origin });
  await sit(seat, handler, program.origin);
  await sit(otherSeat, commander, program.origin);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});
walkInSteps(() => [seat, otherSeat]);

/** Takes away what a browser logs by itself when nobody answers; anything else stays a fault. */
function forgiveLostConnection({ faults }: Seat): void {
  const others = faults.filter(
    (fault) => !/net::ERR_|ERR_CONNECTION|503 from|Failed to fetch dynamically imported module/.test(fault),
  );
  faults.splice(0, faults.length, ...others);
}

test('while the server is away what was typed stays, over a reload too, and is sent once after it is back', async () => {
  const { page } = seat;
  const incident = await commander.call('POST /api/v1/incidents', { body: { title: '回線が切れた夜' } });
  await page.goto(`${incidentsAddress}/${incident.number}`);
  await waitForLive(seat);
  const text = await see(page.getByLabel(ja('journal.add.label')));
  const line = '工場の共有端末 5台を LAN から切り離した';
  await text.pressSequentially(line.slice(0, 8));
  await program.halt();
  await text.pressSequentially(line.slice(8));
  await text.press('Control+Enter');
  await see(page.getByRole('alert').filter({ hasText: ja('network.reach.failed') }));
  expect(await text.inputValue()).toBe(line);
  await see(page.getByRole('status').filter({ hasText: ja('platform.live.reconnecting') }));
  await program.resume();
  await page.reload();
  await expect.poll(() => text.inputValue(), { timeout: 15_000 }).toBe(line);
  // Only now everything has been told that went wrong while the server was away.
  forgiveLostConnection(seat);
  forgiveLostConnection(otherSeat);
  await text.press('Control+Enter');
  await expect.poll(() => text.inputValue()).toBe('');
  const timeline = page.getByRole('region', { name: ja('terms.timeline') });
  await timeline.getByRole('button', { name: ja('journal.view.table'), exact: true }).click();
  await see(timeline.getByRole('row').filter({ hasText: line }));
  expect(await timeline.getByRole('row').filter({ hasText: line }).count()).toBe(1);
  await page.reload();
  await see(text);
  expect(await text.inputValue()).toBe('');
});

test('two close the same incident: the later one sees what it is now and keeps every word', async () => {
  const { page } = seat;
  const incident = await commander.call('POST /api/v1/incidents', { body: { title: '二人が同時に閉じる案件' } });
  // This browser hears nothing of the change, as after a sleep of the computer.
  await page.route('**/api/v1/live*', (route) => route.abort());
  await page.goto(`${incidentsAddress}/${incident.number}`);
  const opened = (of: Page) =>
    of.getByRole('dialog', { name: ja('incidents.close.title', { number: incident.number }) });
  const fill = async (of: Page, reason: string) => {
    await of.getByRole('button', { name: ja('incidents.close.act') }).click();
    await opened(of)
      .getByRole('radio', { name: ja('terms.incident.outcome.not-an-incident') })
      .check();
    await opened(of).getByLabel(ja('incidents.close.reason'), { exact: true }).fill(reason);
  };
  await fill(page, '私の詳しい理由');
  await otherSeat.page.goto(`${incidentsAddress}/${incident.number}`);
  await fill(otherSeat.page, '先に書かれた理由');
  await opened(otherSeat.page)
    .getByRole('button', { name: ja('incidents.close.submit') })
    .click();
  await gone(opened(otherSeat.page));

  await opened(page)
    .getByRole('button', { name: ja('incidents.close.submit') })
    .click();
  await see(
    opened(page)
      .getByRole('alert')
      .filter({ hasText: ja('record.change.stale') }),
  );
  await see(opened(page).getByText(ja('incidents.stale.now')));
  await see(opened(page).getByText(ja('terms.incident.phase.closed')));
  expect(await opened(page).getByLabel(ja('incidents.close.reason'), { exact: true }).inputValue()).toBe(
    '私の詳しい理由',
  );
  await opened(page)
    .getByRole('button', { name: ja('incidents.close.submit') })
    .click();
  await see(
    opened(page)
      .getByRole('alert')
      .filter({ hasText: ja('incidents.close.not-open') }),
  );
  expect(await opened(page).getByLabel(ja('incidents.close.reason'), { exact: true }).inputValue()).toBe(
    '私の詳しい理由',
  );
  await page.keyboard.press('Escape');
  await see(page.getByText('先に書かれた理由'));
  await page.unroute('**/api/v1/live*');
  forgiveLostConnection(seat);
});

const hostileHtml = [
  '<!doctype html><html><head><title>t</title><style>body{display:none}@import url(https://evil.example/s.css)</style>',
  '<script>window.hacked = 1; alert("hacked")</script><meta http-equiv="refresh" content="0;url=https://evil.example/"></head>',
  '<body onload="window.hacked=2"><h1>見出し</h1><p>本文はここです</p>',
  '<img src="https://evil.example/pixel.gif" onerror="window.hacked=3"><svg onload="window.hacked=4"></svg>',
  '<iframe src="https://evil.example/frame"></iframe><form action="https://evil.example/"><input name="password"></form>',
  '<a href="javascript:window.hacked=5">ここを押す</a> <a href="https://evil.example/login">銀行</a>',
  '<p>&lt;script&gt;window.hacked=6&lt;/script&gt; {{constructor.constructor("window.hacked=7")()}}</p></body></html>',
].join('\r\n');
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=8"><script>window.hacked=9;alert(1)</script><image href="https://evil.example/i.png"/></svg>';

function hostileMail(): Buffer {
  const encoded = (text: string) =>
    (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
  const lines = [
    'From: "<img src=x onerror=window.hacked=10>" <evil@example.net>',
    'To: csirt@example.jp',
    `Subject: =?UTF-8?B?${Buffer.from('<b onclick=alert(1)>至急</b> <script>window.hacked=11</script>').toString('base64')}?=`,
    'Message-ID: <hostile-1@example.net>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    encoded(hostileHtml),
    '--b',
    'Content-Type: image/svg+xml; name="logo.svg"',
    'Content-Disposition: inline; filename="../../logo.svg"',
    'Content-Transfer-Encoding: base64',
    '',
    encoded(svg),
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const longTitle = `長い件名${'あ'.repeat(120)}W${'w'.repeat(150)}`.padEnd(300, '終').slice(0, 300);
const longText = `👩‍🚒🔥 絵文字 ${'https://evil.example/'.padEnd(600, 'a')} ${'切れ目のない文字列'.repeat(2200)}`.slice(
  0,
  20_000,
);

function immenseMail(): Buffer {
  const encoded = (text: string) =>
    (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
  const words = [...longTitle]
    .join('')
    .match(/.{1,12}/gu)
    ?.map((part) => ` =?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\r\n');
  return Buffer.from(
    [
      `From: =?UTF-8?B?${Buffer.from('\u202Egnp.exe 送信者').toString('base64')}?= <long@example.net>`,
      'To: csirt@example.jp',
      `Subject:${words}`,
      'Message-ID: <hostile-2@example.net>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      encoded(`\u202Etxt.exe\n${longText}`),
      '',
    ].join('\r\n'),
  );
}

const hacked = (page: Page) => page.evaluate<unknown>('window.hacked ?? null');

test('a hostile mail is shown as text: nothing runs, nothing is fetched, nothing is a link', async () => {
  const { page } = seat;
  await sendMail(program, hostileMail());
  await page.goto(inboxAddress);
  const row = await see(page.getByRole('link', { name: /<script>window\.hacked=11<\/script>/ }));
  await row.click();
  const pane = page.getByRole('region', { name: ja('terms.report') });
  await see(pane.getByRole('heading', { name: /<b onclick=alert\(1\)>至急<\/b>/ }));
  await see(pane.getByText(/本文はここです/));
  await see(pane.getByText(/<script>window\.hacked=6<\/script>/));
  await see(pane.getByText(ja('reports.safe.from-html')));
  expect(await pane.getByRole('link', { name: /ここを押す|銀行|evil/ }).count()).toBe(0);
  expect(
    await page.evaluate<number>(
      'document.querySelectorAll(\'iframe, object, embed, [src^="https:"], [href^="javascript:"]\').length',
    ),
  ).toBe(0);
  expect(await hacked(page)).toBeNull();

  const link = pane.getByRole('link', { name: /logo\.svg/ });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^[^/\\]*logo\.svg$/);
  const address = new URL((await link.getAttribute('href')) ?? '', program.origin).href;
  const answer = await fetch(address, { headers: { cookie: handler.cookie } });
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('content-type')).not.toMatch(/svg|html|xml/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  expect(await answer.text()).toBe(svg);
});

test('an immense mail with reversed text keeps the layout at 360 px, as a report and as an incident', async () => {
  const small = await takeSeat(browser, { origin: program.origin, viewport: phone, isPhone: true });
  await sit(small, handler, program.origin);
  const { page } = small;
  await sendMail(program, immenseMail());
  await page.goto(inboxAddress);
  const row = await see(page.getByRole('link', { name: /長い件名/ }));
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await row.click();
  const pane = page.getByRole('region', { name: ja('terms.report') });
  await see(pane.getByRole('heading', { name: /長い件名/ }));
  await see(pane.getByText(/👩‍🚒🔥/));
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  const sender = await pane
    .getByText(/送信者/)
    .first()
    .boundingBox();
  expect(sender?.x ?? -1).toBeGreaterThanOrEqual(0);

  await pane.getByRole('button', { name: ja('reports.open-incident.act') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: ja('reports.open-incident.submit') }).click();
  await see(page.getByRole('heading', { level: 1, name: /長い件名/ }));
  await see(page.getByLabel(ja('journal.add.label')));
  expect(await sidewaysScroll(page)).toBe(0);
  await page.goto(incidentsAddress);
  await see(page.getByRole('link', { name: /長い件名/ }));
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await hacked(page)).toBeNull();
  small.expectQuiet();
  await small.leave();
});

/** Presses Tab until something has the focus, as a person does who cannot use a mouse. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const isThere = (await wanted.count()) > 0 && (await wanted.first().evaluate(isFocused));
    if (isThere) return;
    await page.keyboard.press(key);
    expect(await focusMark(page), 'the focus must be visible').not.toBe('');
  }
  throw new Error(`${wanted} cannot be reached with ${key}`);
}

const isFocused = (element: unknown) => {
  const node = element as { readonly ownerDocument: { readonly activeElement: unknown } };
  return node.ownerDocument.activeElement === node;
};

/** How the focused element, or the label around it, shows that it has the focus; empty when it does not. */
function focusMark(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return 'page';
    for (const place of [focused, focused.closest('label'), focused.parentElement]) {
      if (place === null) continue;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(place);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) return 'outline ' + outlineWidth;
      if (boxShadow !== 'none' && place === focused) return 'shadow';
    }
    return '';
  })()`);
}

test('without a mouse: from the sign-in to a closed incident, the focus always in sight', async () => {
  const keyboard = await takeSeat(browser, { origin: program.origin });
  const { page } = keyboard;
  await sendMail(
    program,
    Buffer.from(
      'From: k@example.net\r\nTo: csirt@example.jp\r\nSubject: keyboard\r\nMessage-ID: <k@example.net>\r\n\r\nhello\r\n',
    ),
  );
  await page.goto('/sign-in');
  await see(page.getByRole('heading', { name: ja('session.sign-in.title') }));
  await tabTo(page, page.getByLabel(ja('session.field.email')));
  await page.keyboard.type(handler.email);
  await tabTo(page, page.getByLabel(ja('session.field.password')));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: ja('picture.board.title') }));
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await see(page.getByRole('heading', { level: 1, name: ja('terms.inbox') }));
  // The mail is still being read when the list is opened; the key takes whatever is first.
  const list = page.getByRole('region', { name: ja('terms.inbox') });
  const firstRow = list
    .getByRole('listitem')
    .or(list.getByRole('row'))
    .filter({ has: page.getByRole('link') })
    .first();
  await see(firstRow.filter({ hasText: 'keyboard' }));

  await page.keyboard.press('j');
  await see(page.getByRole('heading', { level: 1, name: 'keyboard' }));
  await page.keyboard.press('i');
  await hasFocus(page.getByRole('dialog').getByLabel(ja('incidents.field.title')));
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: 'keyboard' }));
  await see(page.getByLabel(ja('journal.add.label')));
  await gone(page.getByRole('dialog'));
  await page.keyboard.press('r');
  await hasFocus(page.getByLabel(ja('journal.add.label')));
  await page.keyboard.type('キーボードだけで書いた');
  await page.keyboard.press('Control+Enter');
  await see(page.getByText('キーボードだけで書いた'));

  await tabTo(page, page.getByRole('button', { name: ja('incidents.close.act') }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: like(ja, 'incidents.close.title') });
  await see(dialog);
  await tabTo(page, dialog.getByRole('radio').first());
  await page.keyboard.press('Space');
  await tabTo(page, dialog.getByLabel(ja('incidents.close.override')));
  await page.keyboard.type('すぐに片付いた');
  await tabTo(page, dialog.getByLabel(ja('incidents.close.reason'), { exact: true }));
  await page.keyboard.type('終わった');
  await tabTo(page, dialog.getByRole('button', { name: ja('incidents.close.submit') }));
  await page.keyboard.press('Enter');
  await gone(dialog);
  await see(page.getByRole('heading', { name: ja('incidents.closing.title') }));
  keyboard.expectQuiet();
  await keyboard.leave();
});
