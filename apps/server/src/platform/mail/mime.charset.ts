import Encoding from 'encoding-japanese';
import iconv from 'iconv-lite';
import { wholeCharacters } from './mail.rules.ts';

/** A text and how it was read: `isGuessed` when the declaration was missing or wrong, `isDamaged` when bytes stay unexplained. */
export type ReadText = { readonly text: string; readonly isGuessed: boolean; readonly isDamaged: boolean };

const japaneseLabels: Readonly<Record<string, string>> = {
  iso2022jp: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jp3: 'iso-2022-jp',
  iso2022jp2004: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  jis: 'iso-2022-jp',
  junet: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  sjiswin: 'shift_jis',
  mskanji: 'shift_jis',
  windows31j: 'shift_jis',
  windows932: 'shift_jis',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  eucjp: 'euc-jp',
  eucjpms: 'euc-jp',
  eucjpwin: 'euc-jp',
  cp51932: 'euc-jp',
  ujis: 'euc-jp',
};

/** Enough of a text to tell its encoding. Bytes. */
const detectBytes = 65_536;

/** The name under which a declared charset is read here, or null when nobody knows it. */
function labelOf(declared: string | null): string | null {
  const plain = (declared ?? '').trim().toLowerCase();
  if (plain === '') return null;
  const bare = plain.replace(/^(?:x-|cs)/, '').replace(/[\s._-]/g, '');
  if (bare === 'usascii' || bare === 'ascii' || bare === 'ansix341968') return 'us-ascii';
  return japaneseLabels[bare] ?? plain.slice(0, 40);
}

/** Decodes by a label, or answers null when neither the runtime nor the table of legacy charsets knows it. */
function decodeAs(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return iconv.encodingExists(label) ? iconv.decode(Buffer.from(bytes), label) : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const damageOf = (text: string) => text.split('\ufffd').length - 1;
const hasHighBytes = (bytes: Uint8Array) => bytes.some((byte) => byte > 0x7f);
/** The escape sequences of ISO-2022-JP; nothing else that is sent as text begins so. */
const hasJisEscapes = (bytes: Uint8Array) => {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return found.includes('\x1b$B') || found.includes('\x1b$@') || found.includes('\x1b$(') || found.includes('\x1b(I');
};

/** ISO-2022-JP with what its dialects add: half-width kana in three ways, JIS X 0212, raw bytes of Shift_JIS between. */
function decodeJis(bytes: Uint8Array): string {
  const text = new TextDecoder('iso-2022-jp').decode(bytes);
  if (damageOf(text) === 0) return text;
  const other = Encoding.convert(bytes, { to: 'UNICODE', from: 'JIS', type: 'string' });
  return damageOf(other) < damageOf(text) ? other : text;
}

/** What the bytes say themselves: escape sequences, valid UTF-8, then what Japanese mail is written in. */
function guess(bytes: Uint8Array): string | null {
  if (hasJisEscapes(bytes)) {
    const text = decodeJis(bytes);
    if (damageOf(text) === 0) return text;
  }
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const found = Encoding.detect(bytes.subarray(0, detectBytes));
  const label = found === 'SJIS' ? 'shift_jis' : found === 'EUCJP' ? 'euc-jp' : null;
  if (label === null) return null;
  const text = new TextDecoder(label).decode(bytes);
  return damageOf(text) === 0 ? text : null;
}

const fullWidth = /[\p{Script=Hiragana}\p{Script=Han}]|[\u30a1-\u30fa]/u;

/**
 * Reads the bytes of a text. The declaration is believed as long as it explains the bytes; otherwise what the bytes say
 * counts: mailers that write Shift_JIS under the name of UTF-8, Latin-1 or nothing at all are met every day.
 */
export function readText(bytes: Uint8Array, declared: string | null): ReadText {
  const label = labelOf(declared);
  const isAscii = !hasHighBytes(bytes);
  if (isAscii && !hasJisEscapes(bytes) && (label === null || label === 'us-ascii' || label === 'utf-8'))
    return { text: Buffer.from(bytes).toString('latin1'), isGuessed: false, isDamaged: false };
  const answer = (text: string, isGuessed: boolean): ReadText => {
    const whole = wholeCharacters(text);
    return { text: whole, isGuessed, isDamaged: damageOf(whole) > 0 };
  };
  if (label === 'iso-2022-jp') {
    const guessed = isAscii || hasJisEscapes(bytes) ? null : guess(bytes);
    return guessed === null ? answer(decodeJis(bytes), false) : answer(guessed, true);
  }
  const asDeclared = label === null || label === 'us-ascii' ? null : decodeAs(bytes, label);
  const isLatin = /^(?:windows-125[0-9]|cp125[0-9]|iso[-_]?8859[-_]?1(?:5)?|latin1)$/.test(label ?? '');
  if (asDeclared !== null && damageOf(asDeclared) === 0 && !hasJisEscapes(bytes)) {
    if (!isLatin || isAscii) return answer(asDeclared, false);
    // Latin-1 explains every byte and is the default of many mailers; it counts only where nothing better does.
    const guessed = guess(bytes);
    return guessed !== null && (isUtf8(bytes) || fullWidth.test(guessed))
      ? answer(guessed, true)
      : answer(asDeclared, false);
  }
  const guessed = guess(bytes);
  if (guessed !== null && (asDeclared === null || damageOf(guessed) < Math.max(1, damageOf(asDeclared))))
    return answer(guessed, asDeclared !== guessed);
  return answer(asDeclared ?? new TextDecoder('windows-1252').decode(bytes), asDeclared === null);
}

/**
 * Bytes of a header as text. No standard allows bytes above 127 there, and every receiver meets them. `around` are the
 * bytes of the whole header block: more to guess from than one short line.
 */
export function readHeaderBytes(bytes: Uint8Array, around: Uint8Array): string {
  if (!hasHighBytes(bytes)) return hasJisEscapes(bytes) ? decodeJis(bytes) : Buffer.from(bytes).toString('latin1');
  if (isUtf8(bytes)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const found = Encoding.detect(around.subarray(0, detectBytes));
  if (found === 'SJIS' || found === 'EUCJP') {
    const text = new TextDecoder(found === 'SJIS' ? 'shift_jis' : 'euc-jp').decode(bytes);
    if (damageOf(text) === 0) return text;
  }
  return guess(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}
