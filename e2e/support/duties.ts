import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { gone, see } from './checks.ts';
import { ja } from './words.ts';

const byTab = (page: Page) => page.getByRole('table', { name: ja('obligations.list.title') });

/** Chooses a duty in the list; what is known of it stands beside. */
export async function pick(page: Page, name: string): Promise<void> {
  await (await see(byTab(page).getByRole('button', { name, exact: true }))).click();
  await see(page.getByRole('complementary').filter({ hasText: name }));
}

/** The line of a duty, with its date and its state. */
export function dutyLine(page: Page, name: string) {
  return byTab(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });
}

/** Says on the page that a moment is a candidate, or that it is the one that counts. Times are those of Tokyo. */
export async function proposeAnchor(
  page: Page,
  given: { readonly at: string; readonly source: string; readonly isAsserted: boolean; readonly reason?: string },
): Promise<void> {
  const begin = page
    .getByRole('button', { name: ja('obligations.anchor.begin'), exact: true })
    .or(page.getByRole('button', { name: ja('obligations.anchor.another'), exact: true }));
  await (await see(begin)).click();
  const dialog = page.getByRole('dialog', { name: ja('obligations.anchor.title') });
  await (await see(dialog.getByLabel(ja('obligations.anchor.at', { zone: 'Asia/Tokyo' })))).fill(given.at);
  await dialog.getByLabel(ja('obligations.anchor.source')).fill(given.source);
  await dialog.getByLabel(ja('obligations.anchor.assert')).setChecked(given.isAsserted);
  if (given.reason !== undefined)
    await dialog.getByLabel(ja('obligations.anchor.reason'), { exact: true }).fill(given.reason);
  await dialog.getByRole('button', { name: ja('obligations.anchor.save'), exact: true }).click();
  await gone(dialog);
}

/** Lets a candidate count that stands there already. */
export async function takeAnchor(
  page: Page,
  given: { readonly source: string; readonly reason: string },
): Promise<void> {
  const candidate = page.locator('.m-duty-candidate').filter({ hasText: given.source });
  await (await see(candidate.getByRole('button', { name: ja('obligations.anchor.take'), exact: true }))).click();
  const dialog = page.getByRole('dialog', { name: ja('obligations.anchor.take-title') });
  await dialog.getByLabel(ja('obligations.anchor.reason')).fill(given.reason);
  await dialog.getByRole('button', { name: ja('obligations.anchor.take'), exact: true }).click();
  await gone(dialog);
}

/** Says a number of a field of the reports. */
export async function sayNumber(
  page: Page,
  given: { readonly field: string; readonly value: number; readonly source: string },
): Promise<void> {
  await (
    await see(
      page.getByRole('button', { name: ja('obligations.asked.enter-named', { name: given.field }), exact: true }),
    )
  ).click();
  const dialog = page.getByRole('dialog', { name: given.field });
  await dialog.getByText(ja('obligations.state.confirmed'), { exact: true }).click();
  await dialog.locator('input[inputmode="numeric"]').fill(String(given.value));
  await dialog.getByLabel(ja('obligations.fact.source')).fill(given.source);
  await dialog.getByRole('button', { name: ja('obligations.fact.save'), exact: true }).click();
  await gone(dialog);
}

/** Begins a draft to the recipient of the duty that is chosen, and answers its address. */
export async function beginDraft(page: Page, act: 'filings.start.act' | 'filings.start.again'): Promise<string> {
  await (await see(page.getByRole('button', { name: ja(act), exact: true }))).click();
  await page.waitForURL('**/incident-management/filings/*');
  await see(page.getByText(ja('filings.way.title'), { exact: true }));
  return new URL(page.url()).pathname;
}

/** Somebody else approves the draft as it stands. Who wrote it has no button for that. */
export async function approveBy(other: Page, address: string): Promise<void> {
  await other.goto(address);
  await (await see(other.getByRole('button', { name: ja('filings.approve.act'), exact: true }))).click();
  await see(other.getByText(ja('filings.approve.done')));
}

/** Records that the approved text was filed. */
export async function file(
  page: Page,
  address: string,
  given: { readonly channel: string; readonly receipt: string },
): Promise<void> {
  await page.goto(address);
  await (await see(page.getByRole('button', { name: ja('filings.file.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog', { name: ja('filings.file.title') });
  await dialog.getByLabel(ja('filings.filed.channel')).fill(given.channel);
  await dialog.getByLabel(ja('filings.file.receipt')).fill(given.receipt);
  await dialog.getByRole('button', { name: ja('filings.file.save'), exact: true }).click();
  await gone(dialog);
  await see(page.getByText(ja('filings.filed.intact'), { exact: true }));
  await expect.poll(() => page.getByText(given.receipt, { exact: true }).count()).toBeGreaterThan(0);
}

/** Waits until a duty ends on a day, and on no other. */
export async function endsOn(page: Page, name: string, day: string): Promise<void> {
  await see(dutyLine(page, name).locator(`time[datetime="${day}"]`));
  expect(await dutyLine(page, name).locator('time').count()).toBe(1);
}
