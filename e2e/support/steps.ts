import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Seat } from './browser.ts';

/**
 * For a journey whose tests are steps of one walk: after a step failed the rest is left out instead of failing for the
 * same reason, and pictures of the open pages are kept. Every step must leave all pages without faults.
 */
export function walkInSteps(seats: () => readonly (Seat | undefined)[]): void {
  let failed: string | null = null;
  beforeEach((step) => {
    if (failed !== null) step.skip(`the step "${failed}" failed`);
  });
  afterEach(async ({ task }) => {
    const open = seats().filter((seat) => seat !== undefined);
    if (task.result?.state === 'fail' && failed === null) {
      failed = task.name;
      await keepPictures(open);
    }
    if (failed !== null) return;
    for (const seat of open) seat.expectQuiet();
  });
}

async function keepPictures(seats: readonly Seat[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-journey-failed-'));
  for (const [at, { page, faults }] of seats.entries()) {
    if (page.isClosed()) continue;
    await page.screenshot({ path: join(folder, `page-${at + 1}.png`) });
    process.stdout.write(`page ${at + 1} was at ${page.url()}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  }
  process.stdout.write(`pictures of the failed step: ${folder}\n`);
}
