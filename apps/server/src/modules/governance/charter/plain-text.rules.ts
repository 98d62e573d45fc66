import type { Part, PartBlock } from './charter.model.ts';

/** Columns of a line, as RFCs are written. A Japanese character takes two. */
const columns = 72;

/** Whether a character is as wide as two: kana, kanji, hangul, and forms of full width. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
/** What must not begin a line. */
const closing = /^[、。，．・：；？！）〕］｝」』】ー～々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]$/u;

const isBlank = (sign: string) => /^\s/u.test(sign);

const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);

/**
 * What may stand together on a line without being broken: Latin words, and each wide character with what closes it. Each
 * character is looked at once, because anybody may ask for the text and a word may be as long as its field.
 */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = [];
  let begin = 0;
  let at = 0;
  let before = ' ';
  for (const sign of line.match(/\s+|[^\s]/gu) ?? []) {
    const joins =
      !isBlank(sign) && !isBlank(before) && (closing.test(sign) || (!wide.test(sign) && !wide.test(before)));
    if (!joins && at > begin) {
      pieces.push(line.slice(begin, at));
      begin = at;
    }
    before = sign;
    at += sign.length;
  }
  return at > begin ? [...pieces, line.slice(begin)] : pieces;
}

/** Breaks one line so that none is wider than the page; a word that is wider alone stays whole. */
export function wrapped(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const piece of piecesOf(line)) {
    if (current !== '' && widthOf(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()];
}

function linesOf(block: PartBlock, indent: string): readonly string[] {
  const width = columns - indent.length;
  const set = (text: string, by = indent, room = width) =>
    text.split(/\r?\n/u).flatMap((line) => wrapped(line, room).map((part) => (part === '' ? '' : by + part)));
  if (block.kind === 'text') return set(block.text);
  return block.facts.flatMap(({ label, value }) => [...set(label), ...set(value, `${indent}  `, width - 2)]);
}

/** The document as plain text in the order and the form of RFC 2350, lines ended by CR LF. */
export function plainTextOf(title: string, parts: readonly Part[]): string {
  const body = parts.flatMap(({ number, title: heading, blocks }) => {
    const depth = number.split('.').length - 1;
    const indent = ' '.repeat(depth * 3);
    const deeper = `${indent}   `;
    const dotted = depth === 0 ? `${number}.` : number;
    return ['', `${indent}${dotted} ${heading}`, ...blocks.flatMap((block) => ['', ...linesOf(block, deeper)])];
  });
  return `${[title, '='.repeat(Math.min(columns, widthOf(title))), ...body, ''].join('\r\n')}`;
}
