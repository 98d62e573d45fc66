import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A PIN of six digits. Its hash is made with the key of the installation, which is not in the database: whoever has only
 * the database cannot try all million of them.
 */
export function makePin(random: (count: number) => Uint8Array): string {
  // 2^32 is so much larger than a million that no digit is noticeably likelier than another.
  return String(Buffer.from(random(4)).readUInt32BE() % 1_000_000).padStart(6, '0');
}

/** How a PIN is kept, bound to the one person for whom it was made. */
export function hashPin(key: Buffer, given: { readonly pin: string; readonly askedId: string }): Buffer {
  return createHmac('sha256', key).update('decision pin ').update(given.askedId).update(' ').update(given.pin).digest();
}

/** Whether a PIN is the right one; takes the same time for every wrong one. Width and spaces do not matter. */
export function isPin(
  key: Buffer,
  given: { readonly typed: string; readonly askedId: string; readonly hash: Uint8Array | null },
): boolean {
  const pin = given.typed.normalize('NFKC').replace(/[\s-]/g, '');
  const right = hashPin(key, { pin, askedId: given.askedId });
  return given.hash !== null && right.length === given.hash.length && timingSafeEqual(right, given.hash);
}
