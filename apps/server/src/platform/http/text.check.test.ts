import { expect, it } from 'vitest';
import { brokenTextPath } from './text.check.ts';

it.each([
  [{ title: 'a\u0000b' }, ['title']],
  [{ title: 'a\ud800' }, ['title']],
  [{ reporter: { name: '\udc00\ud800' } }, ['reporter', 'name']],
  [{ items: [{ ok: 'x' }, 'b\u0000'] }, ['items', '1']],
  ['\u0000', []],
])('finds where a text cannot be stored in %j', (given, path) => {
  expect(brokenTextPath(given)).toEqual(path);
});

it.each([
  [{ title: '👩‍👩‍👧 髙 \u202e \u001b \uffff' }],
  [{ a: null, b: 1, c: [true, undefined] }],
  [undefined],
  [null],
])('passes whole texts in %j', (given) => {
  expect(brokenTextPath(given)).toBeNull();
});

it('reads a million levels without running out of stack or time', () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 1_000_000; level += 1) deep = [deep];
  const flat = { near: 'x', deep };
  expect(brokenTextPath(flat)).toBeNull();
});
