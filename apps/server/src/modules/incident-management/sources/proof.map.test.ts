import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isProven } from './proof.map.ts';

const body = Buffer.from('{"a":1}');
const key = Buffer.from('mws_secret');
const signature = createHmac('sha256', key).update(body).digest('hex');
const hashed = createHash('sha256').update('mws_secret').digest();

describe('the proof of a sender', () => {
  it.each([
    ['header', hashed, undefined],
    ['header', hashed, ''],
    ['header', hashed, 'mws_secreT'],
    ['header', hashed, hashed.toString('hex')],
    ['hmac-sha256', key, undefined],
    ['hmac-sha256', key, 'mws_secret'],
    ['hmac-sha256', key, signature.slice(2)],
    ['hmac-sha256', key, `sha256=${signature.slice(1)}0`],
    ['hmac-sha256', key, createHmac('sha256', key).update('{"a":2}').digest('hex')],
    ['hmac-sha256', key, createHmac('sha256', 'other').update(body).digest('hex')],
  ] as const)('is refused: %s', (proof, secret, given) => {
    expect(isProven({ proof, secret, given, body })).toBe(false);
  });

  it.each([
    ['header', hashed, 'mws_secret'],
    ['hmac-sha256', key, signature],
    ['hmac-sha256', key, `sha256=${signature.toUpperCase()}`],
  ] as const)('is taken: %s', (proof, secret, given) => {
    expect(isProven({ proof, secret, given, body })).toBe(true);
  });
});
