import { describe, expect, it } from 'vitest';
import { diffLines, shortened } from './diff.rules.ts';

const written = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

describe('what changed between two texts', () => {
  it.each([
    ['nothing', 'a\nb', 'a\nb', [' a', ' b']],
    ['a line more', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a line less', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['another line', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['all', 'a', 'b', ['-a', '+b']],
    ['lines that moved', 'a\nb\nc', 'b\nc\na', ['-a', ' b', ' c', '+a']],
    ['from nothing', '', 'a\nb', ['-', '+a', '+b']],
  ])('%s', (_name, before, after, lines) => {
    expect(written(before, after)).toEqual(lines);
  });

  it('gives both texts back, whatever they are', () => {
    const texts = ['', 'a', 'a\nb\na\nb', 'b\na\nb\na', 'x\n\n\ny', '\n\n', 'a\nb\nc\nd\ne'];
    for (const before of texts)
      for (const after of texts) {
        const lines = diffLines(before, after);
        const side = (left: 'added' | 'removed') =>
          lines
            .filter(({ kind }) => kind !== left)
            .map(({ text }) => text)
            .join('\n');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }
  });

  it('leaves out what is equal far around', () => {
    const many = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const parts = shortened(diffLines(many.join('\n'), many.with(10, 'changed').join('\n')));
    expect(parts[0]).toEqual({ kind: 'hidden', count: 7 });
    expect(parts.at(-1)).toEqual({ kind: 'hidden', count: 6 });
    expect(parts.filter(({ kind }) => kind !== 'hidden')).toHaveLength(8);
  });
});
