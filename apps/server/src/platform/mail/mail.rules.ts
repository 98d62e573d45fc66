import type { Locale, SuppressionReason } from '@matoi/contract';

/** Header lines by lower-case name; a repeated header keeps all its values. */
export type Headers = ReadonlyMap<string, readonly string[]>;

const loopHeader = 'x-matoi-loop';

/**
 * Why a mail must get no automatic answer, or null. Sources: RFC 3834 §2 (Auto-Submitted, null sender, Precedence),
 * RFC 6522 (multipart/report), RFC 2919 (List-Id), and our own mark.
 */
export function automaticSign(
  headers: Headers,
  envelopeFrom: string,
): Extract<SuppressionReason, 'automatic-sender' | 'own-mail'> | null {
  const first = (name: string) => headers.get(name)?.[0]?.trim().toLowerCase() ?? '';
  if (headers.has(loopHeader)) return 'own-mail';
  if (/^<?matoi\.[0-9a-f-]{36}@/.test(first('message-id'))) return 'own-mail';
  const submitted = first('auto-submitted');
  if (submitted !== '' && submitted !== 'no') return 'automatic-sender';
  if (envelopeFrom === '' || envelopeFrom === '<>') return 'automatic-sender';
  if (/^(bulk|list|junk)$/.test(first('precedence'))) return 'automatic-sender';
  if (headers.has('list-id') || first('x-auto-response-suppress').includes('all')) return 'automatic-sender';
  if (first('content-type').startsWith('multipart/report')) return 'automatic-sender';
  if (
    /^<?(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/.test(first('return-path') || envelopeFrom.toLowerCase())
  ) {
    return 'automatic-sender';
  }
  return null;
}

const japaneseCharset = /^(iso-2022-jp|shift[_-]?jis|x-sjis|sjis|euc-jp|x-euc-jp|windows-31j|cp932|ms932)/i;
const japaneseScript = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The language to answer in: Japanese script or charset, else Content-Language, else the mailbox's default. */
export function languageOf(
  mail: {
    readonly text: string;
    readonly subject: string;
    readonly charset: string | null;
    readonly contentLanguage: string | null;
  },
  otherwise: Locale,
): Locale {
  if (japaneseScript.test(mail.subject) || japaneseScript.test(mail.text)) return 'ja';
  if (mail.charset !== null && japaneseCharset.test(mail.charset)) return 'ja';
  const declared = mail.contentLanguage?.trim().slice(0, 2).toLowerCase();
  return declared === 'ja' || declared === 'en' ? declared : otherwise;
}

/**
 * One line, safe in a header and in a list, at most `limit` characters long: control characters and line breaks become
 * spaces, marks that turn the direction of reading around (`exe.txt` for `txt.exe`) go, halves of characters are marked.
 */
export function oneLine(text: string, limit: number): string {
  const flat = wholeCharacters(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(flat).slice(0, limit).join('').trimEnd();
}

/** Puts U+FFFD in the place of each half of a surrogate pair, which neither UTF-8 nor JSON in PostgreSQL can hold. */
export function wholeCharacters(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** An address as a name only when it is one plain mailbox; anything else is not answered. */
export function plainAddress(text: string | undefined): string | null {
  const address = text?.trim() ?? '';
  return /^[^\s<>,;:"()[\]\\@\p{Cc}\p{Cs}]+@[^\s<>,;:"()[\]\\@\p{Cc}\p{Cs}]+$/u.test(address) && address.length <= 320
    ? address
    : null;
}
