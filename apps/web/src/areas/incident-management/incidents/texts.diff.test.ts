import { expect, it } from 'vitest';
import { diffRows, diffTexts } from './texts.diff.ts';

const shown = (pieces: ReturnType<typeof diffRows>) =>
  pieces.map(({ kind, text }) => `${kind === 'same' ? ' ' : kind === 'added' ? '+' : '-'}${text}`);

it('shows the sentence that changed and leaves the others', () => {
  expect(shown(diffTexts('停止した。原因は不明。', '停止した。原因はVPN装置。復旧中。'))).toEqual([
    ' 停止した。',
    '-原因は不明。',
    '+原因はVPN装置。',
    '+復旧中。',
  ]);
});

it('joined without what was removed it is the new text, without what was added the old one', () => {
  const before = 'a\nb. c! 一つ。二つ？\n\nlast';
  const after = 'a\nx. c! 二つ？\n\nlast one';
  const pieces = diffTexts(before, after);
  const without = (kind: string) => pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');
  expect(without('removed')).toBe(after);
  expect(without('added')).toBe(before);
});

it('finds rows that were moved as gone and come', () => {
  expect(shown(diffRows(['a', 'b'], ['b', 'a']))).toEqual(['-a', ' b', '+a']);
});

it('is quick to give up on texts beyond measure', () => {
  const long = Array.from({ length: 500 }, (_one, at) => `${at}`);
  expect(diffRows(long, []).every(({ kind }) => kind === 'removed')).toBe(true);
});
