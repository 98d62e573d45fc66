import type { MessageTlp } from '@matoi/contract';

/** How a marking is written in the subject and above the text (FIRST TLP 2.0, §1 d: upper case, `TLP:AMBER+STRICT`). */
export function tlpLabel(tlp: MessageTlp): string {
  return `TLP:${tlp.toUpperCase()}`;
}

const tlpMark = /\[?\s*TLP\s*:\s*(?:RED|AMBER(?:\+STRICT)?|GREEN|CLEAR|WHITE)\s*\]?\s*/giu;
/** Halves of characters, which no mail can carry. */
const halves = /\p{Cs}/gu;
const control = /[\p{Cc}\u2028\u2029]+/gu;
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const longestTitle = 300;

/**
 * The subject line of a mail: the marking first where there is one, then the number of the record unless the title has
 * it. One line in any case, so that nothing typed or received becomes another header.
 */
export function mailTitle(given: {
  readonly title: string;
  readonly number: string | null;
  readonly tlp: MessageTlp | null;
}): string {
  const plain = given.title
    .replace(halves, '\ufffd')
    .replace(control, ' ')
    .replace(turning, '')
    .replace(tlpMark, '')
    .replace(/\s+/g, ' ')
    .trim();
  const hasNumber = given.number === null || plain.toUpperCase().includes(given.number.toUpperCase());
  const numbered = hasNumber ? plain : `[${given.number}] ${plain}`;
  const marked = given.tlp === null ? numbered : `[${tlpLabel(given.tlp)}] ${numbered}`;
  return Array.from(marked).slice(0, longestTitle).join('').trimEnd();
}

const quotedLines = 400;

/** Words of another as they are quoted in a mail: `> ` before each line, one more `>` where it was quoted already. */
export function quoteText(text: string, attribution: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd().split('\n');
  const shown = lines.slice(0, quotedLines).map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()));
  return [attribution, ...shown, ...(lines.length > quotedLines ? ['> […]'] : [])].join('\n');
}

/**
 * The whole text of a mail: marking, what was written, signature, quotation. The signature stands above the quotation
 * and after `-- ` (RFC 3676 §4.3), so that the program of the receiver knows both.
 */
export function mailText(given: {
  readonly text: string;
  readonly tlp: MessageTlp | null;
  readonly signature: string | null;
  readonly quote: string | null;
}): string {
  const parts = [
    ...(given.tlp === null ? [] : [tlpLabel(given.tlp)]),
    given.text.replace(/\r\n?/g, '\n').trim(),
    ...(given.signature === null || given.signature.trim() === '' ? [] : [`-- \n${given.signature.trim()}`]),
    ...(given.quote === null ? [] : [given.quote]),
  ];
  return parts
    .join('\n\n')
    .replace(halves, '\ufffd')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}

/** Message-IDs as headers list them, without brackets, each once, the newest kept when there are many. */
export function messageIdsOf(headers: readonly (string | null)[]): readonly string[] {
  const ids = headers.flatMap((header) => {
    const bracketed = [...(header ?? '').matchAll(/<([^<>\s]{1,300})>/g)].map((found) => found[1] ?? '');
    const bare = (header ?? '').trim();
    return bracketed.length > 0 ? bracketed : /^[^<>\s]{1,300}$/.test(bare) ? [bare] : [];
  });
  return [...new Set(ids)].slice(-50);
}

/** The numbers of records that a subject line seems to mention. Full-width letters and digits count too. */
export function numbersIn(title: string): readonly string[] {
  const found = title
    .normalize('NFKC')
    .toUpperCase()
    .match(/(?<![A-Z0-9])[A-Z]{2,5}-\d{4}-\d{4,9}(?!\d)/g);
  return [...new Set(found ?? [])].slice(0, 5);
}
