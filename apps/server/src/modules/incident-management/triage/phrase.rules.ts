import { normaliseText } from '@matoi/kernel';

/** Characters of a title or text that rules look at; what follows is not matched, so that the work stays bounded. */
export const matchedLength = 20_000;

const japanese = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々〆〇';
const gapInJapanese = new RegExp(`(?<=[${japanese}]) | (?=[${japanese}])`, 'gu');

/**
 * The form in which phrases and texts are compared: width, letter case, kana and defanging as in the search, and no
 * white space beside Japanese characters, because mail programs break Japanese lines within words.
 */
export function foldText(text: string): string {
  const cut = text.length > matchedLength ? text.slice(0, matchedLength) : text;
  return normaliseText(cut).replace(/\s+/gu, ' ').replace(gapInJapanese, '').trim();
}

/** An Aho–Corasick automaton: finds which of many phrases occur in a text in one pass, whatever the phrases are. */
export type PhraseFinder = {
  readonly phraseCount: number;
  /** Next state by `state * 65536 + UTF-16 unit`. */
  readonly steps: ReadonlyMap<number, number>;
  readonly fallbacks: Int32Array;
  /** The phrase that ends in a state, or -1. */
  readonly ends: Int32Array;
  /** The nearest shorter phrase that ends there too, as a state, or 0. */
  readonly shorter: Int32Array;
  /** Steps out of the first state, which most characters take. */
  readonly first: Int32Array;
};

const unit = 65_536;

/** Builds the automaton over folded phrases, each given once; their numbers are their places in the list. */
export function makePhraseFinder(phrases: readonly string[]): PhraseFinder {
  const { steps, ends } = makeTrie(phrases);
  const fallbacks = new Int32Array(ends.length);
  const shorter = new Int32Array(ends.length);
  const children = childrenOf(steps);
  const first = new Int32Array(unit);
  for (const { code, to } of children.get(0) ?? []) first[code] = to;
  // By depth: the fallback of a state is always nearer to the first state than the state itself.
  let level = (children.get(0) ?? []).map((child) => child.to);
  while (level.length > 0) {
    const below: number[] = [];
    for (const state of level) {
      for (const { code, to } of children.get(state) ?? []) {
        const fallback = fallbackOf(fallbacks[state] ?? 0, code, { steps, fallbacks });
        fallbacks[to] = fallback;
        shorter[to] = (ends[fallback] ?? -1) >= 0 ? fallback : (shorter[fallback] ?? 0);
        below.push(to);
      }
    }
    level = below;
  }
  return { phraseCount: phrases.length, steps, fallbacks, ends: Int32Array.from(ends), shorter, first };
}

function makeTrie(phrases: readonly string[]): { readonly steps: Map<number, number>; readonly ends: number[] } {
  const steps = new Map<number, number>();
  const ends: number[] = [-1];
  phrases.forEach((phrase, number) => {
    let state = 0;
    for (let at = 0; at < phrase.length; at += 1) {
      const step = state * unit + phrase.charCodeAt(at);
      let next = steps.get(step);
      if (next === undefined) {
        next = ends.length;
        ends.push(-1);
        steps.set(step, next);
      }
      state = next;
    }
    if (state !== 0) ends[state] = number;
  });
  return { steps, ends };
}

type Child = { readonly code: number; readonly to: number };

function childrenOf(steps: ReadonlyMap<number, number>): ReadonlyMap<number, readonly Child[]> {
  const children = new Map<number, Child[]>();
  for (const [step, to] of steps) {
    const from = Math.floor(step / unit);
    const child = { code: step % unit, to };
    const known = children.get(from);
    if (known === undefined) children.set(from, [child]);
    else known.push(child);
  }
  return children;
}

function fallbackOf(from: number, code: number, trie: Pick<PhraseFinder, 'steps' | 'fallbacks'>): number {
  let back = from;
  let found = trie.steps.get(back * unit + code);
  while (found === undefined && back !== 0) {
    back = trie.fallbacks[back] ?? 0;
    found = trie.steps.get(back * unit + code);
  }
  return found ?? 0;
}

/** Which phrases occur in a folded text: one flag for each. Linear in the length of the text. */
export function findPhrases(finder: PhraseFinder, folded: string): Uint8Array {
  const { steps, fallbacks, ends, shorter, first } = finder;
  const found = new Uint8Array(finder.phraseCount);
  let state = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    let next: number | undefined;
    while (state !== 0) {
      next = steps.get(state * unit + code);
      if (next !== undefined) break;
      state = fallbacks[state] ?? 0;
    }
    state = next ?? first[code] ?? 0;
    for (let end = state; end !== 0; end = shorter[end] ?? 0) {
      const phrase = ends[end] ?? -1;
      if (phrase >= 0) found[phrase] = 1;
    }
  }
  return found;
}
