import { describe, expect, it } from 'vitest';
import { findClass } from './class.rules.ts';
import { emptyOptions, fieldGivenTwice, plainWord, shapeOf } from './heading.rules.ts';
import type { LedgerOptions } from './import.model.ts';
import { contentRows, judgeRow, type RowGround } from './row.rules.ts';
import { collectUnknown, countRows, markRepeated } from './table.rules.ts';
import { ledgerHeadings, ledgerWords } from './vocabulary.queries.ts';

const { findHeaderRow, proposeColumns } = ledgerHeadings;
const headings = [
  'No.',
  '受付日',
  '受付時刻',
  '件名',
  '内容',
  '報告者',
  '所属',
  '連絡先',
  '分類',
  '優先度',
  '担当者',
  '状況',
  '対応内容',
  '完了日',
  '備考',
];
const cells = [
  'R-1',
  '2026/11/5',
  '9:30',
  'ＵＳＢメモリの紛失',
  '駅で失くした',
  '山田',
  '営業部',
  'yamada@example.co.jp 内線 1234',
  '紛失',
  '高',
  '佐藤',
  '対応中',
  '本人に確認',
  '',
  '急ぎ',
];

function ground(changes: Partial<LedgerOptions> = {}, found: readonly string[] = headings): RowGround {
  const sheet = { name: '台帳', headerRow: 1, columns: proposeColumns(found) };
  return {
    options: { ...emptyOptions(sheet), ...changes },
    headings: found,
    zone: 'Asia/Tokyo',
    now: new Date('2026-11-22T00:00:00Z'),
    words: ledgerWords,
    classOf: findClass([
      { code: 'own:loss', words: ['紛失', 'loss'] },
      { code: 'own:mail', words: ['不審メールの受信'] },
      { code: 'own:paper', words: ['書類の盗難'] },
      { code: 'own:device', words: ['機器の盗難'] },
    ]),
    people: new Map([[plainWord('佐藤'), 'account-1']]),
    hash: (text) => String(text.length),
  };
}

const judge = (row: readonly string[], changes: Partial<LedgerOptions> = {}, found?: readonly string[]) =>
  judgeRow({ line: 2, cells: row }, ground(changes, found));
const withCell = (heading: string, value: string) =>
  headings.map((one, at) => (one === heading ? value : (cells[at] ?? '')));
const codes = (row: readonly string[], changes?: Partial<LedgerOptions>) =>
  judge(row, changes).problems.map(({ code }) => code);

describe('headings', () => {
  it('are known by the words that people use, whatever their width and case', () => {
    expect(proposeColumns(headings)).toEqual([
      'number',
      'received-at',
      'received-time',
      'title',
      'text',
      'reporter-name',
      'reporter-department',
      'reporter-contact',
      'class',
      'priority',
      'assignee',
      'state',
      'response',
      'closed-at',
      'keep',
    ]);
    expect(
      proposeColumns(['ＮＯ', 'Received Date', 'SUBJECT', '報告者メールアドレス（任意）', '※分類', '', '発生状況']),
    ).toEqual(['number', 'received-at', 'title', 'reporter-contact', 'class', 'ignore', 'text']);
  });

  it('give each field to the column that says it best', () => {
    expect(proposeColumns(['登録日', '受付日時', '概要', '内容', '担当', '対応者'])).toEqual([
      'keep',
      'received-at',
      'keep',
      'text',
      'assignee',
      'keep',
    ]);
  });

  it('are found below titles and stamps', () => {
    expect(findHeaderRow([['インシデント管理台帳'], ['作成', '承認'], [], headings, cells])).toBe(4);
    expect(findHeaderRow([])).toBe(1);
  });

  it('of the same words have the same shape', () => {
    expect(shapeOf(['Ｎｏ．', '件名', ''])).toBe(shapeOf(['no', ' 件 名']));
    expect(shapeOf(['no', '件名'])).not.toBe(shapeOf(['件名', 'no']));
  });

  it('cannot mean the same twice', () => {
    expect(fieldGivenTwice(['title', 'keep', 'keep', 'title'])).toBe('title');
    expect(fieldGivenTwice(['title', 'keep', 'ignore', 'ignore'])).toBeNull();
  });
});

