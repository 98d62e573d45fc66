import { describe, expect, it } from 'vitest';
import { plainTextOf, wrapped } from './plain-text.rules.ts';

describe('a line of plain text', () => {
  it.each([
    ['an empty line', '', 10, ['']],
    ['words that fit', 'one two', 10, ['one two']],
    ['words that do not fit', 'one two three', 8, ['one two', 'three']],
    ['a word wider than the page', 'see https://example.co.jp/a now', 8, ['see', 'https://example.co.jp/a', 'now']],
    ['Japanese, by twos', 'あいうえおか', 8, ['あいうえ', 'おか']],
    ['no stop at the beginning of a line', 'あいうえ。お', 8, ['あいう', 'え。お']],
    ['Japanese and Latin', 'PGPの鍵とS/MIME', 8, ['PGPの鍵', 'とS/MIME']],
  ])('breaks %s', (_name, line, width, lines) => {
    expect(wrapped(line, width)).toEqual(lines);
  });

  it('finishes with a word as long as a field may be, looking at each character once', () => {
    const word = 'x'.repeat(400_000);
    const lengths = wrapped(`${word} end`, 72).map((line) => line.length);
    expect(lengths).toEqual([word.length, 3]);
  });
});

it('the text is indented by its depth, with lines of at most 72 columns ended by CR LF', () => {
  const text = plainTextOf('Description', [
    { number: '1', title: 'Document Information', blocks: [] },
    { number: '1.1', title: 'Date', blocks: [{ kind: 'text', text: `first\n\n${'word '.repeat(30)}` }] },
    { number: '5.1.1', title: 'Triage', blocks: [{ kind: 'facts', facts: [{ label: 'Intake', value: 'always' }] }] },
  ]);
  const lines = text.split('\r\n');
  expect(lines.slice(0, 9)).toEqual([
    ...['Description', '===========', '', '1. Document Information', '', '   1.1 Date', '', '      first', ''],
  ]);
  expect(lines).toContain('      5.1.1 Triage');
  expect(lines.slice(-3)).toEqual(['         Intake', '           always', '']);
  expect(lines.filter((line) => line.length > 72)).toEqual([]);
});
