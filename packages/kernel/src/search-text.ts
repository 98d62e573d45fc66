/** Raise when the tokens of the same text change: stored entries with a lower version are reindexed. */
export const tokenizerVersion = 2;

const longestWord = 64;
/** More terms than a query of the contract can hold; the rest of a longer text is not searched for. */
const mostTerms = 100;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]/u;
const word = /[\p{L}\p{N}_]/u;

/**
 * The form in which text is stored for the recheck and in which a query is compared: NFKC, lower case, katakana,
 * refanged. Control characters become spaces: no database text may hold NUL, and none of them is searched for.
 */
export function normaliseText(text: string): string {
  const plain = text
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .normalize('NFKC')
    .toLowerCase();
  // The final sigma is the same letter: a prefix must not depend on where a word happens to end.
  return refang(plain.replaceAll('ς', 'σ')).replace(/[ぁ-ゖゝゞ]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) + 0x60),
  );
}

/** Undoes the usual ways of making an address unclickable, so that `hxxp://a[.]example` and `http://a.example` match. */
function refang(text: string): string {
  return text
    .replace(/hxxp/g, 'http')
    .replace(/\[(\.|dot|:\/\/|:|at|@)\]|\((\.|dot|at|@)\)|\{(\.|dot|at|@)\}/g, (_, square, round, curly) => {
      const sign = square ?? round ?? curly;
      if (sign === 'dot') return '.';
      return sign === 'at' ? '@' : sign;
    });
}

/** A run of characters of one kind, or an identifier such as `cve-2024-8935` or `10.0.0.1` that spans several. */
type Run = { readonly kind: 'cjk' | 'word' | 'joined'; readonly text: string };

function runsOf(normalised: string): Run[] {
  const runs: Run[] = [];
  for (const [text] of normalised.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]+/gu)) {
    runs.push({ kind: 'cjk', text });
  }
  const latin = normalised.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]+/gu, ' ');
  for (const [text] of latin.matchAll(/[\p{L}\p{N}_]+(?:[.\-:@/][\p{L}\p{N}_]+)*/gu)) {
    const parts = text.split(/[.\-:@/]/);
    if (parts.length > 1) runs.push({ kind: 'joined', text: text.slice(0, longestWord) });
    for (const part of parts) runs.push({ kind: 'word', text: part.slice(0, longestWord) });
  }
  return runs;
}

/**
 * The tokens under which a text is found: bigrams of Japanese and Chinese runs plus their last character, whole words of
 * other scripts, and joined identifiers. Recall is complete for any substring of a CJK run and any word prefix.
 */
export function indexTokens(text: string): string[] {
  const tokens = new Set<string>();
  for (const run of runsOf(normaliseText(text))) {
    if (run.kind !== 'cjk') {
      tokens.add(run.text);
      continue;
    }
    const characters = Array.from(run.text);
    characters.forEach((character, at) => {
      tokens.add(character + (characters[at + 1] ?? ''));
    });
  }
  return [...tokens];
}

/** What a search asks of the index: `tsquery` text, and the normalised phrases that the stored text must contain. */
export type SearchQuery = { readonly tsquery: string; readonly phrases: readonly string[] };

/**
 * Turns what a person typed into a query. Terms are split at white space and must all match. A CJK term matches as a
 * substring, a word as a prefix. Answers null when nothing searchable was typed.
 */
export function searchQuery(typed: string): SearchQuery | null {
  const terms = normaliseText(typed)
    .split(/\s+/u)
    .filter((term) => cjk.test(term) || word.test(term));
  const parts: string[] = [];
  const phrases: string[] = [];
  for (const term of terms.slice(0, mostTerms)) {
    const runs = runsOf(term);
    for (const run of runs) parts.push(...queryTokens(run));
    if (runs.length > 1 || Array.from(term).length > 2) phrases.push(trimSigns(term));
  }
  return parts.length === 0 ? null : { tsquery: [...new Set(parts)].join(' & '), phrases };
}

function trimSigns(term: string): string {
  const sign = String.raw`[^\p{L}\p{N}_\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]+`;
  return term.replace(new RegExp(`^${sign}|${sign}$`, 'gu'), '');
}

function queryTokens(run: Run): string[] {
  const quoted = (token: string, prefix: boolean) => `'${token.replace(/['\\]/g, '')}'${prefix ? ':*' : ''}`;
  if (run.kind === 'word') return [quoted(run.text, true)];
  if (run.kind === 'joined') return [];
  const characters = Array.from(run.text);
  if (characters.length === 1) return [quoted(run.text, true)];
  return characters.slice(0, -1).map((character, at) => quoted(character + characters[at + 1], false));
}
