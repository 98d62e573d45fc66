import { plainWord } from './heading.rules.ts';

/** A class by everything that it is called: code, names, readings. */
export type ClassWords = { readonly code: string; readonly words: readonly string[] };

/** Shorter parts say too little. Characters. */
const shortestPart = 2;

/**
 * Finds the class that a word of a ledger means: one that is called so, or else the only one that has the word in a
 * name (`不審メール` for 不審メールの受信). Where two are called the same, the first wins: the team's own come first.
 */
export function findClass(classes: readonly ClassWords[]): (word: string) => string | undefined {
  const named = classes.flatMap(({ code, words }) =>
    words.map((word) => ({ code, word: plainWord(word) })).filter(({ word }) => word !== ''),
  );
  const exact = new Map([...named].reverse().map(({ code, word }) => [word, code]));
  const found = new Map<string, string | undefined>();
  return (word) => {
    if (!found.has(word)) found.set(word, exact.get(word) ?? onlyWith(word));
    return found.get(word);
  };

  function onlyWith(part: string): string | undefined {
    if (part.length < shortestPart) return undefined;
    const codes = new Set(named.filter(({ word }) => word.includes(part)).map(({ code }) => code));
    return codes.size === 1 ? [...codes][0] : undefined;
  }
}
