import { expect, test } from 'vitest';
import { readLinkToken } from './link-token.ts';
import { passwordProblem } from './password.rules.ts';

test('fifteen characters of any kind are enough, up to 256', () => {
  expect(passwordProblem('ながいながいあいことばにする')).toBe('account.password.too-short');
  expect(passwordProblem('ながいながいあいことばにします')).toBeNull();
  expect(passwordProblem('a'.repeat(256))).toBeNull();
  expect(passwordProblem('a'.repeat(257))).toBe('account.password.too-long');
});

test('a link without a plausible token is no link', () => {
  expect(readLinkToken('')).toBeNull();
  expect(readLinkToken('#short')).toBeNull();
  expect(readLinkToken(`#${'t'.repeat(43)}`)).toBe('t'.repeat(43));
});
