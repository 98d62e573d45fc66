import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openChromium, patience, type Seat, takePhone, takeSeat } from './browser.ts';
import { gone, see } from './checks.ts';
import { completeSetUp, hire, type Person, sit } from './people.ts';
import { type RunningProgram, startBuiltProgram } from './program.ts';
import { ja, like } from './words.ts';

/** A team in its room: who leads, two who work at the same time, and one who must not know of it. */
export type Room = {
  readonly program: RunningProgram;
  readonly browser: Browser;
  readonly commander: Person;
  readonly first: Person;
  readonly second: Person;
  readonly outsider: Person;
  readonly desks: { readonly first: Seat; readonly second: Seat; readonly outsider: Seat };
  /** A phone of 360 pixels without scripts, whose owner has no account. */
  readonly guest: Page;
  end(): Promise<void>;
};

/** Starts the program with a team that has signed in, each in a browser of his own. */
export async function openRoom(): Promise<Room> {
  const program = await startBuiltProgram();
  const browser = await openChromium();
  const commander = await completeSetUp(program);
  const handler = (name: string) => hire({ program, by: commander, name, roles: ['handler'] });
  const first = await handler('西村 拓');
  const second = await handler('内田 京');
  const outsider = await handler('外山 駿');
  const deskOf = async (person: Person) => {
    const seat = await takeSeat(browser, { origin: program.origin });
    await sit(seat, person, program.origin);
    return seat;
  };
  return {
    program,
    browser,
    commander,
    first,
    second,
    outsider,
    desks: { first: await deskOf(first), second: await deskOf(second), outsider: await deskOf(outsider) },
    guest: await takePhone(browser, program.origin),
    async end() {
      await browser.close();
      await program.end();
    },
  };
}

/** Makes the incident visible to its handlers only. */
export async function restrictTo(room: Room, given: { readonly id: string; readonly name: string }): Promise<void> {
  const { commander, first, second } = room;
  const compartment = await commander.call('POST /api/v1/compartments', {
    body: { name: given.name, memberIds: [first.id, second.id] },
  });
  await commander.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: given.id },
    body: { compartmentId: compartment.id },
  });
}

/** The page that the mail to somebody leads to. */
export async function guestLink(program: RunningProgram, address: string): Promise<string> {
  const linkIn = () =>
    program.sink.mails
      .filter((mail) => mail.to.includes(address))
      .map((mail) => /\/g\/[\w-]{43}/.exec(mail.email.text ?? '')?.[0])
      .find((link) => link !== undefined);
  await expect.poll(linkIn, { timeout: patience }).toBeDefined();
  return linkIn() ?? '';
}

/** Writes a line into the journal of the incident that is open. */
export async function record(page: Page, text: string): Promise<void> {
  const field = await see(page.getByLabel(ja('journal.add.label')));
  await field.fill(text);
  await field.press('Control+Enter');
  await expect.poll(() => field.inputValue()).toBe('');
}

/** Records how many people are concerned, on the page of the scope. */
export async function count(
  page: Page,
  given: { readonly category: string; readonly known: number; readonly maximum: number; readonly source: string },
): Promise<void> {
  await page.getByRole('button', { name: ja('scope.number.act'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: ja('scope.number.title') });
  await dialog.getByLabel(ja('scope.number.category')).selectOption({ label: given.category });
  await dialog.getByLabel(ja('scope.number.known')).fill(String(given.known));
  await dialog.getByLabel(ja('scope.number.maximum')).fill(String(given.maximum));
  await dialog.getByLabel(ja('scope.number.source')).fill(given.source);
  await dialog.getByRole('button', { name: ja('scope.number.save'), exact: true }).click();
  await gone(dialog);
}

/** Begins a report from the page of reports, issues it as it was drafted, and answers its address. */
export async function issue(
  page: Page,
  given: { readonly kind: 'progress' | 'closing'; readonly name: string },
): Promise<string> {
  await (
    await see(page.getByRole('button', { name: ja(`management-reports.start.${given.kind}`), exact: true }))
  ).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ja('management-reports.start.act') })
    .click();
  const act = ja('management-reports.issue.act', { name: given.name });
  await (await see(page.getByRole('button', { name: act, exact: true }))).click();
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click();
  await see(page.getByText(ja('management-reports.issued.intact'), { exact: true }));
  return new URL(page.url()).pathname;
}

/** What comes down when somebody clicks on the link. */
export async function download(page: Page, link: RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).first().click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await bytesOf(file) };
}

async function bytesOf(file: Download): Promise<Buffer> {
  return readFileSync(await file.path());
}

/**
 * Everything that somebody is told who must not know: every list, count, search, notice and export as one text, and how
 * the addresses of what exists answer who guesses them.
 */
export async function allThatIsTold(
  program: RunningProgram,
  given: { readonly person: Person; readonly words: readonly string[]; readonly guesses: readonly string[] },
): Promise<{ readonly text: string; readonly guessed: readonly number[] }> {
  const get = async (path: string) => {
    const answer = await fetch(program.origin + path, { headers: { cookie: given.person.cookie } });
    return { path, status: answer.status, text: await answer.text() };
  };
  const lists = [
    '/api/v1/incidents?limit=200&phase=triage,analysis,containment,eradication,recovery,review,closed',
    '/api/v1/reports?limit=200',
    '/api/v1/report-counts',
    '/api/v1/tasks',
    '/api/v1/tasks/counts',
    '/api/v1/instructions',
    '/api/v1/measures?limit=200',
    '/api/v1/observables?limit=200',
    '/api/v1/notifications',
    '/api/v1/outgoing-messages?limit=200',
    '/api/v1/board',
    '/api/v1/compartments',
    '/api/v1/ledger?format=csv',
    ...given.words.map((word) => `/api/v1/search?q=${encodeURIComponent(word)}`),
  ];
  const told = await Promise.all(lists.map(get));
  expect(told.filter(({ status }) => status !== 200).map(({ path, status }) => `${status} ${path}`)).toEqual([]);
  const guessed = await Promise.all(given.guesses.map(get));
  return {
    text: [...told, ...guessed].map(({ text }) => text).join('\n'),
    guessed: guessed.map(({ status }) => status),
  };
}

/** Whoever leads is seen by the others, as soon as it is so. */
export async function seeCommander(page: Page, name: string): Promise<void> {
  const people = page.getByRole('region', { name: ja('incidents.people.title') });
  await see(people.getByRole('listitem').first().filter({ hasText: name }));
}

/** Says who else has the page open. */
export async function seePresent(page: Page, name: string): Promise<void> {
  await (await see(page.getByRole('button', { name: like(ja, 'presence.count') }))).click();
  await see(page.locator('.m-presence-list').getByRole('listitem').filter({ hasText: name }));
  await page.keyboard.press('Escape');
}
