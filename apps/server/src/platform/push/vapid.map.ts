import { createECDH } from 'node:crypto';
import { deriveKey } from '../files/index.ts';

/** The key pair by which push services know this installation (RFC 8292), as base64url. */
export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/**
 * The key pair of this installation. It is derived from a key of the installation and stands nowhere: nothing to keep, to
 * lose or to read, and the same after a restore. A derived number beyond the order of the curve (one in 2^32) is passed over.
 */
export function vapidKeys(secretKey: Buffer): VapidKeys {
  for (let count = 0; ; count += 1) {
    const curve = createECDH('prime256v1');
    const secret = deriveKey(secretKey, `web push ${count}`);
    if (!isScalar(secret)) continue;
    curve.setPrivateKey(secret);
    return { publicKey: curve.getPublicKey('base64url'), privateKey: secret.toString('base64url') };
  }
}

/** The order of P-256 (FIPS 186-4, D.1.2.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function isScalar(secret: Buffer): boolean {
  const value = BigInt(`0x${secret.toString('hex')}`);
  return value > 0n && value < order;
}
