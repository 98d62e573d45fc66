import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const contrastSource = readFileSync(new URL('./contrast.page.mjs', import.meta.url), 'utf8');

type Violation = { readonly id: string; readonly target: string; readonly reason: string };

/** Marks of text whose contrast is in order; see `contrast.page.mjs`. */
export type InOrder = Set<string>;

/**
 * What axe finds wrong, each as rule, element and reason; empty when the page is clean. `colours`: only contrast.
 * `covered`: all, but the size of targets, part of which lies under something that floats. Text that looks like other
 * text `inOrder` is not measured again, and what is found in order is added there.
 */
export async function axeFindings(
  page: Page,
  scope: 'all' | 'colours' | 'covered' = 'all',
  inOrder: InOrder = new Set(),
): Promise<string[]> {
  if (!(await page.evaluate<boolean>('typeof contrastFindings === "function"'))) {
    // In one go: axe is half a megabyte, and the page keeps it until it is left.
    await page.evaluate(`${axe.source};${contrastSource}`);
  }
  const found = [
    ...(scope === 'colours' ? [] : await structureFindings(page, scope)),
    ...(await contrast(page, inOrder)),
  ];
  return found.map(({ id, target, reason }) => `${id}: ${target}: ${reason.replace(/\s+/g, ' ')}`);
}

async function structureFindings(page: Page, scope: 'all' | 'covered'): Promise<readonly Violation[]> {
  const options = {
    resultTypes: ['violations'],
    runOnly: { type: 'tag', values: tags },
    rules: {
      'color-contrast': { enabled: false },
      ...(scope === 'covered' ? { 'target-size': { enabled: false } } : {}),
    },
    // The only frame is the mail of a stranger, in which no script runs.
    iframes: false,
    // Nothing that is asked for here needs the style sheets as text.
    preload: false,
  };
  return await page.evaluate<Violation[]>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
      ({ id, target: target.join(' '), reason: failureSummary ?? '' }))))`);
}

async function contrast(page: Page, inOrder: InOrder): Promise<readonly Violation[]> {
  const found = await page.evaluate<{ readonly violations: Violation[]; readonly inOrder: string[] }>(
    `contrastFindings(${JSON.stringify([...inOrder])})`,
  );
  for (const mark of found.inOrder) inOrder.add(mark);
  return found.violations;
}
