import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookProof } from '@matoi/contract';

/** What a sender showed, against what was agreed. */
type Shown = {
  readonly proof: WebhookProof;
  /** Of a header: SHA-256 of the secret. Of a signature: the secret itself. */
  readonly secret: Buffer;
  /** What stands in the agreed header; undefined when it is not there. */
  readonly given: string | undefined;
  readonly body: Buffer;
};

/**
 * Whether the sender knows the secret. A signature is HMAC-SHA-256 over the bytes as they came, in hexadecimal, with or
 * without `sha256=` in front. Compared in constant time.
 */
export function isProven({ proof, secret, given, body }: Shown): boolean {
  if (given === undefined) return false;
  switch (proof) {
    case 'header':
      return isSame(createHash('sha256').update(given).digest(), secret);
    case 'hmac-sha256': {
      const hex = given.trim().replace(/^sha256=/i, '');
      if (!/^[0-9a-f]{64}$/i.test(hex)) return false;
      return isSame(createHmac('sha256', secret).update(body).digest(), Buffer.from(hex, 'hex'));
    }
  }
}

function isSame(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
