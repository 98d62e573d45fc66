import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium, takeSeat } from './support/browser.ts';
import { see } from './support/checks.ts';
import { completeSetUp, type Person, sit } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { ja } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let person: Person;

/** What the first page may weigh, scripts and styles together, in bytes over the wire. */
const budget = 300 * 1024;

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
  person = await completeSetUp(program);
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});

type Weights = { readonly script: number; readonly style: number; readonly uncompressed: string[] };

/** Counts what comes over the wire for scripts and styles until the page has its heading and the network rests. */
async function weigh(path: string, heading: string, who: Person | null): Promise<Weights> {
  const seat = await takeSeat(browser, { origin: program.origin });
  if (who !== null) await sit(seat, who, program.origin);
  const cdp: CDPSession = await seat.context.newCDPSession(seat.page);
  await cdp.send('Network.enable');
  const kinds = new Map<string, { readonly kind: string; readonly url: string; readonly isPacked: boolean }>();
  const weights = { script: 0, style: 0, uncompressed: [] as string[] };
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const isPacked = headers.some(([name, value]) => name === 'content-encoding' && /gzip|br|zstd/.test(value ?? ''));
    kinds.set(requestId, { kind: type, url: response.url, isPacked });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const found = kinds.get(requestId);
    if (found?.kind !== 'Script' && found?.kind !== 'Stylesheet') return;
    if (found.kind === 'Script') weights.script += encodedDataLength;
    else weights.style += encodedDataLength;
    if (!found.isPacked && encodedDataLength > 2_000) weights.uncompressed.push(new URL(found.url).pathname);
  });
  await seat.page.goto(path);
  await see(seat.page.getByRole('heading', { level: 1, name: heading }));
  await seat.page.waitForLoadState('load');
  await seat.leave();
  return weights;
}

test.each([
  { name: 'sign-in', path: '/sign-in', heading: ja('session.sign-in.title'), isSignedIn: false },
  { name: 'board', path: '/', heading: ja('picture.board.title'), isSignedIn: true },
  { name: 'inbox', path: '/incident-management/reports', heading: ja('terms.inbox'), isSignedIn: true },
])('what $name weighs on its first visit stays within 300 KB', async ({ name, path, heading, isSignedIn }) => {
  const { script, style, uncompressed } = await weigh(path, heading, isSignedIn ? person : null);
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  process.stdout.write(
    `first page, ${name}: ${kilobytes(script)} scripts + ${kilobytes(style)} styles = ${kilobytes(script + style)} over the wire\n`,
  );
  expect(script).toBeGreaterThan(10_000);
  expect.soft(uncompressed).toEqual([]);
  expect(script + style).toBeLessThanOrEqual(budget);
});
