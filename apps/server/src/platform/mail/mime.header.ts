import { decodeWords } from 'postal-mime';
import { readHeaderBytes, readText } from './mime.charset.ts';

/** One header: its name in lower case and its value unfolded, encoded words still encoded. */
export type Header = { readonly name: string; readonly value: string };
export type HeaderBlock = { readonly headers: readonly Header[]; readonly text: string; readonly bodyStart: number };
/** A value like that of Content-Type: the word before the first semicolon in lower case, and its parameters. */
export type Structured = { readonly value: string; readonly params: Readonly<Record<string, string>> };

const limits = { headers: 5_000, block: 262_144, value: 65_536, total: 4_000_000, params: 100 };
const [lf, cr, space, tab, colon] = [0x0a, 0x0d, 0x20, 0x09, 0x3a];

/** Reads the header block at the beginning of a range of bytes, and where the body begins. */
export function readHeaderBlock(bytes: Buffer, start: number, end: number): HeaderBlock {
  const { lines, bodyStart } = splitLines(bytes, start, end);
  const blockEnd = Math.min(bodyStart, start + limits.block);
  const block = bytes.subarray(start, blockEnd);
  const headers: { name: string; value: string }[] = [];
  let total = 0;
  for (const pieces of lines.slice(0, limits.headers)) {
    const whole = Buffer.concat(pieces).subarray(0, limits.value);
    total += whole.length;
    if (total > limits.total) break;
    const at = whole.indexOf(colon);
    if (at <= 0) continue;
    const name = whole
      .subarray(0, at)
      .toString('latin1')
      .replace(/[ \t]+$/, '')
      .toLowerCase();
    // A blank or an invisible character in the name would let a header pass as another one.
    if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name)) continue;
    const value = readHeaderBytes(whole.subarray(at + 1), block).replace(/[\r\n]+/g, ' ');
    headers.push({ name, value: withoutBlanksAround(value) });
  }
  return { headers, text: readHeaderBytes(block, block).replace(/\r\n?/g, '\n').trimEnd(), bodyStart };
}

/** In one pass: a pattern for blanks at the end would begin anew at each of them. */
function withoutBlanksAround(value: string): string {
  const isBlank = (sign: string | undefined) => sign === ' ' || sign === '\t';
  let [from, to] = [0, value.length];
  while (from < to && isBlank(value[from])) from += 1;
  while (to > from && isBlank(value[to - 1])) to -= 1;
  return value.slice(from, to);
}

/**
 * Groups the lines of a header block with their continuations. The block ends at an empty line. A line without a colon
 * belongs to the header before it (folded wrongly by some gateway), except where no empty line follows at all: there
 * the body has begun.
 */
function splitLines(bytes: Buffer, start: number, end: number): { lines: Buffer[][]; bodyStart: number } {
  const lines: Buffer[][] = [];
  let at = start;
  let hasEmptyLine: boolean | null = null;
  while (at < end) {
    const { line, next } = lineAt(bytes, at, end);
    if (line.length === 0) return { lines, bodyStart: next };
    const current = lines[lines.length - 1];
    if (line[0] === space || line[0] === tab) {
      current?.push(line);
    } else if (isHeaderLine(line)) {
      lines.push([line]);
    } else if (!(at === start && line.subarray(0, 5).toString('latin1') === 'From ')) {
      hasEmptyLine ??= bytes.subarray(at, end).includes('\n\n') || bytes.subarray(at, end).includes('\n\r\n');
      if (!hasEmptyLine || current === undefined) return { lines, bodyStart: at };
      current.push(Buffer.from(' '), line);
    }
    at = next;
  }
  return { lines, bodyStart: end };
}

function lineAt(bytes: Buffer, at: number, end: number): { readonly line: Buffer; readonly next: number } {
  const found = bytes.indexOf(lf, at);
  if (found === -1 || found >= end) return { line: bytes.subarray(at, end), next: end };
  const stop = found > at && bytes[found - 1] === cr ? found - 1 : found;
  return { line: bytes.subarray(at, stop), next: found + 1 };
}

