/**
 * Whether a compound file (MS-CFB) can be read to its end: no chain of sectors and no tree of entries that leads back into
 * itself or out of the file, no table that somebody else would read otherwise than this function, and no streams that
 * claim more bytes than the file has. The reader of messages trusts all of them, and would grow until the whole program
 * dies. Answers what is wrong, or null.
 */
export function compoundFileProblem(bytes: Buffer): string | null {
  const sectorShift = bytes.readUInt16LE(30);
  if (bytes.readUInt16LE(28) !== 0xfffe || (sectorShift !== 9 && sectorShift !== 12)) return 'the header is damaged';
  if (bytes.readUInt16LE(32) !== 6) return 'the header is damaged';
  const sectorSize = 1 << sectorShift;
  const sectors = Math.ceil(bytes.length / sectorSize) - 1;
  const fat = readFat(bytes, { sectorSize, sectors });
  if (typeof fat === 'string') return fat;
  if (hasCircle(fat, sectors)) return 'a chain of sectors leads nowhere';
  const file = { bytes, fat, sectorSize, sectors };
  const miniFat = readChain(file, bytes.readUInt32LE(60));
  if (miniFat === null || miniFat.length !== bytes.readUInt32LE(64) * sectorSize)
    return 'the table of small sectors is not as long as the header says';
  if (hasCircle(toNumbers(miniFat), miniFat.length / 4)) return 'a chain of small sectors leads nowhere';
  const directory = readChain(file, bytes.readUInt32LE(48));
  if (directory === null || !isTree(directory)) return 'the directory leads back into itself';
  return claimedBytes(directory) > bytes.length ? 'its streams claim more than the file has' : null;
}

const endOfChain = 0xfffffffe;
/** Numbers from here on have a meaning of their own: free, end, table. */
const firstSpecial = 0xfffffffa;
/** The kind of a directory entry that is a stream of bytes. */
const streamEntry = 2;

type File = {
  readonly bytes: Buffer;
  readonly fat: readonly number[];
  readonly sectorSize: number;
  readonly sectors: number;
};

function sectorAt(bytes: Buffer, at: number, sectorSize: number): Buffer {
  return bytes.subarray((at + 1) * sectorSize, (at + 2) * sectorSize);
}

function toNumbers(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readUInt32LE(at * 4));
}

/** The table of all chains, from the sectors that the header and its continuations name. */
function readFat(bytes: Buffer, given: { readonly sectorSize: number; readonly sectors: number }): number[] | string {
  const { sectorSize, sectors } = given;
  const named = toNumbers(bytes.subarray(76, 512));
  const seen = new Set<number>();
  for (let next = bytes.readUInt32LE(68); next < firstSpecial; ) {
    if (next >= sectors || seen.has(next)) return 'the list of tables leads nowhere';
    seen.add(next);
    const numbers = toNumbers(sectorAt(bytes, next, sectorSize));
    next = numbers.pop() ?? endOfChain;
    named.push(...numbers);
  }
  if (seen.size !== bytes.readUInt32LE(72)) return 'the list of tables is not as long as the header says';
  const tables = named.slice(0, bytes.readUInt32LE(44));
  if (tables.length !== bytes.readUInt32LE(44) || named.slice(tables.length).some((one) => one < firstSpecial))
    return 'there are not as many tables as the header says';
  if (new Set(tables).size !== tables.length || tables.some((one) => !isWhole(one, { bytes, sectorSize })))
    return 'the list of tables leads nowhere';
  return tables.flatMap((one) => toNumbers(sectorAt(bytes, one, sectorSize)));
}

/** Whether a sector lies within the file from its first byte to its last. */
const isWhole = (at: number, { bytes, sectorSize }: Pick<File, 'bytes' | 'sectorSize'>) =>
  (at + 2) * sectorSize <= bytes.length;

/** Whether any chain leads into a circle, or to a number that is not there. */
function hasCircle(next: readonly number[], count: number): boolean {
  const state = new Uint8Array(Math.min(next.length, count));
  for (let start = 0; start < state.length; start += 1) {
    const path: number[] = [];
    let at = start;
    while (at < state.length && state[at] === 0) {
      state[at] = 1;
      path.push(at);
      const following = next[at] ?? endOfChain;
      if (following >= firstSpecial) break;
      if (following >= state.length || state[following] === 1) return true;
      at = following;
    }
    for (const one of path) state[one] = 2;
  }
  return false;
}

/** The bytes of a chain; null when it begins outside. Called only where no chain is a circle. */
function readChain({ bytes, fat, sectorSize, sectors }: File, start: number): Buffer | null {
  const pieces: Buffer[] = [];
  for (let at = start; at < firstSpecial; at = fat[at] ?? endOfChain) {
    if (at >= sectors || pieces.length > sectors) return null;
    pieces.push(sectorAt(bytes, at, sectorSize));
  }
  return Buffer.concat(pieces);
}

/** What all streams together say they hold (MS-CFB §2.6.1; the upper half of the size means nothing in version 3). */
function claimedBytes(directory: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 128 <= directory.length; at += 128)
    if (directory[at + 66] === streamEntry) sum += directory.readUInt32LE(at + 120);
  return sum;
}

/** Whether the entries of the directory form a tree: each is reached at most once (MS-CFB §2.6.4). */
function isTree(directory: Buffer): boolean {
  const count = Math.floor(directory.length / 128);
  const seen = new Set<number>();
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= count || seen.has(at)) return false;
    seen.add(at);
    for (const offset of [68, 72, 76]) {
      const next = directory.readUInt32LE(at * 128 + offset);
      if (next < firstSpecial) open.push(next);
    }
  }
  return count > 0;
}
