import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '@matoi/kernel';
import { hash, verify } from '@node-rs/argon2';
import { generateSecret, generateURI, verify as verifyCode } from 'otplib';

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. 2 is Argon2id in this library.
const passwordOptions = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
let decoyHash: Promise<string> | null = null;

/** Hashes a password for storage. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), passwordOptions);
}

/** Compares a typed password. Without a stored hash the same work is done, so that time does not tell whether an account exists. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoyHash ??= hashPassword('a password that nobody has');
  const isRight = await verify(stored ?? (await decoyHash), password.normalize('NFKC'));
  return stored !== null && isRight;
}

/** A secret of 256 bits as text, and the SHA-256 under which it is stored. */
export function makeSecret(random: RandomBytes): { readonly text: string; readonly hash: Buffer } {
  const text = Buffer.from(random(32)).toString('base64url');
  return { text, hash: hashSecret(text) };
}

/** SHA-256 of a secret of full strength; passwords go through `hashPassword`. */
export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The token that a page must send with changes: derived from the session's secret, so it needs no storage. */
export function csrfToken(key: Buffer, sessionSecret: string): string {
  return createHmac('sha256', key).update(sessionSecret).digest('base64url');
}

/** Compares two texts in constant time. */
export function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A new TOTP secret (base32) and the URI for authenticator apps. */
export function makeTotp(account: { readonly email: string }): { readonly secret: string; readonly uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: 'Matoi', label: account.email, secret }) };
}

/**
 * Checks a TOTP code (RFC 6238) with one step of tolerance either way. Answers the time step of the code so that the
 * caller refuses it a second time, or null.
 */
export async function totpStep(secret: string, code: string, now: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const answer = await verifyCode({ secret, token: code, epoch, epochTolerance: 30 });
  return answer.valid ? Math.floor(epoch / 30) + answer.delta : null;
}

/** Ten recovery codes of 50 bits each, written as `abcde-fghij`, without letters that look alike. */
export function makeRecoveryCodes(random: RandomBytes): readonly string[] {
  const letters = 'abcdefghjkmnpqrstuvwxyz023456789';
  return Array.from({ length: 10 }, () => {
    const text = Array.from(random(10), (byte) => letters[byte % 32]).join('');
    return `${text.slice(0, 5)}-${text.slice(5)}`;
  });
}

/** How a recovery code is compared: without case, spaces and hyphens. */
export function hashRecoveryCode(code: string): Buffer {
  return hashSecret(code.toLowerCase().replace(/[\s-]/g, ''));
}