function isHeaderLine(line: Buffer): boolean {
  const at = line.indexOf(colon);
  if (at <= 0 || at > 200) return false;
  for (let index = 0; index < at; index += 1) {
    const byte = line[index] ?? 0;
    const isBlankAtEnd =
      (byte === space || byte === tab) && line.subarray(index, at).every((one) => one === space || one === tab);
    if ((byte < 0x21 || byte > 0x7e) && !isBlankAtEnd) return false;
  }
  return true;
}

/** The value of the first header with a name, or null. */
export function firstHeader(headers: readonly Header[], name: string): string | null {
  return headers.find((one) => one.name === name)?.value ?? null;
}

/** A header's value for people: encoded words of RFC 2047 decoded. */
export function decoded(value: string): string {
  return value.includes('=?') ? decodeWords(value) : value;
}

/** Reads a value with parameters: RFC 2045 with RFC 2231, and what mailers write instead of it. */
export function readStructured(value: string): Structured {
  const [first = '', ...rest] = splitParameters(value);
  const plain: Record<string, string> = Object.create(null);
  const pieces = new Map<string, { readonly at: number; readonly isEncoded: boolean; readonly text: string }[]>();
  for (const part of rest.slice(0, limits.params)) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name === '' || name.length > 100) continue;
    const text = equals === -1 ? '' : unquoted(part.slice(equals + 1).trim());
    const split = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name);
    const base = split?.[1];
    if (base === undefined || (split?.[2] === undefined && split?.[3] === undefined)) {
      if (!(name in plain)) plain[name] = text;
      continue;
    }
    const list = pieces.get(base) ?? [];
    const at = Number(split?.[2] ?? 0);
    if (!list.some((one) => one.at === at)) list.push({ at, isEncoded: split?.[3] === '*', text });
    pieces.set(base, list);
  }
  const params: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(plain)) params[name] = name === 'boundary' ? text : decoded(text);
  for (const [name, list] of pieces) params[name] = joinPieces(list);
  return {
    value: first
      .replace(/\(.*?\)/g, '')
      .trim()
      .toLowerCase(),
    params,
  };
}

/** Splits at semicolons that stand neither in quotes nor in comments. */
function splitParameters(value: string): string[] {
  const parts: string[] = [];
  let [from, isQuoted] = [0, false];
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (char === '\\' && isQuoted) at += 1;
    else if (char === '"') isQuoted = !isQuoted && hasEndOfQuote(value, at);
    else if (char === ';' && !isQuoted) {
      parts.push(value.slice(from, at));
      from = at + 1;
      if (parts.length > limits.params) break;
    }
  }
  parts.push(value.slice(from));
  return parts;
}

const hasEndOfQuote = (value: string, at: number) => value.indexOf('"', at + 1) !== -1;

/** A token or a quoted string. Only the quote and the backslash are escaped: paths of Windows come unescaped. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text.replace(/\s+\([^()]*\)$/, '');
  let out = '';
  for (let at = 1; at < text.length; at += 1) {
    const char = text[at];
    const next = text[at + 1];
    if (char === '\\' && (next === '"' || next === '\\')) {
      out += next;
      at += 1;
    } else if (char === '"') break;
    else out += char;
  }
  return out;
}

/** RFC 2231: pieces in their order; the first of the encoded ones names the charset. */
function joinPieces(
  pieces: readonly { readonly at: number; readonly isEncoded: boolean; readonly text: string }[],
): string {
  const sorted = pieces.toSorted((left, right) => left.at - right.at);
  if (sorted.every((one) => !one.isEncoded)) return decoded(sorted.map((one) => one.text).join(''));
  const named = /^([^']*)'[^']*'(.*)$/s.exec(sorted[0]?.isEncoded === true ? (sorted[0]?.text ?? '') : '');
  const charset = named?.[1] ?? null;
  const bytes = sorted.map((one, index) => {
    const text = index === 0 && named !== null ? (named[2] ?? '') : one.text;
    return one.isEncoded ? percentDecoded(text) : Buffer.from(text, 'utf8');
  });
  return readText(Buffer.concat(bytes), charset).text;
}

function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const hex = bytes[at] === 0x25 ? bytes.subarray(at + 1, at + 3).toString('latin1') : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out[length] = Number.parseInt(hex, 16);
      at += 2;
    } else out[length] = bytes[at] ?? 0;
    length += 1;
  }
  return out.subarray(0, length);
}
