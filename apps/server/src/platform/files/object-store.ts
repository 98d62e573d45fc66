import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline as pipelineOf, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decryptStream, encryptStream, unwrapSecret, wrapSecret } from './cipher.ts';

/** What is known of stored bytes. The name says nothing without the key. */
export type StoredObject = {
  readonly objectName: string;
  readonly wrappedKey: Buffer;
  readonly sha256: Buffer;
  /** Bytes before encryption. */
  readonly size: number;
};

export type ObjectStore = {
  /** Encrypts and stores; answers only when file and directory are flushed to disk. */
  put(content: Readable | Buffer, compartmentId: number): Promise<StoredObject>;
  /** The plain bytes as a stream that fails when the stored ones were tampered with. */
  get(object: Pick<StoredObject, 'objectName' | 'wrappedKey'>): Readable;
  /** Removes an object that was never recorded (a mail that turned out too large). */
  discard(object: Pick<StoredObject, 'objectName'>): Promise<void>;
};

/** Derives a key for one use from the master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(masterKey: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `matoi ${use}`, 32));
}

/** Objects as encrypted files under a directory: temporary file, fsync, rename, fsync of the directory. */
export function makeObjectStore(options: {
  readonly directory: string;
  readonly masterKey: Buffer;
  readonly random: (count: number) => Uint8Array;
}): ObjectStore {
  const nameKey = deriveKey(options.masterKey, 'object names');
  const wrapKey = deriveKey(options.masterKey, 'object keys');
  const pathOf = (name: string) => join(options.directory, name.slice(0, 2), name);

  const durable = new Set<string>();

  /** A directory whose own name is durable too: otherwise a power cut could take it away with its files. */
  async function makeDirectory(path: string): Promise<void> {
    if (durable.has(path)) return;
    await mkdir(path, { recursive: true, mode: 0o700 });
    await flushDirectory(dirname(path));
    durable.add(path);
  }

  async function place(temporary: string, compartmentId: number, sha256: Buffer): Promise<string> {
    const first = createHmac('sha256', nameKey).update(`${compartmentId}:`).update(sha256);
    const name = first.digest('hex');
    await makeDirectory(dirname(pathOf(name)));
    try {
      await link(temporary, pathOf(name));
      await unlink(temporary);
      await flushDirectory(dirname(pathOf(name)));
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    // The same content was stored here before under a key of its own; this copy gets a name that tells nobody so.
    const other = createHmac('sha256', nameKey).update(options.random(32)).digest('hex');
    await makeDirectory(dirname(pathOf(other)));
    await rename(temporary, pathOf(other));
    await flushDirectory(dirname(pathOf(other)));
    return other;
  }

  return {
    async put(content, compartmentId) {
      const key = Buffer.from(options.random(32));
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      const incoming = join(options.directory, 'incoming');
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const temporary = join(incoming, Buffer.from(options.random(16)).toString('hex'));
      const file = await open(temporary, 'wx', 0o600);
      // A stream that is left in the middle says only that it was left; the reason (a full disk) is kept here.
      let refused: unknown;
      const write = async (chunk: Buffer) => {
        try {
          await file.writeFile(chunk);
        } catch (error) {
          refused = error;
          throw error;
        }
      };
      try {
        const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
        await pipeline(source, measure, encryptStream(key), async (sealed: AsyncIterable<Buffer>) => {
          for await (const chunk of sealed) await write(chunk);
        });
        await file.sync();
      } catch (error) {
        await file.close();
        await unlink(temporary);
        throw refused ?? error;
      }
      await file.close();
      const sha256 = hash.digest();
      const objectName = await place(temporary, compartmentId, sha256).catch(async (error: unknown) => {
        await rm(temporary, { force: true });
        throw error;
      });
      return { objectName, wrappedKey: wrapSecret(wrapKey, key, objectName, options.random), sha256, size };
    },
    get(object) {
      const key = unwrapSecret(wrapKey, object.wrappedKey, object.objectName);
      // Whichever end goes first, the other is closed with it; the reader of the answer learns of the error.
      return pipelineOf(createReadStream(pathOf(object.objectName)), decryptStream(key), () => undefined);
    },
    discard: (object) => unlink(pathOf(object.objectName)),
  };
}

async function flushDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
