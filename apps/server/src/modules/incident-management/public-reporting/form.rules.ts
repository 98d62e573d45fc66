import { type Locale, portalTextLimit } from '@matoi/contract';
import type { FormProblems, FormSettings, Tile, TypedReport } from './form.model.ts';

/** Characters of the name and of the way to answer. */
export const nameLimit = 100;
export const contactLimit = 200;

/** What of a typed report cannot be taken; an empty answer means that all of it can. */
export function problemsOf(typed: TypedReport, settings: Pick<FormSettings, 'tiles'>): FormProblems {
  const length = (text: string) => cleanText(text).length;
  return {
    ...(settings.tiles.some((tile) => tile.id === typed.tile) ? {} : { tile: 'missing' as const }),
    ...(length(typed.text) === 0 ? { text: 'missing' as const } : {}),
    ...(length(typed.text) > portalTextLimit ? { text: { longest: portalTextLimit } } : {}),
    ...(length(typed.name) > nameLimit ? { name: { longest: nameLimit } } : {}),
    ...(length(typed.contact) > contactLimit ? { contact: { longest: contactLimit } } : {}),
  };
}

/** Text as it is kept: line ends of one kind, no control characters, nothing around it. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/[\s\u2028\u2029]+/gu, ' ');
}

const titleLength = 80;

/** The title of a report of the form: the choice, and the first words. */
export function titleOf(tile: Tile | undefined, typed: Pick<TypedReport, 'text'>, locale: Locale): string {
  const first = cleanText(typed.text).split('\n')[0] ?? '';
  const words = Array.from(cleanLine(first));
  const begun = words.length > titleLength ? `${words.slice(0, titleLength).join('')}…` : words.join('');
  if (tile === undefined) return begun;
  return `${tile.name[locale]}${locale === 'ja' ? '：' : ': '}${begun}`;
}

export type Contact = {
  readonly address: string | null;
  readonly phone: string | null;
  /** What is neither; a person will understand it. */
  readonly other: string | null;
};

/** What somebody wrote into "where to reach you": a mail address, a telephone number, or something else. */
export function contactOf(text: string): Contact {
  const line = cleanLine(text);
  const plain = line.normalize('NFKC');
  if (plain === '') return { address: null, phone: null, other: null };
  if (/^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(plain))
    return { address: plain, phone: null, other: null };
  if (/^\+?[\d\s()‐－ー-]{6,29}$/.test(plain) && /\d{4}/.test(plain.replace(/\D/g, '')))
    return { address: null, phone: plain, other: null };
  return { address: null, phone: null, other: line };
}
