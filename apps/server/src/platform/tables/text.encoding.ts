import { TextDecoder } from 'node:util';

/** How the bytes of a text file are read. `cp932` is Shift_JIS as Windows writes it. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp932';

export type EncodingProbe = {
  /** Looks at the next bytes of the file. */
  see(bytes: Uint8Array): void;
  /** What the file is; null when it is no text in any of these. */
  end(): TextEncoding | null;
};

const zero = 0;

/** Finds the encoding of a text by all of its bytes, piece by piece: a byte order mark decides, then strict UTF-8, then Shift_JIS. */
export function makeEncodingProbe(): EncodingProbe {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const sjis = new TextDecoder('shift_jis', { fatal: true });
  let head = Buffer.alloc(0);
  let isUtf8 = true;
  let isSjis = true;
  let hasNul = false;
  return {
    see(bytes) {
      if (head.length < 4) head = Buffer.concat([head, bytes.subarray(0, 4)]).subarray(0, 4);
      if (!hasNul) hasNul = bytes.includes(zero);
      if (isUtf8) isUtf8 = decodes(utf8, bytes, true);
      if (isSjis) isSjis = decodes(sjis, bytes, true);
    },
    end() {
      if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
      if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
      if (hasNul) return null;
      if (isUtf8 && decodes(utf8, new Uint8Array(0), false)) return 'utf-8';
      return isSjis && decodes(sjis, new Uint8Array(0), false) ? 'cp932' : null;
    },
  };
}

function decodes(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Text of bytes that come in pieces. What cannot be read becomes U+FFFD; a byte order mark is left out. */
export async function* decodedText(bytes: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding === 'cp932' ? 'shift_jis' : encoding);
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
