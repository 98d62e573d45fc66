import { expect, test } from 'vitest';
import { readKept } from './kept.draft.ts';
import type { Definition } from './queries.ts';

const form = { texts: { mission: { ja: '', en: '' }, name: { ja: '', en: '' } } } as unknown as Definition;

test.each([
  ['nothing', ''],
  ['a broken text', '{"texts":'],
  ['something else', '[1]'],
  ['what an older program kept', JSON.stringify({ texts: { mission: { ja: 'あ', en: 'a' } } })],
])('%s is no kept draft', (_name, text) => {
  expect(readKept(text, form)).toBeNull();
});

test('what was typed comes back', () => {
  const typed = { ...form, texts: { ...form.texts, mission: { ja: '守る', en: '' } } };
  expect(readKept(JSON.stringify(typed), form)).toEqual(typed);
});
