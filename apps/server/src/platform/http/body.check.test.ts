import { expect, it } from 'vitest';
import { unkeepablePath } from './body.check.ts';

it.each([
  [{ title: 'a\u0000b' }, ['title']],
  [{ title: 'a\ud800' }, ['title']],
  [{ reporter: { name: '\udc00\ud800' } }, ['reporter', 'name']],
  [{ items: [{ ok: 'x' }, 'b\u0000'] }, ['items', '1']],
  ['\u0000', []],
  [{ fields: { 'a\udfff': 'x' } }, ['fields', 'a\ufffd']],
])('finds where a text cannot be stored in %j', (given, path) => {
  expect(unkeepablePath(given)).toEqual(path);
});

it.each([
  [{ title: '👩‍👩‍👧 髙 \u202e \u001b \uffff' }],
  [{ a: null, b: 1, c: [true, undefined] }],
  [undefined],
  [null],
])('passes whole texts in %j', (given) => {
  expect(unkeepablePath(given)).toBeNull();
});

function nested(levels: number): unknown {
  let deep: unknown = 'end';
  for (let level = 0; level < levels; level += 1) deep = [deep];
  return deep;
}

it('refuses a nesting without end by where it begins', () => {
  expect(unkeepablePath({ near: 'x', title: nested(1_000_000) })).toEqual(['title', '0']);
  expect(unkeepablePath({ title: nested(20) })).toBeNull();
});

it('looks at every text of a wide body', () => {
  const wide = { items: Array.from({ length: 100_000 }, (_, at) => ({ name: at === 50_000 ? '\u0000' : 'x' })) };
  expect(unkeepablePath(wide)).toEqual(['items', '50000', 'name']);
});
