import type { MimePart } from './mime.tree.ts';

/** The bytes of a leaf without their transfer encoding. What is no encoding we know stays as it came. */
export function decodeBody(part: Pick<MimePart, 'body' | 'transferEncoding'>): Buffer {
  if (part.transferEncoding.includes('base64')) return decodeBase64(part.body);
  return part.transferEncoding.includes('quoted-printable') ? decodeQuotedPrintable(part.body) : part.body;
}

/** Base64 as it is met: with blanks, with padding in the middle where pieces were glued together, with rubbish. */
function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  // Where nothing but padding and blanks follows. Asked once, from the first sign of padding: it may be a long text.
  if (padding === -1 || !/[^=\s]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=[=\s]*/).map((piece) => Buffer.from(piece, 'base64')));
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
};

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== 0x3d) {
      out[length] = byte;
      length += 1;
      continue;
    }
    const [high, low] = [hexValue(body[at + 1]), hexValue(body[at + 2])];
    if (high !== -1 && low !== -1) {
      out[length] = high * 16 + low;
      length += 1;
      at += 2;
      continue;
    }
    // A soft line break, perhaps with blanks before the end of the line; otherwise the sign stands for itself.
    let next = at + 1;
    while (body[next] === 0x20 || body[next] === 0x09) next += 1;
    if (body[next] === 0x0d && body[next + 1] === 0x0a) at = next + 1;
    else if (body[next] === 0x0a || next >= body.length) at = next;
    else {
      out[length] = byte;
      length += 1;
    }
  }
  return out.subarray(0, length);
}

/** Text whose line ends may carry meaning (RFC 3676): `flowed` joins lines that end in a blank. */
export function unflowed(text: string, params: Readonly<Record<string, string>>): string {
  if (params.format?.toLowerCase() !== 'flowed') return text;
  const isDelSp = params.delsp?.toLowerCase() === 'yes';
  const out: string[] = [];
  let isOpen = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (isOpen) out.push(line);
    else out.push(out.length === 0 ? line : `\n${line}`);
    isOpen = line.endsWith(' ') && line !== '-- ';
    if (isOpen && isDelSp) out[out.length - 1] = (out[out.length - 1] ?? '').slice(0, -1);
  }
  return out.join('');
}
