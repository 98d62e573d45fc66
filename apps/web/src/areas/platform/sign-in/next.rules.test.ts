import { expect, test } from 'vitest';
import { safeNext } from './next.rules.ts';

test('a page of our own is where one goes on', () => {
  expect(safeNext('/incident-management/reports?state=new')).toBe('/incident-management/reports?state=new');
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '',
  '/sign-in?next=/sign-in',
])('%j leads to the start page', (text) => expect(safeNext(text)).toBe('/'));

test('nothing given leads to the start page', () => {
  expect(safeNext(null)).toBe('/');
});
