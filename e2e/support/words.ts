import { type Language, type SentenceKey, sentence } from '@matoi/catalogues';

type Params = Readonly<Record<string, string | number | boolean>>;

/** The words of one language, as the pages say them. */
export function wordsOf(language: Language): (key: SentenceKey, params?: Params) => string {
  return (key, params) => sentence(language, key, params);
}

export type Words = ReturnType<typeof wordsOf>;
export const ja: Words = wordsOf('ja');
export const en: Words = wordsOf('en');

/** A sentence as a pattern, where its parts in `{{…}}` may be anything. */
export function like(words: Words, key: SentenceKey): RegExp {
  const [first = '', ...rest] = words(key).split(/\{\{\w+\}\}/);
  const escaped = [first, ...rest].map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('.*'));
}
