import { guessType, normalise } from '@matoi/formats/ioc';
import { describe, expect, it } from 'vitest';
import { judgeRows, shapeOf } from './table.rules.ts';
import words from './table-headings.data.json' with { type: 'json' };

const spelling = { guess: guessType, spell: normalise };
const read = (rows: readonly (readonly string[])[]) => {
  const shape = shapeOf(rows, words, spelling);
  return { ...shape, rows: judgeRows(rows, shape, { words, spelling }) };
};

describe('the columns of a table', () => {
  it.each([
    ['our own export', ['type', 'value', 'defanged', 'role', 'state', 'tags', 'tlp', 'pap', 'note', 'record'], 1],
    ['MISP', ['uuid', 'event_id', 'category', 'type', 'value', 'comment', 'to_ids', 'date', 'attribute_tag'], 4],
    ['TheHive', ['dataType', 'data', 'tlp', 'tags', 'message'], 1],
    ['a Japanese list', ['No.', '種類', 'ＩＰアドレス', '備考'], 2],
  ])('of %s are told by their headings', (_name, headings, value) => {
    const { skipped, columns } = shapeOf([headings], words, spelling);
    expect([skipped, columns.indexOf('value'), columns.filter((one) => one === 'value').length]).toEqual([1, value, 1]);
  });

  it('stand below titles', () => {
    const rows = [['不審な通信先の一覧'], [], ['値', 'メモ'], ['203.0.113.5', 'C2']];
    expect(read(rows)).toMatchObject({ skipped: 3, rows: [{ row: 4, entered: { value: '203.0.113.5', note: 'C2' } }] });
  });

  it('are told by what stands in them where there are none', () => {
    const rows = [
      ['1', 'evil[.]example', 'x'],
      ['2', '203.0.113[.]5', 'y'],
    ];
    expect(read(rows)).toMatchObject({ skipped: 0, columns: ['ignore', 'value', 'ignore'] });
  });
});

describe('the rows of a table', () => {
  const head = ['type', 'value', 'role', 'tags', 'tlp', 'pap', 'note'];
  it.each([
    ['no value', ['domain', '', '', '', '', '', 'x'], 'empty'],
    ['what is no value', ['', 'まだ不明', '', '', '', '', ''], 'unreadable'],
    ['a value that is not of its type', ['md5', 'evil.example', '', '', '', '', ''], 'type-unfit'],
    ['two values in one', ['filename|sha256', `a.exe|${'a'.repeat(64)}`, '', '', '', '', ''], 'unreadable'],
  ])('with %s are left out, with the reason', (_name, row, problem) => {
    expect(read([head, row]).rows).toMatchObject([{ row: 2, problem, entered: null }]);
  });

  it('bring a value once', () => {
    const { rows } = read([head, ['', 'EVIL[.]example'], ['hostname', 'evil.example'], []]);
    expect(rows.map(({ row, problem }) => [row, problem])).toEqual([
      [2, null],
      [3, 'in-table'],
    ]);
  });

  it.each([
    ['TLP:AMBER+STRICT', 'PAP:RED', 'amber+strict', 'red'],
    ['tlp:white', '', 'clear', null],
    ['2', '3', 'amber', 'red'],
    ['秘', 'x', null, null],
  ])('%s %s are markings', (tlp, pap, readTlp, readPap) => {
    const { rows } = read([head, ['ip-dst', '203.0.113.5', '攻撃側', 'apt; 標的型 , apt', tlp, pap, 'a\u0000b']]);
    expect(rows[0]?.entered).toEqual({
      type: 'ipv4',
      value: '203.0.113.5',
      written: '203.0.113.5',
      role: 'attacker',
      tags: ['apt', '標的型'],
      tlp: readTlp,
      pap: readPap,
      note: 'a b',
    });
  });
});
