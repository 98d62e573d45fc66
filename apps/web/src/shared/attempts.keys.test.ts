import { expect, test } from 'vitest';
import { attemptKeys, randomKey } from './attempts.keys.ts';

function counting() {
  let count = 0;
  return () => `key-${++count}`;
}

test('the same content keeps its key, so that a repeated press acts once', () => {
  const keyFor = attemptKeys(counting());
  expect(keyFor({ title: 'a' })).toBe('key-1');
  expect(keyFor({ title: 'a' })).toBe('key-1');
});

test('changed content gets a new key', () => {
  const keyFor = attemptKeys(counting());
  expect(keyFor({ title: 'a' })).toBe('key-1');
  expect(keyFor({ title: 'b' })).toBe('key-2');
});

test('random keys are 32 hexadecimal digits and differ', () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(randomKey()).not.toBe(randomKey());
});
