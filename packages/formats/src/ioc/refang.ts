/** A text in which made-harmless notations are undone, and the way back to the positions of the original. */
export type Refanged = {
  readonly text: string;
  /** Position in the original text of a position in `text`. Both in UTF-16 units. */
  originalAt(position: number): number;
};

const fullWidthFirst = 0xff01;
const fullWidthLast = 0xff5e;
const fullWidthDistance = 0xfee0;

/** Full-width Latin letters, digits and signs as their usual forms; the length stays. */
function narrowed(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (sign) => {
    const code = sign.charCodeAt(0);
    if (code === 0x3000) return ' ';
    return code >= fullWidthFirst && code <= fullWidthLast ? String.fromCharCode(code - fullWidthDistance) : sign;
  });
}

/**
 * A dot or an at between brackets, spaces around included. Brackets of a pair need not match: people type `[.)` too. It
 * begins with the bracket, which is quickly looked for; what must stand before it is looked at afterwards.
 */
const joining = /[[({<「【]\s?(\.|dot|d0t|ドット|@|at|アット(?:マーク)?)\s?[\])}>」】][ \t]?(?=[\p{L}\p{N}_])/giu;
const beforeJoining = /[\p{L}\p{N}_+-]([ \t]?)$/u;
/** Other signs between brackets. */
const separating = /[[({<](:\/\/|:|\/)[\])}>]/g;
/** A bracket that was forgotten, as in `example[.com` and `example.]com`. */
const halfBracketed =
  /(?<=[\p{L}\p{N}])[[(]\.(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])\.[\])](?=[\p{L}\p{N}])|\\\.(?=[\p{L}\p{N}])/gu;
/** A scheme that was made harmless. */
const scheme =
  /(?<![\p{Script=Latin}\p{N}])(?:h(?:xx|XX|Xx|xX|tx|\*\*|__)p(s?)|(fxps?))(?=:\/\/|:\\\\|\[:\]|\(:\)|\[:\/\/\]|\(:\/\/\))/giu;

function signOf(word: string): string {
  return word === '@' || /^(?:at|アット)/i.test(word) ? '@' : '.';
}

type Edit = { readonly at: number; readonly length: number; readonly text: string };

/** Without these there is nothing of the kind; most texts have none of them, and looking for them costs little. */
const mayBeHalfBracketed = /[[(]\.|\.[\])]|\\\./;
const mayHaveScheme = /h(?:xx|tx|\*\*|__)p|fxp/i;

function editsOf(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(joining)) {
    // A sign outside of the basic plane and a space are three units.
    const before = beforeJoining.exec(text.slice(Math.max(0, match.index - 3), match.index));
    if (before === null) continue;
    const space = before[1]?.length ?? 0;
    edits.push({ at: match.index - space, length: match[0].length + space, text: signOf(match[1] ?? '') });
  }
  for (const match of text.matchAll(separating))
    edits.push({ at: match.index, length: match[0].length, text: match[1] ?? '' });
  if (mayBeHalfBracketed.test(text))
    for (const match of text.matchAll(halfBracketed))
      edits.push({ at: match.index, length: match[0].length, text: '.' });
  if (mayHaveScheme.test(text))
    for (const match of text.matchAll(scheme)) {
      const isFtp = match[2] !== undefined;
      const secure = match[0].toLowerCase().endsWith('s');
      edits.push({ at: match.index, length: match[0].length, text: `${isFtp ? 'ftp' : 'http'}${secure ? 's' : ''}` });
    }
  if (text.includes(':\\\\'))
    for (const match of text.matchAll(/(?<=[a-z])(?::\\\\)(?=[\p{L}\p{N}])/giu))
      edits.push({ at: match.index, length: 3, text: '://' });
  return edits.sort((a, b) => a.at - b.at);
}

/** Undoes the usual notations (`hxxp`, `[.]`, `(dot)`, `［．］`, 「ドット」 …) in a whole text. Linear in its length. */
export function refangText(original: string): Refanged {
  const text = narrowed(original);
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let read = 0;
  let written = 0;
  for (const edit of editsOf(text)) {
    if (edit.at < read) continue;
    pieces.push(text.slice(read, edit.at), edit.text);
    written += edit.at - read + edit.text.length;
    read = edit.at + edit.length;
    from.push(written);
    to.push(read);
  }
  pieces.push(text.slice(read));
  return {
    text: pieces.join(''),
    originalAt(position) {
      let low = 0;
      let high = from.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((from[middle] ?? 0) <= position) low = middle + 1;
        else high = middle;
      }
      const last = low - 1;
      return last < 0 ? position : (to[last] ?? 0) + position - (from[last] ?? 0);
    },
  };
}

/** One value as somebody wrote it, with its harmless notation undone. */
export function refang(written: string): string {
  return refangText(written.trim()).text;
}
