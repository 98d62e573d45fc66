import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sentences as english } from '@matoi/catalogues/en';
import { sentences as japanese } from '@matoi/catalogues/ja';
import { adapterVariables, type Locale } from '@matoi/contract/values';
import type { Browser, Page } from 'playwright-core';
import startingFile from '../../apps/server/src/modules/governance/authority/data/starting-matrix.v1.json' with {
  type: 'json',
};
import { axeFindings, type InOrder } from './axe.ts';
import { desktop, patience, phone, type Seat, takeSeat } from './browser.ts';
import { gone, sidewaysScroll, smallTargets, textsOf } from './checks.ts';
import { type Person, sit } from './people.ts';
import { nowhere, type Screen } from './screen.ts';
import { ja, type Words, wordsOf } from './words.ts';

/** Pictures take their time and are for eyes: only where somebody names a folder for them. */
const pictures = process.env.MATOI_PICTURES ?? null;

const locales = ['ja', 'en'] as const;
type Form = 'desktop' | 'phone';
const sizes = { desktop, phone } as const;

/** Both languages side by side; each page wide, then as narrow as a phone. */
export async function inspectInAllLooks(given: {
  readonly browser: Browser;
  readonly origin: string;
  readonly screens: readonly Screen[];
  readonly people?: ReadonlyMap<Locale, Person>;
}): Promise<string[]> {
  const walks = locales.map((locale) => inspect({ ...given, locale, person: given.people?.get(locale) }));
  return (await Promise.all(walks)).flat();
}

/** Walks through the screens and answers everything that is wrong, each with its screen. */
async function inspect(given: {
  readonly browser: Browser;
  readonly origin: string;
  readonly screens: readonly Screen[];
  readonly locale: Locale;
  readonly person?: Person | undefined;
}): Promise<string[]> {
  const { browser, origin, locale, person } = given;
  const seat = await takeSeat(browser, { origin, locale });
  if (person !== undefined) await sit(seat, person, origin);
  const words = wordsOf(locale);
  const wrong: string[] = [];
  const inOrder: InOrder = new Set();
  let path: string | null = null;
  for (const screen of given.screens) {
    const findings: string[] = [];
    if (path === screen.path) {
      await resize(seat.page, 'desktop');
      findings.push(...(await closeOrOpenAnew(seat.page, path)));
    }
    // Each address is opened by itself in one language, and from another page of the running client in the other.
    else if (path === null || person === undefined || locale === 'ja' || screen.path === nowhere)
      await openAnew(seat.page, screen.path);
    else findings.push(...(await goThere({ page: seat.page, path: screen.path, words })));
    path = screen.path;
    findings.push(...(await reach({ seat, screen, words })));
    findings.push(...(await lookAt({ seat, screen, locale, form: 'desktop', inOrder })));
    if (screen.notOnPhone !== true) {
      await resize(seat.page, 'phone');
      // A menu hangs where its button was; nobody makes a window narrow under an open menu.
      if ((await seat.page.getByRole('menu').count()) > 0) {
        findings.push(...(await closeOrOpenAnew(seat.page, path)));
        await resize(seat.page, 'phone');
        findings.push(...(await reach({ seat, screen, words })));
      }
      findings.push(...(await lookAt({ seat, screen, locale, form: 'phone', inOrder })));
    }
    findings.push(...seat.faults.splice(0));
    wrong.push(...findings.map((finding) => `${screen.name} (${locale}): ${finding}`));
  }
  await seat.leave();
  return wrong;
}

/** The page as it is in another width, drawn. */
async function resize(page: Page, form: Form): Promise<void> {
  if (page.viewportSize()?.width === sizes[form].width) return;
  await page.setViewportSize(sizes[form]);
  // The page hears of its new width a little later.
  await drawn(page, `innerWidth === ${sizes[form].width}`);
}

/**
 * Waits until the page is as it is to be: it holds, it is drawn, and every colour is what it was going to be. A page in
 * which nothing moves may get no frame at all; after some seconds without one what holds is as good.
 */
async function drawn(page: Page, holds: string): Promise<void> {
  await page.evaluate(`new Promise((done, fail) => {
    const settle = () => {
      for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
      done();
    };
    setTimeout(() => {
      if (${holds}) settle();
      else fail(new Error(${JSON.stringify(holds)} + ' does not hold, ' + document.visibilityState));
    }, ${patience / 3});
    const look = () => requestAnimationFrame(${holds} ? () => requestAnimationFrame(settle) : look);
    requestAnimationFrame(look);
  })`);
}

