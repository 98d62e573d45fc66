import { describe, expect, it } from 'vitest';
import { itemKey } from './item.rules.ts';
import { guessKind, mostLines, readList } from './paste.rules.ts';

const read = (text: string, there: ReadonlySet<string> = new Set()) => readList(text, { kind: null, there }).items;

describe('what a name looks like', () => {
  it.each([
    ['10.20.0.12', 'system'],
    ['10.20.0.0/24', 'system'],
    ['2001:db8::1', 'system'],
    ['2001:db8::/32', 'system'],
    ['fs-03.nagoya.example.jp', 'system'],
    ['sato@example.co.jp', 'account'],
    ['moegi\\sato', 'account'],
    ['株式会社みなと運輸', 'organisation'],
    ['Minato Logistics Ltd.', 'organisation'],
    ['佐藤 花子 様', 'person'],
    ['顧客台帳.xlsx', 'data'],
    ['FS-03', null],
    ['10.20.0.999', 'system'],
    ['受注', null],
  ])('%s is taken for %s', (name, kind) => {
    expect(guessKind(name)).toBe(kind);
  });
});

describe('a pasted list', () => {
  it('is one value a line, empty lines left out, the line number kept', () => {
    expect(read('\ufeffFS-01\r\n\r\n  10.9.0.0/24 \n').map(({ line, name, kind }) => [line, name, kind])).toEqual([
      [1, 'FS-01', 'system'],
      [3, '10.9.0.0/24', 'system'],
    ]);
  });

  it('has columns of a spreadsheet with headings', () => {
    const [first] = read('ホスト名\tIPアドレス\t設置場所\t備考\nFS-01\t10.20.0.10\t名古屋工場\t夜間停止可');
    expect(first).toMatchObject({
      name: 'FS-01',
      kind: 'system',
      details: { address: '10.20.0.10', place: '名古屋工場' },
      note: '夜間停止可',
    });
  });

  it('has columns of CSV without headings, told by their look, quotes as in RFC 4180', () => {
    const items = read('FS-01,10.20.0.10,"基幹, 会計"\nFS-02,10.20.0.11,"""本社"""');
    expect(items.map(({ name, details, note }) => [name, details.address, note])).toEqual([
      ['FS-01', '10.20.0.10', '基幹, 会計'],
      ['FS-02', '10.20.0.11', '"本社"'],
    ]);
  });

  it('splits single lines of a list of different ones, and no company name', () => {
    expect(read('FS-01\nNEW-01,10.1.1.1\nsato\nAcme Co., Ltd.').map(({ name }) => name)).toEqual([
      'FS-01',
      'NEW-01',
      'sato',
      'Acme Co., Ltd.',
    ]);
  });

  it('of accounts is known by its heading', () => {
    expect(read('ユーザー名\nsato\ntanaka').map(({ kind }) => kind)).toEqual(['account', 'account']);
  });

  it('marks what is there already and what stands in it twice', () => {
    const there = new Set([itemKey({ kind: 'system', name: 'FS-01' })]);
    expect(read('ｆｓ-01\nFS-02\nfs-02', there).map(({ duplicate }) => duplicate)).toEqual([
      'on-record',
      'no',
      'in-list',
    ]);
  });

  it('takes the kind that is said for all', () => {
    const { items } = readList('10.0.0.1\nsato', { kind: 'account', there: new Set() });
    expect(items.map(({ kind }) => kind)).toEqual(['account', 'account']);
  });

  it('S20 ends with what can be added at once, and takes hostile text as text', () => {
    const { items, isCut } = readList(Array.from({ length: mostLines + 5 }, (_, at) => `h${at}`).join('\n'), {
      kind: null,
      there: new Set(),
    });
    expect([items.length, isCut]).toEqual([mostLines, true]);
    expect(read('=cmd|calc!A1\n<script>alert(1)</script>\na\u0000b').map(({ name }) => name)).toEqual([
      '=cmd|calc!A1',
      '<script>alert(1)</script>',
      'a b',
    ]);
    expect(read(`${'"'.repeat(100_000)}\n${','.repeat(100_000)}`).length).toBeLessThanOrEqual(2);
  });
});
