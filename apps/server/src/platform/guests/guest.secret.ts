import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The secret of a guest link: 256 bits, made of a random seed with the key of the installation. So the database holds
 * nothing that opens a link (seed and hash), and the program can write the same link into a mail when it leaves,
 * without ever storing it.
 */
export function guestToken(key: Buffer, seed: Uint8Array): string {
  return createHmac('sha256', key).update('guest link').update(seed).digest('base64url');
}

/** How a secret is looked up. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** True for what can be a secret at all; anything else is not looked up. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** How long a form may stay open. Milliseconds. */
export const formLifeMs = 12 * 3_600_000;

export type FormNonce = { readonly seed: Buffer; readonly isTooOld: boolean };

/**
 * The signed nonce of a form: when it was made, 16 random bytes, and for what (the address of the page). It makes one
 * form one act, and shows that the form is ours: a page of another site cannot make one for a link that it does not know.
 */
export function makeNonce(
  key: Buffer,
  given: { readonly purpose: string; readonly now: Date; readonly random: (count: number) => Uint8Array },
): string {
  const head = `${given.now.getTime().toString(36)}.${Buffer.from(given.random(16)).toString('base64url')}`;
  return `${head}.${sign(key, given.purpose, head)}`;
}

/** What a nonce says, or null when it is not ours or not for this page. */
export function readNonce(
  key: Buffer,
  given: { readonly text: string; readonly purpose: string; readonly now: Date },
): FormNonce | null {
  const parts = given.text.split('.');
  const [time = '', seed = '', signature = ''] = parts;
  if (parts.length !== 3 || !/^[0-9a-z]{6,10}$/.test(time) || !/^[A-Za-z0-9_-]{22}$/.test(seed)) return null;
  const [right, sent] = [Buffer.from(sign(key, given.purpose, `${time}.${seed}`)), Buffer.from(signature)];
  if (right.length !== sent.length || !timingSafeEqual(right, sent)) return null;
  const age = given.now.getTime() - Number.parseInt(time, 36);
  return { seed: Buffer.from(seed, 'base64url'), isTooOld: age > formLifeMs || age < -60_000 };
}

function sign(key: Buffer, purpose: string, head: string): string {
  return createHmac('sha256', key).update(`form ${purpose} `).update(head).digest('base64url');
}
