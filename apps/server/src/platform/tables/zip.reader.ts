import { createInflateRaw } from 'node:zlib';
import { TableFault, tableLimits } from './table.model.ts';

type Entry = { readonly method: number; readonly packed: Uint8Array };

export type Zip = {
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  readonly chunks: (path: string) => AsyncIterable<Buffer>;
};

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Opens a ZIP archive in memory by its central directory (APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16). Nothing is
 * written anywhere and names are only looked up, so a name like `../x` leads nowhere. Parts are unpacked as streams and
 * counted while they are: what a header says about sizes is not believed.
 */
export function openZip(bytes: Buffer): Zip {
  const entries = readDirectory(bytes);
  return {
    paths: [...entries.keys()],
    has: (path) => entries.has(path),
    chunks: (path) => {
      const entry = entries.get(path);
      if (entry === undefined) throw new TableFault('unreadable');
      return unpack(entry);
    },
  };
}

function readDirectory(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > tableLimits.parts) throw new TableFault('too-large');
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralSignature) throw new TableFault('unreadable');
    const flags = bytes.readUInt16LE(at + 8);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    // Bit 0: encrypted.
    if ((flags & 1) !== 0) throw new TableFault('locked');
    const size = bytes.readUInt32LE(at + 20);
    // Which of two parts of one name counts, programs do not agree on.
    if (entries.has(name)) throw new TableFault('unreadable');
    const start = dataStart(bytes, bytes.readUInt32LE(at + 42));
    entries.set(name, { method: bytes.readUInt16LE(at + 10), packed: bytes.subarray(start, start + size) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw new TableFault('unreadable');
}

function dataStart(bytes: Buffer, local: number): number {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localSignature) throw new TableFault('unreadable');
  return local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
}

async function* unpack(entry: Entry): AsyncGenerator<Buffer> {
  if (entry.method === 0) {
    yield Buffer.from(entry.packed);
    return;
  }
  if (entry.method !== 8) throw new TableFault('unreadable');
  const inflate = createInflateRaw();
  let size = 0;
  inflate.end(entry.packed);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > tableLimits.part) throw new TableFault('too-large');
      yield chunk;
    }
  } catch (error) {
    if (error instanceof TableFault) throw error;
    throw new TableFault('unreadable');
  } finally {
    inflate.destroy();
  }
}