describe('a class', () => {
  it('is found by its words, or by a part of one that no other class has', () => {
    const { classOf } = ground();
    expect([classOf('紛失'), classOf('loss'), classOf('不審メール')]).toEqual(['own:loss', 'own:loss', 'own:mail']);
    expect([classOf('盗難'), classOf('不'), classOf('')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a row', () => {
  it.each([
    ['受付日', '', 'received-missing'],
    ['受付日', '昨日', 'date-unreadable'],
    ['受付日', '11/5', 'date-without-year'],
    ['状況', 'どこかへ', 'state-unknown'],
  ])('without a usable %s (%j) is an error: %s', (heading, value, code) => {
    const row = judge(withCell(heading, value));
    expect([row.state, row.problems.map((one) => one.code)]).toEqual(['error', [code]]);
    expect(row.problems[0]).toMatchObject({ column: heading, value });
  });

  it('without title and text is an error; with a text its first line is the title', () => {
    const empty = headings.map((heading, at) => (heading === '件名' || heading === '内容' ? '' : (cells[at] ?? '')));
    expect(judge(empty)).toMatchObject({ state: 'error', problems: [{ code: 'title-missing' }] });
    expect(judge(withCell('件名', ''))).toMatchObject({ state: 'warning', draft: { title: '駅で失くした' } });
  });

  it.each([
    ['分類', '宇宙人', 'class-unknown'],
    ['優先度', '松', 'priority-unknown'],
    ['担当者', '知らない人', 'assignee-unknown'],
    ['受付時刻', '朝', 'time-unreadable'],
    ['受付日', '2027/1/1', 'date-future'],
    ['完了日', '未定', 'date-kept'],
    ['受付日', '11/5/2026', 'date-order-guessed'],
  ])('with an uncertain %s (%j) is a warning: %s', (heading, value, code) => {
    const row = judge(withCell(heading, value));
    expect([row.state, row.problems.map((one) => one.code)]).toEqual(['warning', [code]]);
    if (code.endsWith('-unknown') || code === 'date-kept') expect(row.draft.fields).toMatchObject({ [heading]: value });
  });

  it('becomes a report in our words, with what has no place kept under its heading', () => {
    expect(judge(cells)).toMatchObject({
      state: 'good',
      draft: {
        number: 'R-1',
        externalId: 'R-1',
        receivedAt: '2026-11-05T00:30:00.000Z',
        receivedPrecision: 'minute',
        title: 'ＵＳＢメモリの紛失',
        text: '駅で失くした',
        reporterName: '山田',
        reporterDepartment: '営業部',
        reporterAddress: 'yamada@example.co.jp',
        reporterPhone: '内線 1234',
        classCode: 'own:loss',
        priority: 2,
        assigneeId: 'account-1',
        state: 'new',
        outcome: null,
        response: null,
        fields: { 備考: '急ぎ', 対応内容: '本人に確認' },
      },
    });
  });

  it('that is finished has a response and an end, and never ends before it began', () => {
    const closed = headings.map((heading, at) =>
      heading === '状況' ? '誤検知' : heading === '完了日' ? '2026/11/6' : (cells[at] ?? ''),
    );
    expect(judge(closed).draft).toMatchObject({
      state: 'closed',
      outcome: 'not-an-incident',
      response: '本人に確認',
      closedAt: '2026-11-06T14:59:00.000Z',
    });
    const early = closed.map((cell) => (cell === '2026/11/6' ? '2026/11/1' : cell));
    expect(judge(early)).toMatchObject({ state: 'warning', draft: { closedAt: '2026-11-05T00:30:00.000Z' } });
  });

  it('takes what the team has said about words, years and numbers', () => {
    const words = {
      class: { 宇宙人: 'own:other' },
      state: { どこかへ: 'waiting' as const },
      impact: {},
      urgency: {},
      priority: { 松: null },
    };
    expect(codes(withCell('分類', '宇宙人'), { words })).toEqual([]);
    expect(judge(withCell('状況', 'どこかへ'), { words }).draft.state).toBe('waiting');
    expect(judge(withCell('優先度', '松'), { words })).toMatchObject({ state: 'good', draft: { priority: null } });
    expect(judge(withCell('受付日', '11/5'), { year: 2025 }).draft.receivedAt).toBe('2025-11-05T00:30:00.000Z');
    expect(judge(cells, { numberPrefix: '2025-' }).draft.externalId).toBe('2025-R-1');
  });

  it('keeps hostile text as text, without control characters and within limits', () => {
    const row = judge(withCell('件名', `=cmd|'/c calc'!A1\u0000\u001b[2J${'長'.repeat(400)}`));
    expect(row.draft.title.startsWith("=cmd|'/c calc'!A1[2J長")).toBe(true);
    expect(Array.from(row.draft.title)).toHaveLength(300);
    expect(row.problems.map(({ code }) => code)).toEqual(['text-cut']);
    expect(judge(withCell('備考', 'x'.repeat(10_000))).draft.fields.備考).toHaveLength(4_000);
  });

  it('with words of the object prototype finds nothing by them', () => {
    for (const word of ['constructor', '__proto__', 'toString'])
      expect(codes(withCell('分類', word))).toEqual(['class-unknown']);
  });
});

describe('a sheet', () => {
  it('has the rows below its headings that are not empty, by their lines', () => {
    expect(contentRows([['t'], ['h'], [''], ['a'], ['', ' '], ['b']], 2).map(({ line }) => line)).toEqual([4, 6]);
  });

  it('tells what is there twice and what was there before, and counts', () => {
    const rows = [cells, cells, withCell('No.', 'R-2'), withCell('No.', ''), withCell('No.', '')].map((row) =>
      judge(row),
    );
    const marked = markRepeated(rows, new Set(['R-2']));
    expect(marked.map(({ state, problems }) => [state, problems.map(({ code }) => code)])).toEqual([
      ['good', []],
      ['error', ['number-twice']],
      ['duplicate', ['number-known']],
      ['good', []],
      ['error', ['row-twice']],
    ]);
    expect(countRows(marked)).toEqual({ rows: 5, good: 2, warning: 0, error: 2, duplicate: 1 });
  });

  it('lists unknown words, the most frequent first', () => {
    const rows = ['甲', '乙', '乙'].map((word) => judge(withCell('分類', word)));
    expect(collectUnknown(rows).class).toEqual([
      { word: '乙', count: 2 },
      { word: '甲', count: 1 },
    ]);
  });
});