/** From nothing, as by a link in a mail, in a wide window. */
async function openAnew(page: Page, path: string): Promise<void> {
  // An address that differs only behind the hash would not load anew; and an empty page is wide at once.
  await page.goto('about:blank');
  await page.setViewportSize(desktop);
  await page.goto(path);
}

/**
 * Within the running client, as by a link of its own. The page between has nothing in common with any other: what the
 * screen waits for can not be what was there before.
 */
async function goThere(given: {
  readonly page: Page;
  readonly path: string;
  readonly words: Words;
}): Promise<string[]> {
  const { page, path, words } = given;
  const findings = await closeOrOpenAnew(page, path);
  const go = (to: string) => page.evaluate(`history.pushState({}, '', ${JSON.stringify(to)})`);
  const between = page.getByRole('heading', { level: 1, name: words('platform.not-found.title') });
  await go(nowhere);
  await between.waitFor();
  // A page with nothing on it is wide soonest.
  await resize(page, 'desktop');
  await go(path);
  await gone(between);
  return findings;
}

/** As a person would before the next screen of the page; what does not close is a fault, and the page begins anew. */
async function closeOrOpenAnew(page: Page, path: string): Promise<string[]> {
  try {
    await closeWhatIsOpen(page);
    return [];
  } catch (error) {
    await openAnew(page, path);
    return [`before it: ${error instanceof Error ? error.message : String(error)}`];
  }
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
  readonly inOrder: InOrder;
}): Promise<string[]> {
  const { seat, screen, locale, form, inOrder } = given;
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
    const found = await axeFindings(page, screen.covers === true ? 'covered' : 'all', inOrder);
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
    await drawn(page, "matchMedia('(prefers-color-scheme: dark)').matches");
    findings.push(...(await axeFindings(page, 'colours', inOrder)).map((finding) => `axe dark: ${finding}`));
    await picture('dark');
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return findings.map((finding) => `${form}: ${finding}`);
}

const { definition: startingMatrix } = startingFile;
const startingWords = startingMatrix.rules.flatMap(({ carriesOutText, conditions, note }) =>
  [carriesOutText, conditions, note].map(({ ja: words }) => words).filter((words) => words !== ''),
);

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
  // What people type into the body of a request is written as it is to be typed.
  ...adapterVariables.map((name) => `{{${name}}}`),
  // The proposal with which a matrix of authority begins is in the language of the team.
  ...startingWords,
];
const keys = new Set<string>(Object.keys(japanese));
/** What is printed on the key is called so in both languages. */
const keyNames = new Set(['Enter', 'Escape', 'Shift', 'Space', 'Home']);
const fixedEnglish = new Set<string>(
  Object.entries(english)
    .filter(
      ([key, text]) =>
        text !== (japanese as Record<string, string>)[key] &&
        /^[A-Z][a-z]+ ?[a-z ]{3,}/.test(text) &&
        !keyNames.has(text),
    )
    .map(([, text]) => text),
);

/** Keys instead of sentences, unfilled parts, and words of the other language. */
function wordingFaults(texts: readonly string[], locale: Locale): string[] {
  return texts.flatMap((text) => {
    if (keys.has(text)) return [`shows a key: ${text}`];
    const own = notOurWords.reduce((rest, words) => rest.replaceAll(words, ''), text);
    if (own.includes('{{')) return [`shows an unfilled part: ${text}`];
    if (locale === 'en' && /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、。「」（）：]/u.test(own)) {
      return [`Japanese in the English page: ${text}`];
    }
    return locale === 'ja' && fixedEnglish.has(text) ? [`English in the Japanese page: ${text}`] : [];
  });
}

/**
 * Cuts what is behind the sign-in in two, so that two programs are looked at side by side. The first half is shorter:
 * whoever looks at it also sees the pages before the sign-in.
 */
export function halvesOf(behind: readonly Screen[]): readonly [readonly Screen[], readonly Screen[]] {
  const cut = Math.floor(behind.length * 0.45);
  return [behind.slice(0, cut), behind.slice(cut)];
}
