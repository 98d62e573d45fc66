import type { Text } from './queries.ts';

/** A rule as the program keeps it. The form knows a part of what it can say. */
export type Definition = Readonly<Record<string, unknown>>;

export const noText: Text = { ja: '', en: '' };

/** Japanese stands for both where nobody wrote the English. */
export function both({ ja, en }: Text): Text {
  const [one, other] = [ja.trim(), en.trim()];
  return { ja: one === '' ? other : one, en: other === '' ? one : other };
}
export const isSaid = ({ ja, en }: Text) => ja.trim() !== '' || en.trim() !== '';

/** A figure as people type it: full-width digits, commas and spaces. */
export const figureOf = (text: string) => Number(text.normalize('NFKC').replace(/[,\s]/g, ''));

// Readers of what may be anything: files and rules that somebody else has written.
export const record = (value: unknown): Definition =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Definition) : {};
export const list = (value: unknown): readonly Definition[] => (Array.isArray(value) ? value.map(record) : []);
export const word = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textOf = (value: unknown): Text => {
  const { ja, en } = record(value);
  // What stands for both is shown once.
  return value === undefined ? noText : { ja: word(ja), en: ja === en ? '' : word(en) };
};

/** What a JSON file holds; null where it is none. */
export function readJson(text: string): Definition | null {
  try {
    return record(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
