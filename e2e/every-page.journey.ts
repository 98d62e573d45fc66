import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sentences as english } from '@matoi/catalogues/en';
import { sentences as japanese } from '@matoi/catalogues/ja';
import type { Locale } from '@matoi/contract/values';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, openChromium, phone, type Seat, takeSeat } from './support/browser.ts';
import { axeFindings, gone, sidewaysScroll, smallTargets, textsOf } from './support/checks.ts';
import { japaneseMail, sendMail } from './support/mails.ts';
import { completeSetUp, hire, type Person, sit } from './support/people.ts';
import { type RunningProgram, startBuiltProgram } from './support/program.ts';
import { type Screen, type Seeded, screensBefore, screensBehind, screensOfSetUp } from './support/screens.ts';
import { ja, type Words, wordsOf } from './support/words.ts';

let program: RunningProgram;
let browser: Browser;
let seeded: Seeded;
const people = new Map<Locale, Person>();
/** Pictures take their time and are for eyes: only where somebody names a folder for them. */
const pictures = process.env.MATOI_PICTURES ?? null;
/** Typed by people, in neither language of the interface. */
const names = { ja: 'Mio Makabe', en: 'Ken Sato', colleague: 'Rin Handa', team: 'Moegi CSIRT' } as const;

beforeAll(async () => {
  program = await startBuiltProgram();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await program?.end();
});

const locales = ['ja', 'en'] as const;
type Form = 'desktop' | 'phone';
const sizes = { desktop, phone } as const;

/** Many pages, each looked at closely, in both languages at once; in milliseconds. */
const timeout = 600_000;

/** Both languages side by side; each page wide, then as narrow as a phone. */
async function inspectInAllLooks(
  screens: readonly Screen[],
  signedIn: ReadonlyMap<Locale, Person> = new Map(),
): Promise<string[]> {
  const walks = locales.map((locale) => inspect({ locale, screens, person: signedIn.get(locale) }));
  return (await Promise.all(walks)).flat();
}

/** Walks through the screens and answers everything that is wrong, each with its screen. */
async function inspect(given: {
  readonly screens: readonly Screen[];
  readonly locale: Locale;
  readonly person?: Person | undefined;
}): Promise<string[]> {
  const { locale, person } = given;
  const seat = await takeSeat(browser, { origin: program.origin, locale });
  if (person !== undefined) await sit(seat, person, program.origin);
  const words = wordsOf(locale);
  const wrong: string[] = [];
  let path: string | null = null;
  for (const screen of given.screens) {
    if (path === screen.path) await closeWhatIsOpen(seat.page);
    else await openAnew(seat.page, screen.path);
    path = screen.path;
    const findings = await reach({ seat, screen, words });
    findings.push(...(await lookAt({ seat, screen, locale, form: 'desktop' })));
    if (screen.notOnPhone !== true) {
      await resize(seat.page, 'phone');
      // A menu hangs where its button was; nobody makes a window narrow under an open menu.
      if ((await seat.page.getByRole('menu').count()) > 0) {
        await closeWhatIsOpen(seat.page);
        findings.push(...(await reach({ seat, screen, words })));
      }
      findings.push(...(await lookAt({ seat, screen, locale, form: 'phone' })));
      await resize(seat.page, 'desktop');
    }
    findings.push(...seat.faults.splice(0));
    wrong.push(...findings.map((finding) => `${screen.name} (${locale}): ${finding}`));
  }
  await seat.leave();
  return wrong;
}

/** The page as it is in another width, drawn. */
async function resize(page: Page, form: Form): Promise<void> {
  await page.setViewportSize(sizes[form]);
  // The page hears of its new width a little later.
  await page.waitForFunction(`matchMedia('(width: ${sizes[form].width}px)').matches`);
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
}

/** A blank page between: an address that differs only behind the hash would not load anew. */
async function openAnew(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(path);
}

/** The next screen is on the same page: dialogs and menus of the one before go, as with a person's Escape key. */
async function closeWhatIsOpen(page: Page): Promise<void> {
  const open = page.getByRole('dialog').or(page.getByRole('menu'));
  if ((await open.count()) === 0) return;
  await page.keyboard.press('Escape');
  await gone(open);
}

async function reach(given: {
  readonly seat: Seat;
  readonly screen: Screen;
  readonly words: Words;
}): Promise<string[]> {
  try {
    await given.screen.show(given.seat.page, given.words);
    return [];
  } catch (error) {
    return [`not reached: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`];
  }
}

