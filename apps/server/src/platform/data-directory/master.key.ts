import { readFile, rm, stat } from 'node:fs/promises';
import { createFile, explainFileError, hasCode } from './durable.files.ts';
import { StartProblem } from './start.problem.ts';

const KEY_BYTES = 32;

type Say = (line: string) => void;

/** Reads a key of 32 bytes from a file that the operator names: raw, hexadecimal or base64. */
export async function readKeyFile(path: string, say: Say): Promise<Buffer> {
  const content = await readKeyContent(path);
  const mode = (await stat(path)).mode & 0o777;
  // Secret mounts of container platforms are readable by all inside the container, so this is no reason to refuse.
  if ((mode & 0o077) !== 0) say(`Warning: the key file ${path} is open to others (mode ${octal(mode)}); 600 is right.`);
  const key = decodeKey(content);
  if (key === null) throw malformed(path);
  return key;
}

/** Reads the key that the program made itself. Refuses one that everybody can read or others can change. */
export async function readOwnKey(path: string, say: Say): Promise<Buffer> {
  const key = await readKeyContent(path);
  if (key.length !== KEY_BYTES) throw malformed(path);
  const mode = (await stat(path)).mode & 0o777;
  if ((mode & 0o026) !== 0) {
    throw new StartProblem(
      'key.too-open',
      `The master key ${path} can be read by everybody or changed by others (mode ${octal(mode)}): run chmod 600 on it, and consider the key as known.`,
      { path, mode: octal(mode) },
    );
  }
  if ((mode & 0o077) !== 0)
    say(`Warning: the master key ${path} is open to a group (mode ${octal(mode)}); run chmod 600 on it.`);
  return key;
}

/**
 * Makes the master key, or completes an interrupted attempt: a short file can only be the remains of one, because
 * nothing was ever encrypted before the initialisation ended.
 */
export async function createOwnKey(options: {
  path: string;
  random: (n: number) => Buffer;
  say: Say;
}): Promise<Buffer> {
  const { path, random, say } = options;
  const size = await sizeOf(path);
  if (size === KEY_BYTES) return await readOwnKey(path, say);
  if (size !== null) await rm(path);
  const key = random(KEY_BYTES);
  const created = await createFile({ path, content: key, mode: 0o600, mark: random(6).toString('hex') });
  if (!created) return await readOwnKey(path, say);
  say(`A master key was created in ${path}. Keep a copy in another place: without it all stored files are lost.`);
  return key;
}

/** Decodes 32 bytes written raw, in hexadecimal or in base64; `null` when it is none of them. */
export function decodeKey(content: Buffer): Buffer | null {
  const text = content.toString('latin1').trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) {
    const key = Buffer.from(text, 'base64');
    if (key.length === KEY_BYTES) return key;
  }
  // 32 hexadecimal digits are a key of 16 bytes in text, not 32 random bytes.
  if (/^[0-9a-f]{32}$/i.test(text)) return null;
  return content.length === KEY_BYTES ? Buffer.from(content) : null;
}

async function readKeyContent(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new StartProblem(
        'key.missing',
        `The master key ${path} is missing: put it back from your copy, or name its place with MATOI_KEY_FILE.`,
        { path },
      );
    }
    if (hasCode(error, 'EACCES', 'EPERM', 'EISDIR')) {
      throw new StartProblem(
        'key.unreadable',
        `The master key ${path} cannot be read by this user: it must be a file that belongs to the user who starts Matoi (mode 600).`,
        { path },
      );
    }
    throw explainFileError(error, path);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function malformed(path: string): StartProblem {
  return new StartProblem(
    'key.malformed',
    `${path} does not hold a key of 32 bytes (raw, hexadecimal or base64): put the right file in its place.`,
    { path },
  );
}

function octal(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}
