export type TextPart = { readonly kind: 'text' | 'address'; readonly text: string };

const address = /\b(?:https?|ftp|hxxps?):\/\/[^\s<>"'「」『』（）。、]+|\bwww\.[^\s<>"'「」『』（）。、]+/gi;

/** Makes a web address harmless to click or paste: `hxxps://shop[.]example/path`. */
export function defang(text: string): string {
  const scheme = text.replace(/^http/i, 'hxxp').replace(/^ftp/i, 'fxp');
  const start = scheme.indexOf('://') === -1 ? 0 : scheme.indexOf('://') + 3;
  const hostEnd = scheme.slice(start).search(/[/?#]/);
  const end = hostEnd === -1 ? scheme.length : start + hostEnd;
  const host = scheme.slice(start, end).replace(/(?<!\[)\.(?!\])/g, '[.]');
  return scheme.slice(0, start) + host + scheme.slice(end);
}

/** From its end in one pass: what a stranger wrote may be a hundred thousand full stops. */
function withoutEnd(found: string): string {
  let end = found.length;
  while (end > 0 && '.,;:!?)]'.includes(found[end - 1] ?? '')) end -= 1;
  return found.slice(0, end);
}

/** Splits a text into plain parts and web addresses, the latter defanged. Nothing of it is ever a link. */
export function safeParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    // A full stop or a bracket at the end belongs to the sentence.
    const found = withoutEnd(match[0]);
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'address', text: defang(found) });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