async function lookAt(given: {
  readonly seat: Seat;
  readonly screen: Screen;
  readonly locale: Locale;
  readonly form: Form;
}): Promise<string[]> {
  const { seat, screen, locale, form } = given;
  const { page } = seat;
  const findings: string[] = [];
  const picture = async (theme: string) => {
    if (pictures === null) return;
    const folder = join(pictures, `${locale}-${theme}-${form}`);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${screen.name}.jpg`), type: 'jpeg', quality: 85 });
  };
  await picture('light');
  // Structure and colours do not depend on the language; widths and words do.
  if (locale === 'ja') {
    const found = await axeFindings(page, screen.covers === true ? 'covered' : 'all');
    findings.push(...found.map((finding) => `axe light: ${finding}`));
  }
  const sideways = await sidewaysScroll(page);
  if (sideways > 0) findings.push(`scrolls sideways by ${sideways} px`);
  const language = await page.evaluate<string>('document.documentElement.lang');
  if (language !== locale) findings.push(`the page says that its language is ${language}`);
  findings.push(...wordingFaults(await textsOf(page), locale));
  if (form === 'phone') findings.push(...(await smallTargets(page)).map((target) => `small target: ${target}`));
  if (form === 'desktop' && locale === 'en') {
    // The same page in other colours, of which no word depends on the language: only they can be wrong now.
    await page.emulateMedia({ colorScheme: 'dark' });
    findings.push(...(await axeFindings(page, 'colours')).map((finding) => `axe dark: ${finding}`));
    await picture('dark');
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return findings.map((finding) => `${form}: ${finding}`);
}

/** The name of the program, and what people or mails brought along in Japanese. */
const notOurWords = [
  'Matoi 纏',
  '真壁 澪',
  'もえぎ堂',
  ja('reports.title.none'),
  ja('reports.title.unparseable'),
  // The name of a rule that comes with the program; the team may call it otherwise.
  '不審メール',
  // The prepared text of the acknowledgement, in the language of the reporter.
  '受付のご連絡：',
];
const keys = new Set<string>(Object.keys(japanese));
const fixedEnglish = new Set<string>(
  Object.entries(english)
    .filter(
      ([key, text]) => text !== (japanese as Record<string, string>)[key] && /^[A-Z][a-z]+ ?[a-z ]{3,}/.test(text),
    )
    .map(([, text]) => text),
);

/** Keys instead of sentences, unfilled parts, and words of the other language. */
function wordingFaults(texts: readonly string[], locale: Locale): string[] {
  return texts.flatMap((text) => {
    if (keys.has(text)) return [`shows a key: ${text}`];
    if (text.includes('{{')) return [`shows an unfilled part: ${text}`];
    const own = notOurWords.reduce((rest, words) => rest.replaceAll(words, ''), text);
    if (locale === 'en' && /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、。「」（）：]/u.test(own)) {
      return [`Japanese in the English page: ${text}`];
    }
    return locale === 'ja' && fixedEnglish.has(text) ? [`English in the Japanese page: ${text}`] : [];
  });
}

test('the set-up is in order', { timeout }, async () => {
  expect(await inspectInAllLooks(screensOfSetUp(program.setUpLink))).toEqual([]);
});

test('content is there to look at', async () => {
  const administrator = await completeSetUp(program, 'ja');
  await administrator.call('PATCH /api/v1/account', { body: { name: names.ja } });
  await administrator.call('PATCH /api/v1/settings', { body: { teamName: names.team } });
  people.set('ja', administrator);
  const roles = ['administrator', 'commander'] as const;
  people.set('en', await hire({ program, by: administrator, name: names.en, roles, locale: 'en' }));
  const colleague = await hire({ program, by: administrator, name: names.colleague, roles: ['handler'], locale: 'en' });
  await sendMail(
    program,
    japaneseMail({
      title: 'Phishing page at https://login.example.com/csirt',
      text: 'Hello,\nplease look at https://login.example.com/csirt and call us back.\n\nKen',
      from: { name: 'Ken Sato', address: 'sato@example.co.jp' },
      file: { name: 'targets.csv', content: 'name,address\n' },
    }),
  );
  await sendMail(program, Buffer.from('not a mail at all\r\n\r\n\x00\x01\x02'));
  await expect
    .poll(async () => (await administrator.call('GET /api/v1/reports', {})).items.length, { timeout: 15_000 })
    .toBe(2);
  const { items } = await administrator.call('GET /api/v1/reports', {});
  const open = async (title: string) => await administrator.call('POST /api/v1/incidents', { body: { title } });
  const incident = await open(
    'Phishing against the sales department with a very long title that does not fit into one line',
  );
  for (const [at, lane] of (['attacker', 'systems', 'us', 'communication'] as const).entries()) {
    await administrator.call('POST /api/v1/journal-entries', {
      body: {
        subjectId: incident.id,
        text: `Entry ${at}: the proxy was told to block the address`,
        lane,
        occurredAt: new Date(program.now().getTime() - at * 3_600_000).toISOString(),
      },
    });
  }
  const closed = await open('Lost phone, found again');
  await administrator.call('POST /api/v1/incidents/{id}/close', {
    params: { id: closed.id },
    version: closed.version,
    body: { outcome: 'resolved', reason: 'It was in the other coat.', overrideReason: 'Found within the hour.' },
  });
  const restricted = await open('Drawings copied from a notebook');
  const en = people.get('en');
  const compartment = await administrator.call('POST /api/v1/compartments', {
    body: { name: 'Task force', memberIds: [colleague.id, en?.id ?? ''] },
  });
  await administrator.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: restricted.id },
    body: { compartmentId: compartment.id },
  });
  await administrator.call('POST /api/v1/tokens', { body: { name: 'soc-east', role: 'soc' } });
  const numberOf = (parse: string) => items.find((one) => one.parse === parse)?.number ?? items[0]?.number ?? '';
  seeded = {
    report: items.find((one) => one.title.startsWith('Phishing'))?.number ?? '',
    unparseable: numberOf('unparseable'),
    incident: incident.number,
    closedIncident: closed.number,
    restrictedIncident: restricted.number,
    colleague: names.colleague,
    compartment: 'Task force',
    word: 'Phishing',
  };
});

test('the pages before the sign-in are in order', { timeout }, async () => {
  expect(await inspectInAllLooks(screensBefore)).toEqual([]);
});

test('every page behind the sign-in is in order', { timeout }, async () => {
  expect(await inspectInAllLooks(screensBehind(seeded), people)).toEqual([]);
});

test('the program reported no problem of its own', () => {
  expect(program.errorOutput()).toBe('');
});
