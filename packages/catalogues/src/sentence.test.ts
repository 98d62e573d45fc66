import { expect, test } from 'vitest';
import { sentence } from './index.ts';

test('English tells one thing from many, Japanese does not', () => {
  const said = (language: 'ja' | 'en', count: number) => sentence(language, 'decisions.next.waiting', { count });
  expect([said('en', 0), said('en', 1), said('en', 2)]).toEqual([
    '0 decisions waiting',
    '1 decision waiting',
    '2 decisions waiting',
  ]);
  expect([said('ja', 1), said('ja', 2)]).toEqual(['判断待ち 1件', '判断待ち 2件']);
});
