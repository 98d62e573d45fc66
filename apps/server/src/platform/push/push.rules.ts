import { ECDH } from 'node:crypto';
import type { PushOutcome, PushSubscription } from './push.model.ts';

/** An uncompressed point of P-256, and the secret of a subscription (RFC 8291 §3.1, §3.2). Bytes. */
const pointBytes = 65;
const authBytes = 16;

/**
 * Whether a subscription can be one: an address by HTTPS without a user in it, a point of the curve, a secret of 16 bytes.
 * Plain HTTP and other ports only where the own network is allowed.
 */
export function isSubscription(given: PushSubscription, options: { readonly isPrivateAllowed: boolean }): boolean {
  if (!URL.canParse(given.endpoint)) return false;
  const url = new URL(given.endpoint);
  const protocols = options.isPrivateAllowed ? ['https:', 'http:'] : ['https:'];
  if (!protocols.includes(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  // Services of browsers stand at the usual port; with any other one, whoever signs in could look for open ports from here.
  if (url.port !== '' && !options.isPrivateAllowed) return false;
  return isPoint(Buffer.from(given.p256dh, 'base64url')) && Buffer.from(given.auth, 'base64url').length === authBytes;
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== pointBytes || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch (error) {
    // Not on the curve.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_')) return false;
    throw error;
  }
}

/** What an answer of a push service means (RFC 8030 §5, §7.3): 404 and 410 end a subscription, 429 and 5xx may be tried again. */
export function outcomeOf(answer: {
  readonly status: number;
  readonly words: string;
  readonly retryAfterMs: number | null;
}): PushOutcome {
  const { status, words } = answer;
  if (status >= 200 && status < 300) return { is: 'sent', words: '' };
  if (status === 404 || status === 410) return { is: 'gone', words };
  if (status === 408 || status === 429 || status >= 500) return { is: 'again', words, afterMs: answer.retryAfterMs };
  return { is: 'refused', words };
}
