import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openChromium, type Seat, takeSeat } from './support/browser.ts';

/** The checks that all journeys rely on, against mistakes that were planted. */
let browser: Browser;
let seat: Seat;

beforeAll(async () => {
  browser = await openChromium();
  seat = await takeSeat(browser, { origin: 'http://127.0.0.1' });
});
afterAll(async () => {
  await browser?.close();
});

const pageWith = (body: string) =>
  seat.page.setContent(`<!doctype html><html lang="ja"><head><title>x</title><style>
    body, dialog { background: #fff; color: #111 } .weak { color: #bbb } .bar { position: relative; width: 200px; height: 40px }
    .label { position: absolute; inset: 0 } .pale { background: #fff } .deep { background: #000 }
    @media (prefers-color-scheme: dark) { .light-only { color: #eee } }
  </style></head><body><main><h1>見出し</h1>${body}</main></body></html>`);

test('an image without a name and a weak text are found, each by its rule', async () => {
  await pageWith('<img src="data:,"><p class="weak">薄い文字</p><p>読める文字</p>');
  const found = await axeFindings(seat.page);
  expect(found.some((finding) => finding.startsWith('image-alt: img'))).toBe(true);
  expect(found.some((finding) => finding.startsWith('color-contrast: .weak'))).toBe(true);
  expect(found).toHaveLength(2);
});

test('what was in order before is not measured again, and what is new is', async () => {
  const inOrder = new Set<string>();
  await pageWith('<p>読める文字</p>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toEqual([]);
  const before = inOrder.size;
  expect(before).toBeGreaterThan(0);
  await pageWith('<p>別の読める文字</p><p class="weak">薄い文字</p>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
  expect(inOrder.size).toBe(before);
});

test('a weak text is found each time', async () => {
  const inOrder = new Set<string>();
  await pageWith('<p class="weak">薄い文字</p>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
});

test('the same text in other colours is new', async () => {
  const inOrder = new Set<string>();
  await pageWith('<p class="light-only">昼は読める文字</p>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toEqual([]);
  await seat.page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
  await seat.page.emulateMedia({ colorScheme: 'light' });
});

test('text that lies over something else is measured each time', async () => {
  const inOrder = new Set<string>();
  const bar = (tone: string) => `<div class="bar"><div class="bar ${tone}"></div><span class="label">文字</span></div>`;
  await pageWith(bar('pale'));
  expect(await axeFindings(seat.page, 'colours', inOrder)).toEqual([]);
  await pageWith(bar('deep'));
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
});

test('text within something weak is not taken for the same text within something strong', async () => {
  const inOrder = new Set<string>();
  await pageWith('<section><p>文字</p></section>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toEqual([]);
  await pageWith('<section style="opacity: 0.3"><p>文字</p></section>');
  expect(await axeFindings(seat.page, 'colours', inOrder)).toHaveLength(1);
});
