import { sha256 } from '@noble/hashes/sha2.js';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58Check with the checksum of Bitcoin (version 0 or 5). */
export function isBase58Address(text: string): boolean {
  let number = 0n;
  for (const sign of text) {
    const digit = alphabet.indexOf(sign);
    if (digit === -1) return false;
    number = number * 58n + BigInt(digit);
  }
  const bytes = new Uint8Array(25);
  for (let at = 24; at >= 0; at -= 1) {
    bytes[at] = Number(number & 0xffn);
    number >>= 8n;
  }
  if (number !== 0n || (bytes[0] !== 0 && bytes[0] !== 5)) return false;
  const check = sha256(sha256(bytes.subarray(0, 21)));
  return bytes.subarray(21).every((byte, at) => byte === check[at]);
}

const bech32Alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Bech32 or Bech32m with the checksum of BIP 173 and BIP 350. */
export function isBech32Address(text: string): boolean {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return false;
  const data = [...lower.slice(3)].map((sign) => bech32Alphabet.indexOf(sign));
  if (data.includes(-1)) return false;
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let check = 1;
  for (const value of [3, 3, 0, 2, 3, ...data]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [bit, factor] of generator.entries()) if ((top >>> bit) & 1) check ^= factor;
  }
  return check === 1 || check === 0x2bc830a3;
}
