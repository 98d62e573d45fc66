import { expect, test } from 'vitest';
import { fileSize, totalText } from './sizes.format.ts';

test('sizes carry one useful digit', () => {
  expect(fileSize(0)).toBe('0 B');
  expect(fileSize(1023)).toBe('1023 B');
  expect(fileSize(1024)).toBe('1 KB');
  expect(fileSize(1500)).toBe('1.5 KB');
  expect(fileSize(49_152)).toBe('48 KB');
  expect(fileSize(1_048_575)).toBe('1 MB');
  expect(fileSize(5_368_709_120)).toBe('5 GB');
});

test('a total that is not exact says so', () => {
  expect(totalText({ count: 1000, isMore: true }, 'en')).toBe('1,000+');
  expect(totalText({ count: 12, isMore: false }, 'ja')).toBe('12');
});
