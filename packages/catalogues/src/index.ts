import { sentences as en } from './en.ts';
import { sentences as ja } from './ja.ts';

/** Keys are typed from the Japanese files; `tools/catalogues` proves that the English ones have the same. */
export type SentenceKey = keyof typeof ja;
export type Language = 'ja' | 'en';

const all: Readonly<Record<Language, Readonly<Record<string, string>>>> = { ja, en };

/** True when both languages have a sentence under this key. */
export function hasSentence(key: string): boolean {
  return key in all.ja && key in all.en;
}

/**
 * The sentence in one language with its `{{name}}` parts filled by plain text. Unknown names stay as they are written.
 * One of what `count` counts is said by the sentence under `<key>_one` where the language has one, as i18next does it. For the server and the CLI; the web client uses i18next over the same files.
 */
export function sentence(
  language: Language,
  key: SentenceKey,
  params: Readonly<Record<string, string | number | boolean>> = {},
): string {
  const one = params.count === 1 ? all[language][`${key}_one`] : undefined;
  const text = one ?? all[language][key] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
