/** What a key press tells, as far as shortcuts care. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly at: number;
};

/** `mod+k` (Ctrl or ⌘), `g i` (one after the other), or a single key such as `j`. */
export type Chord = string;

/** How long the second key of a pair may take, in milliseconds. */
const patience = 1200;

/**
 * Recognises chords in a row of key presses. `first` is the first key of a pair that is still waiting; the answer
 * holds the chord that was completed, if any, and what waits now.
 */
export function nextChord(options: {
  press: KeyPress;
  chords: readonly Chord[];
  first: { readonly key: string; readonly at: number } | null;
}): { chord: Chord | null; first: { readonly key: string; readonly at: number } | null } {
  const { press, chords, first } = options;
  if (press.altKey) return { chord: null, first: null };
  if (press.ctrlKey || press.metaKey) {
    const wanted = `mod+${press.key.toLowerCase()}`;
    return { chord: chords.includes(wanted) ? wanted : null, first: null };
  }
  if (first !== null && press.at - first.at <= patience) {
    const pair = `${first.key} ${press.key}`;
    if (chords.includes(pair)) return { chord: pair, first: null };
  }
  if (chords.some((chord) => chord.startsWith(`${press.key} `))) {
    return { chord: null, first: { key: press.key, at: press.at } };
  }
  return { chord: chords.includes(press.key) ? press.key : null, first: null };
}

/** True where letters are typed: single keys belong to the text there. */
export function isTyping(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/**
 * True where Enter already does something: on a button, a link, a folding heading. The link of what is shown already
 * goes nowhere, so there Enter is free.
 */
export function takesEnter(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  const taker = target.closest('a[href], button, summary, [role="option"], [role="menuitem"]');
  return taker !== null && taker.getAttribute('aria-current') !== 'true';
}
