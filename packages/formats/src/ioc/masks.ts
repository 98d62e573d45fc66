type Span = { readonly from: number; readonly to: number };

/** A password of an archive that is told in the text: whatever stands there is never an observable. */
const password =
  /(?<![\p{Script=Latin}\p{N}])(?:解凍用?|展開用?|添付の?|zipの?)?(?:パスワード|パスフレーズ|暗証番号|解凍パス|pass[ -]?(?:word|phrase|wd)|passwd|pwd|pw|pass)(?:\s?\([^)\n]{0,20}\))?[ \t]*(?:は|is|[:=])[ \t]*(?:\n[ \t]*)?["'`「『<[]?([!-~]{1,64})/giu;
const address = /^["'`<[]*(?:https?|ftp):\/\//i;

/** The same text with told passwords blanked out; every other character keeps its place. */
export function withoutPasswords(text: string): string {
  const spans: Span[] = [];
  for (const match of text.matchAll(password)) {
    const told = match[1] ?? '';
    if (address.test(told)) continue;
    const from = match.index + match[0].length - told.length;
    spans.push({ from, to: from + told.length });
  }
  return blanked(text, spans);
}

/** Blanks spans, which are in order and do not overlap. */
export function blanked(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    if (from < at) continue;
    pieces.push(text.slice(at, from), '\ufffc'.repeat(to - from));
    at = to;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
