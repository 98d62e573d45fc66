import { expect, test } from 'vitest';
import { tagsOf } from './tags.rules.ts';

test('tags are told apart by spaces and commas of either script, each once', () => {
  expect(tagsOf('  vpn、initial-access,vpn　侵入 ')).toEqual(['vpn', 'initial-access', '侵入']);
  expect(tagsOf(' ')).toEqual([]);
  expect(tagsOf(Array.from({ length: 30 }, (_, at) => `t${at}`).join(' '))).toHaveLength(20);
});
