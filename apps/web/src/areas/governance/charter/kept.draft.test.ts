import { expect, test } from 'vitest';
import { readKept, writeKept } from './kept.draft.ts';
import type { Definition } from './queries.ts';

const definition = { texts: { mission: { ja: '', en: '' }, name: { ja: '', en: '' } } } as unknown as Definition;
const typed = { ...definition, texts: { ...definition.texts, mission: { ja: '守る', en: '' } } };
const draft = { version: 4, definition };

test.each([
  ['nothing', ''],
  ['a broken text', '{"base":'],
  ['something else', '[1]'],
  ['a definition of nothing', '{"base":1,"definition":{}}'],
  [
    'what an older program kept',
    JSON.stringify({ base: 1, definition: { texts: { mission: { ja: 'あ', en: 'a' } } } }),
  ],
])('%s is no kept draft', (_name, text) => {
  expect(readKept(text, draft)).toBeNull();
});

test('what was typed comes back with the version over which it was typed, also when another one has saved meanwhile', () => {
  const first = readKept(writeKept(null, draft, typed), draft);
  expect(first).toEqual({ base: 4, definition: typed });
  expect(readKept(writeKept(first, { version: 5 }, definition), draft)).toEqual({ base: 4, definition });
});
