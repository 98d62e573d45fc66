import { firstHeader, type Header, readHeaderBlock, readStructured, type Structured } from './mime.header.ts';

/** One part of a mail: a leaf with its bytes as they came, or a multipart with children. */
export type MimePart = {
  readonly headers: readonly Header[];
  readonly headerText: string;
  readonly type: Structured;
  readonly disposition: Structured;
  readonly transferEncoding: string;
  readonly contentId: string | null;
  /** Still in its transfer encoding; a view on the mail. */
  readonly body: Buffer;
  /** Null for a leaf. */
  readonly children: readonly MimePart[] | null;
  /** A multipart that could not be taken apart: without its boundary, too deep, or with parts without end. */
  readonly isBroken: boolean;
};

const limits = { depth: 40, parts: 5_000, boundary: 300 };

/**
 * Takes a mail apart into the tree of its parts. Every byte of a body ends up in exactly one leaf, except delimiters and
 * what stands before the first and after the last of them: a multipart that cannot be taken apart is itself a leaf.
 */
export function readMimeTree(bytes: Buffer): MimePart {
  let parts = 0;

  function readPart(
    range: { readonly start: number; readonly end: number },
    depth: number,
    isInDigest: boolean,
  ): MimePart {
    parts += 1;
    const block = readHeaderBlock(bytes, range.start, range.end);
    const header = (name: string) => firstHeader(block.headers, name) ?? '';
    const declared = readStructured(header('content-type'));
    const type = /^[^\s/]+\/[^\s/]+$/.test(declared.value)
      ? declared
      : { value: isInDigest ? 'message/rfc822' : 'text/plain', params: declared.params };
    const body = { start: Math.min(block.bodyStart, range.end), end: range.end };
    const boundary = type.params.boundary ?? '';
    const isMultipart = type.value.startsWith('multipart/');
    const ranges = isMultipart && depth < limits.depth ? splitAt(body, boundary) : null;
    const canBeRead = ranges !== null && ranges.length > 0 && parts + ranges.length <= limits.parts;
    const children = canBeRead
      ? ranges.map((one) => readPart(one, depth + 1, type.value === 'multipart/digest'))
      : null;
    return {
      headers: block.headers,
      headerText: block.text,
      type,
      disposition: readStructured(header('content-disposition')),
      transferEncoding: header('content-transfer-encoding').toLowerCase(),
      contentId: /<([^<>\s]+)>/.exec(header('content-id'))?.[1] ?? (header('content-id').trim() || null),
      body: bytes.subarray(body.start, body.end),
      children,
      isBroken: isMultipart && children === null,
    };
  }

  /** The ranges between delimiter lines. The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
  function splitAt(
    body: { readonly start: number; readonly end: number },
    boundary: string,
  ): { start: number; end: number }[] | null {
    if (boundary === '' || boundary.length > limits.boundary) return null;
    const found: { start: number; end: number }[] = [];
    let open: number | null = null;
    for (const delimiter of delimiters(bytes, body, boundary)) {
      if (open !== null) found.push({ start: open, end: endBefore(bytes, delimiter.at, open) });
      if (found.length > limits.parts) return null;
      open = delimiter.isLast ? null : delimiter.next;
      if (delimiter.isLast) break;
    }
    // A mail that was cut off has no last delimiter; what is there counts.
    if (open !== null) found.push({ start: open, end: body.end });
    return found;
  }

  return readPart({ start: 0, end: bytes.length }, 0, false);
}

type Delimiter = { readonly at: number; readonly next: number; readonly isLast: boolean };

/** The lines of a body that are nothing but the boundary. */
function* delimiters(
  bytes: Buffer,
  body: { readonly start: number; readonly end: number },
  boundary: string,
): Generator<Delimiter> {
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  for (let at = bytes.indexOf(mark, body.start); at !== -1 && at < body.end; at = bytes.indexOf(mark, at + 1)) {
    const isAtLineStart = at === body.start || bytes[at - 1] === 0x0a;
    const rest = isAtLineStart ? restOfLine(bytes, at + mark.length, body.end) : null;
    if (rest !== null) yield { at, ...rest };
  }
}

/** What follows a boundary on its line: nothing but `--` and blanks, or it is no delimiter. */
function restOfLine(
  bytes: Buffer,
  from: number,
  end: number,
): { readonly isLast: boolean; readonly next: number } | null {
  const isLast = bytes[from] === 0x2d && bytes[from + 1] === 0x2d;
  for (let at = isLast ? from + 2 : from; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === 0x0a) return { isLast, next: at + 1 };
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return null;
  }
  return { isLast, next: end };
}

function endBefore(bytes: Buffer, at: number, start: number): number {
  const withoutLf = bytes[at - 1] === 0x0a ? at - 1 : at;
  const end = bytes[withoutLf - 1] === 0x0d ? withoutLf - 1 : withoutLf;
  return Math.max(start, end);
}
