import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from './support/browser.ts';
import { halvesOf, inspectInAllLooks } from './support/looks.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import type { Screen } from './support/screen.ts';
import { screensBefore, screensOfSetUp } from './support/screens.entrance.ts';
import { screensBehind } from './support/screens.ts';
import { type Content, seedContent } from './support/seed.ts';

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});

/** Many pages, each looked at closely, in both languages at once; in milliseconds. */
const timeout = 600_000;

let content: Content;
const look = (screens: readonly Screen[], people?: Content['people']) =>
  inspectInAllLooks({ browser, origin: program.origin, screens, ...(people === undefined ? {} : { people }) });

test('the set-up is in order', { timeout }, async () => {
  expect(await look(screensOfSetUp(program.setUpLink))).toEqual([]);
});

test('content is there to look at', async () => {
  content = await seedContent(program);
});

test('the pages before the sign-in are in order', { timeout }, async () => {
  expect(await look(screensBefore)).toEqual([]);
});

test('every page of the first half behind the sign-in is in order', { timeout }, async () => {
  const [half] = halvesOf(screensBehind(content.seeded));
  expect(half.length).toBeGreaterThan(0);
  expect(await look(half, content.people)).toEqual([]);
});

test('the program reported no problem of its own', () => {
  expect(program.errorOutput()).toBe('');
});
