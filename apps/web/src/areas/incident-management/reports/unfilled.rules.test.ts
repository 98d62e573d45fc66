import { expect, it } from 'vitest';
import { unfilledHeading } from './unfilled.rules.ts';

const prepared = [
  '山田様\n\nご相談をありがとうございます。\n\n【結果】\n\n【お願い】\n\nご不明な点があれば、返信してください。',
];
const english = ['Thank you for asking. This is what we found:\n\nResult:\n\nIf anything is unclear, please reply.'];

it('a prepared text that nobody filled is not ready to leave', () => {
  expect(unfilledHeading(prepared[0] ?? '', prepared)).toBe('結果');
  expect(unfilledHeading(english[0] ?? '', english)).toBe('Result');
});

it('each heading has to be filled or taken out', () => {
  const half = '【結果】\n迷惑メールでした。\n\n【お願い】\n\nご不明な点があれば、返信してください。';
  expect(unfilledHeading(half, prepared)).toBe('お願い');
  expect(unfilledHeading(half.replace('【お願い】', ''), prepared)).toBeNull();
  expect(unfilledHeading(half.replace('【お願い】', '【お願い】\n\n削除してください。'), prepared)).toBeNull();
});

it('an empty heading at the end counts, one of a text that was never prepared does not', () => {
  expect(unfilledHeading('確認しました。\n\n【窓口】', ['確認しました。\n\n【窓口】'])).toBe('窓口');
  expect(unfilledHeading('【結果】\n【付記】', prepared)).toBeNull();
  expect(unfilledHeading('確認しました。', prepared)).toBeNull();
});
