import { expect, it } from 'vitest';
import { isAddressOf } from './silence.rules.ts';

it.each([
  ['suzuki@example.jp', 'Suzuki@EXAMPLE.jp', true],
  ['ｓuzuki@example.jp', 'suzuki@example.jp', true],
  ['EXAMPLE\\suzuki', 'suzuki@example.jp', true],
  ['suzuki', 'suzuki@mail.example.jp', true],
  ['suzuki', 'suzuki@elsewhere.example', false],
  ['suzuki', 'suzuki@notexample.jp', false],
  ['suzuki@example.org', 'suzuki@example.jp', false],
  ['suzu', 'suzuki@example.jp', false],
  ['', '@example.jp', false],
])('the account %s is the address %s: %s', (account, address, expected) => {
  expect(isAddressOf(account, address, 'example.jp')).toBe(expected);
});

it('an account without a domain is nobody’s address while the team has none', () => {
  expect(isAddressOf('suzuki', 'suzuki@example.jp', '')).toBe(false);
});
