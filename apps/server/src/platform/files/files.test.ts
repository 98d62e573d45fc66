import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decryptStream, encryptStream, segmentSize, unwrapSecret, wrapSecret } from './cipher.ts';
import { makeObjectStore, type ObjectStore } from './object-store.ts';

const key = randomBytes(32);
const tag = 16;

/** Hands bytes over in pieces of a size, as a network does. */
function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const encrypt = (plain: Buffer, size = 65_536) => buffer(Readable.from(pieces(plain, size)).pipe(encryptStream(key)));
const decrypt = (sealed: Buffer, size = 65_536) => buffer(Readable.from(pieces(sealed, size)).pipe(decryptStream(key)));

describe('encryption at rest', () => {
  const sizes = [
    0,
    1,
    15,
    16,
    17,
    segmentSize - 1,
    segmentSize,
    segmentSize + 1,
    2 * segmentSize - 16,
    2 * segmentSize,
    2 * segmentSize + 1,
  ];

  it.each(sizes)('gives %i bytes back as they were, however they are cut into pieces', async (size) => {
    const plain = randomBytes(size);
    const sealed = await encrypt(plain, 65_537);
    expect(sealed.length).toBe(size + tag * Math.max(1, Math.ceil(size / segmentSize)));
    expect((await decrypt(sealed, 65_537)).equals(plain)).toBe(true);
    expect((await decrypt(sealed, 3 * segmentSize)).equals(plain)).toBe(true);
  });

  it('refuses every flipped bit of a short object', async () => {
    const sealed = await encrypt(Buffer.from('漏洩'));
    for (let at = 0; at < sealed.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        await expect(decrypt(changed)).rejects.toThrow();
      }
    }
  });

  it('refuses truncation, appending, reordering and repetition of a long one', async () => {
    const plain = randomBytes(3 * segmentSize + 5);
    const sealed = await encrypt(plain);
    const segment = segmentSize + tag;
    const part = (from: number, to?: number) =>
      sealed.subarray(from * segment, to === undefined ? undefined : to * segment);
    const broken = [
      Buffer.alloc(0),
      sealed.subarray(0, 1),
      sealed.subarray(0, sealed.length - 1),
      part(0, 1),
      part(0, 2),
      part(0, 3),
      part(1),
      Buffer.concat([sealed, Buffer.alloc(1)]),
      Buffer.concat([sealed, part(0, 1)]),
      Buffer.concat([sealed, part(3)]),
      Buffer.concat([part(1, 2), part(0, 1), part(2)]),
      Buffer.concat([part(0, 1), part(0, 1), part(2)]),
      Buffer.concat([part(0, 1), part(2)]),
    ];
    for (const bytes of broken) await expect(decrypt(bytes, 3 * segmentSize)).rejects.toThrow();
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ mask;
        await expect(decrypt(changed, segmentSize)).rejects.toThrow();
      }),
      { numRuns: 10 },
    );
  });

  it('opens a wrapped secret only for the purpose and with the key it was wrapped for', () => {
    const wrapped = wrapSecret(key, Buffer.from('secret'), 'here', randomBytes);
    expect(unwrapSecret(key, wrapped, 'here').toString()).toBe('secret');
    expect(() => unwrapSecret(key, wrapped, 'there')).toThrow();
    expect(() => unwrapSecret(randomBytes(32), wrapped, 'here')).toThrow();
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unwrapSecret(key, changed, 'here')).toThrow();
    }
  });
});

describe('the object store', () => {
  let directory: string;
  let store: ObjectStore;
  const masterKey = randomBytes(32);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'matoi-objects-'));
    store = makeObjectStore({ directory, masterKey, random: randomBytes });
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const pathOf = (name: string) => join(directory, name.slice(0, 2), name);
  const incoming = () => readdirSync(join(directory, 'incoming'));
  const read = (object: { objectName: string; wrappedKey: Buffer }) => buffer(store.get(object));

  it('has the object under its name, readable only by its owner, and nothing temporary left, when it answers', async () => {
    const object = await store.put(Buffer.from('内容'), 1);
    expect(incoming()).toEqual([]);
    expect(statSync(pathOf(object.objectName)).mode & 0o077).toBe(0);
    expect(readFileSync(pathOf(object.objectName)).includes('内容')).toBe(false);
    expect((await read(object)).toString()).toBe('内容');
    expect(object.size).toBe(6);
    const again = makeObjectStore({ directory, masterKey, random: randomBytes });
    expect((await buffer(again.get(object))).toString()).toBe('内容');
  });

  it('leaves nothing behind when the source breaks off', async () => {
    async function* breaking() {
      yield Buffer.from('half');
      throw new Error('the line went dead');
    }
    await expect(store.put(Readable.from(breaking()), 1)).rejects.toThrow('the line went dead');
    expect(incoming()).toEqual([]);
  });

  it('names the same bytes differently in each compartment, each time, and under each master key', async () => {
    const bytes = Buffer.from('the same');
    const other = makeObjectStore({ directory, masterKey: randomBytes(32), random: randomBytes });
    const objects = [
      await store.put(bytes, 1),
      await store.put(bytes, 1),
      await store.put(bytes, 2),
      await other.put(bytes, 1),
    ];
    expect(new Set(objects.map((object) => object.objectName)).size).toBe(4);
    const contents = objects.map((object) => readFileSync(pathOf(object.objectName)).toString('hex'));
    expect(new Set(contents).size).toBe(4);
    for (const object of objects) expect(object.objectName).not.toContain(object.sha256.toString('hex').slice(0, 8));
    for (const object of objects.slice(0, 3)) expect((await read(object)).equals(bytes)).toBe(true);
  });

  it('gives no bytes of an object that was exchanged for another', async () => {
    const [one, two] = [await store.put(Buffer.from('one'), 1), await store.put(Buffer.from('two'), 1)];
    writeFileSync(pathOf(one.objectName), readFileSync(pathOf(two.objectName)));
    await expect(read(one)).rejects.toThrow();
    expect(() => store.get({ objectName: one.objectName, wrappedKey: two.wrappedKey })).toThrow();
  });

  it('fails the reading of an object that is gone', async () => {
    const object = await store.put(Buffer.from('x'), 1);
    await store.discard(object);
    await expect(read(object)).rejects.toThrow('ENOENT');
  });

  it('closes the file of a reader who goes away', async () => {
    const object = await store.put(randomBytes(3 * segmentSize), 1);
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let turn = 0; turn < 20; turn += 1) {
      const stream = store.get(object);
      stream.once('error', () => undefined);
      await new Promise((resolve) => stream.once('readable', resolve));
      await new Promise((resolve) => stream.once('close', resolve).destroy());
    }
    await expect.poll(open).toBeLessThan(before + 5);
  });
});
