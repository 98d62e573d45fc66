import { createHmac } from 'node:crypto';
import { hashSecret, isSame } from '../../../platform/identity/index.ts';

const route = '/api/v1/call-receipts';
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The proof in the address of one word: nobody can make it who was not handed the word. */
const proofOf = (key: Buffer, attemptId: string) =>
  createHmac('sha256', key).update(`call receipt ${attemptId}`).digest('base64url');

/** Where a service reports on one word. */
export function addressOfWord(given: { readonly publicUrl: string; readonly key: Buffer; readonly attemptId: string }) {
  const { publicUrl, key, attemptId } = given;
  return `${publicUrl}${route}/w.${attemptId}.${proofOf(key, attemptId)}`;
}

/** Where a service reports on all its words. */
export function addressOfService(given: {
  readonly publicUrl: string;
  readonly adapterId: string;
  readonly secret: string;
}) {
  const { publicUrl, adapterId, secret } = given;
  return `${publicUrl}${route}/s.${adapterId}.${secret}`;
}

/** What stands in such an address, before anything is proved; null for anything else. */
export function readAddress(
  text: string,
): { readonly of: 'word' | 'service'; readonly id: string; readonly secret: string } | null {
  const [kind, id, secret, ...more] = text.split('.');
  if ((kind !== 'w' && kind !== 's') || id === undefined || secret === undefined || more.length > 0) return null;
  return uuid.test(id) ? { of: kind === 'w' ? 'word' : 'service', id, secret } : null;
}

/** Whether the address of a word is ours. In constant time. */
export function isProof(key: Buffer, given: { readonly id: string; readonly secret: string }): boolean {
  return isSame(given.secret, proofOf(key, given.id));
}

/** Whether a secret is the one of a service. In constant time. */
export function isReceiptSecret(secret: string, hash: Buffer | null): boolean {
  return isSame(hashSecret(secret).toString('hex'), (hash ?? Buffer.alloc(32)).toString('hex')) && hash !== null;
}
