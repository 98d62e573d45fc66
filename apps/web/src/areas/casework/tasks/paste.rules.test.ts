import { describe, expect, it } from 'vitest';
import { recipientsIn, tasksIn } from './paste.rules.ts';

describe('a pasted list of tasks', () => {
  it('is read without what makes it a list, without gaps and repetitions', () => {
    const text =
      '- ログを保全する\r\n\n1. 端末を切り離す\n[ ] 利用者に連絡する\n・ログを保全する\n① 報告する\n2 台を回収する';
    expect(tasksIn(text)).toEqual([
      'ログを保全する',
      '端末を切り離す',
      '利用者に連絡する',
      '報告する',
      '2 台を回収する',
    ]);
  });
  it('has at most a hundred, and none of nothing', () => {
    expect(tasksIn(Array.from({ length: 150 }, (_, at) => `task ${at}`).join('\n'))).toHaveLength(100);
    expect(tasksIn(' \n- \n')).toEqual([]);
  });
});

describe('a pasted list of recipients', () => {
  it.each([
    [
      '高橋\t検査室\ttakahashi@example.jp\t課長 山田\tyamada@example.jp',
      '高橋',
      '検査室',
      'takahashi@example.jp',
      '課長 山田',
      'yamada@example.jp',
    ],
    ['高橋 一 <takahashi@example.jp>', '高橋 一', '', 'takahashi@example.jp', '', ''],
    ['a@example.jp', 'a@example.jp', '', 'a@example.jp', '', ''],
    ['高橋, 検査室', '高橋', '検査室', '', '', ''],
  ])('%s', (line, name, department, address, superiorName, superiorAddress) => {
    expect(recipientsIn(line)).toEqual([{ name, department, address, superiorName, superiorAddress }]);
  });
});
