import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * Encryption at rest: AES-256-GCM over segments of 1 MiB (the STREAM construction): nonce = 7 zero bytes, 4 bytes of
 * counter, 1 byte that is 1 on the last segment. The key is used for one object only, so the fixed prefix is safe.
 * Truncation, reordering and appending are refused on reading.
 */
export const segmentSize = 1024 * 1024;
const tagSize = 16;

function nonce(counter: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 7);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

/** Encrypts a stream of any length with a key of 32 bytes. */
export function encryptStream(key: Buffer): Transform {
  let pending: Buffer = Buffer.alloc(0);
  let counter = 0;
  const seal = (plain: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(counter, isLast));
    counter += 1;
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      while (pending.length > segmentSize) {
        this.push(seal(pending.subarray(0, segmentSize), false));
        pending = pending.subarray(segmentSize);
      }
      done();
    },
    flush(done) {
      this.push(seal(pending, true));
      done();
    },
  });
}

/** Decrypts what `encryptStream` made; the stream fails when a byte was changed, cut off, moved or added. */
export function decryptStream(key: Buffer): Transform {
  let pending: Buffer = Buffer.alloc(0);
  let counter = 0;
  const open = (sealed: Buffer, isLast: boolean): Buffer => {
    if (sealed.length < tagSize) throw new Error('the stored object is cut off');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter, isLast));
    counter += 1;
    decipher.setAuthTag(sealed.subarray(sealed.length - tagSize));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagSize)), decipher.final()]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      try {
        while (pending.length > segmentSize + tagSize) {
          this.push(open(pending.subarray(0, segmentSize + tagSize), false));
          pending = pending.subarray(segmentSize + tagSize);
        }
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done) {
      try {
        this.push(open(pending, true));
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

/** Wraps a small secret (an object's key, a TOTP secret) with a key of 32 bytes; `purpose` binds it to its place. */
export function wrapSecret(
  key: Buffer,
  secret: Buffer,
  purpose: string,
  random: (count: number) => Uint8Array,
): Buffer {
  const iv = Buffer.from(random(12));
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
  return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `wrapSecret` made for the same purpose. */
export function unwrapSecret(key: Buffer, wrapped: Buffer, purpose: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12)).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(wrapped.subarray(wrapped.length - tagSize));
  return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - tagSize)), decipher.final()]);
}
