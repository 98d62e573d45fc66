import { expect, test } from 'vitest';
import { nextTab } from './tabs.rules.ts';

test('arrows stay within the row, Home and End lead to its ends', () => {
  expect(nextTab({ key: 'ArrowLeft', at: 0, count: 3 })).toBe(0);
  expect(nextTab({ key: 'ArrowRight', at: 2, count: 3 })).toBe(2);
  expect(nextTab({ key: 'ArrowRight', at: 0, count: 3 })).toBe(1);
  expect(nextTab({ key: 'Home', at: 2, count: 3 })).toBe(0);
  expect(nextTab({ key: 'End', at: 0, count: 3 })).toBe(2);
});

test('other keys keep their meaning', () => {
  expect(nextTab({ key: 'Enter', at: 1, count: 3 })).toBeNull();
  expect(nextTab({ key: 'Tab', at: 1, count: 3 })).toBeNull();
});
