import { createECDH, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSubscription, outcomeOf } from './push.rules.ts';
import { vapidKeys } from './vapid.map.ts';

const curve = createECDH('prime256v1');
const right = {
  endpoint: 'https://push.example.net/send/abc',
  p256dh: curve.generateKeys('base64url'),
  auth: randomBytes(16).toString('base64url'),
};
const offCurve = Buffer.from(right.p256dh, 'base64url');
offCurve[64] = (offCurve[64] ?? 0) ^ 1;

describe('a subscription', () => {
  it.each([
    ['not an address', { endpoint: 'push' }],
    ['without encryption', { endpoint: 'http://push.example.net/send' }],
    ['of another kind', { endpoint: 'file:///etc/passwd' }],
    ['at another port', { endpoint: 'https://push.example.net:8443/send' }],
    ['with a user in it', { endpoint: 'https://user:secret@push.example.net/' }],
    ['with a part for the browser alone', { endpoint: 'https://push.example.net/#x' }],
    ['with a point that is not on the curve', { p256dh: offCurve.toString('base64url') }],
    ['with a compressed point', { p256dh: curve.getPublicKey('base64url', 'compressed') }],
    ['with a short secret', { auth: randomBytes(15).toString('base64url') }],
  ])('%s is refused', (_name, more) => {
    expect(isSubscription({ ...right, ...more }, { isPrivateAllowed: false })).toBe(false);
  });

  it('is taken as browsers give it', () => {
    expect(isSubscription(right, { isPrivateAllowed: false })).toBe(true);
  });
});

describe('an answer of a push service', () => {
  it.each([
    [201, 'sent'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'again'],
    [500, 'again'],
    [503, 'again'],
    [301, 'refused'],
    [400, 'refused'],
    [413, 'refused'],
  ])('%i means %s', (status, is) => {
    expect(outcomeOf({ status, words: `HTTP ${status}`, retryAfterMs: null }).is).toBe(is);
  });
});

describe('the keys of an installation', () => {
  it('are the same each time, those of nobody else, and belong together', () => {
    const key = randomBytes(32);
    const made = vapidKeys(key);
    expect(vapidKeys(key)).toEqual(made);
    expect(vapidKeys(randomBytes(32)).publicKey).not.toBe(made.publicKey);
    const own = createECDH('prime256v1');
    own.setPrivateKey(made.privateKey, 'base64url');
    expect(own.getPublicKey('base64url')).toBe(made.publicKey);
  });
});
