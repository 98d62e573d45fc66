export type Address = { readonly name?: string; readonly address: string };

/** Addresses as people type them: `Yamada <y@example.jp>, z@example.jp`; also 、 ； and line breaks part them. */
export function parseAddresses(text: string): {
  readonly addresses: readonly Address[];
  readonly bad: readonly string[];
} {
  const parts = text
    .split(/[,;、，；\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const addresses: Address[] = [];
  const bad: string[] = [];
  for (const part of parts) {
    const named = /^(.*?)\s*<([^<>\s]+)>$/.exec(part);
    const address = (named?.[2] ?? part).trim();
    const name = (named?.[1] ?? '').replaceAll('"', '').trim();
    if (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(address)) bad.push(part);
    else addresses.push(name === '' ? { address } : { name, address });
  }
  return { addresses, bad };
}

/** An address as it is typed into the field of receivers. */
export function addressText({ name, address }: { readonly name: string | null; readonly address: string }): string {
  return name === null || name === '' || /[,;、，；<>"]/.test(name) ? address : `${name} <${address}>`;
}

const separator = /^(?:-{2,}\s*(?:Original Message|元のメッセージ|Forwarded message).*|_{10,}|-{10,}\s*)$/i;

/**
 * Parts what somebody wrote from what stands below it as quotation, so that it can be folded. Without a clear border
 * all of it is the writer's own.
 */
export function partQuote(text: string): { readonly own: string; readonly quoted: string } {
  const lines = text.split('\n');
  const whole = { own: text, quoted: '' };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const rest = lines.slice(at);
    if (separator.test(line.trim()) && at > 0 && rest.length > 2) return cut(lines, at);
    if (!line.startsWith('>')) continue;
    const written = rest.filter((one) => one.trim() !== '');
    const quoted = written.filter((one) => one.startsWith('>'));
    if (quoted.length < 2 || quoted.length < written.length) continue;
    // The line above says whose words they are.
    const above = lines[at - 1]?.trim() ?? '';
    const isAttribution = /[:：]$/.test(above);
    return cut(lines, isAttribution ? at - 1 : at);
  }
  return whole;
}

function cut(lines: readonly string[], at: number): { readonly own: string; readonly quoted: string } {
  const own = lines.slice(0, at).join('\n').trimEnd();
  return own === '' ? { own: lines.join('\n'), quoted: '' } : { own, quoted: lines.slice(at).join('\n') };
}

/** The subject of an answer: one `Re:`, whatever was there before. */
export function answerTitle(title: string): string {
  return `Re: ${title.replace(/^(?:\s*(?:re|fwd?|返信|転送)\s*[:：])+\s*/i, '')}`;
}

/** A prepared text goes above what was typed already, so that nothing is lost; in the place of another untouched one. */
export function withTemplate(typed: string, inserted: string, last: string | null): string {
  const current = typed.trim();
  return current === '' || current === last?.trim() ? inserted : `${inserted}\n\n${typed}`;
}
