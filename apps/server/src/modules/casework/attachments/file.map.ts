import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';

/** As much of a beginning as tells what a content is. Bytes. */
const headBytes = 8_192;

/** Keeps the beginning of what flows through it. */
export function headTap(): { readonly through: Transform; head(): Buffer } {
  const kept: Buffer[] = [];
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (size < headBytes) {
        kept.push(chunk.subarray(0, headBytes - size));
        size += chunk.length;
      }
      done(null, chunk);
    },
  });
  return { through, head: () => Buffer.concat(kept) };
}

/** What a content is by its beginning. Text is text whatever it says: HTML and SVG have no type of their own here. */
export async function contentType(head: Buffer): Promise<string> {
  const unknown = 'application/octet-stream';
  if (head.length === 0) return unknown;
  // A beginning that is cut off in the middle of a structure is no mistake of the library.
  const found = head.length < 4 ? undefined : await fileTypeFromBuffer(head).catch(() => undefined);
  if (found !== undefined) return /svg|xml|html/.test(found.mime) ? 'text/plain' : found.mime;
  return isText(head) ? 'text/plain' : unknown;
}

/** The last character may be cut in the middle. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  return [0, 1, 2, 3].some((cut) => head.length > cut && isUtf8(head.subarray(0, head.length - cut)));
}
