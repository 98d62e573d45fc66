import { expect, test } from 'vitest';
import { matches } from './palette.match.ts';

test('an empty query shows everything', () => {
  expect(matches('受付一覧', '')).toBe(true);
});

test('width and letter case do not count, all words must be there', () => {
  expect(matches('APIトークン', 'ａｐｉ ﾄｰｸﾝ')).toBe(true);
  expect(matches('Audit log', 'LOG audit')).toBe(true);
  expect(matches('Audit log', 'audit inbox')).toBe(false);
});
