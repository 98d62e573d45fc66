import { expect, it } from 'vitest';
import { senderOf } from './guest.limits.ts';

it.each([
  ['203.0.113.7', '::ffff:203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['fe80::1%eth0', 'fe80::2%eth0', true],
  ['unknown', '', false],
])('S15 %s and %s count as one sender: %s', (one, other, isSame) => {
  expect(senderOf(one) === senderOf(other)).toBe(isSame);
});
