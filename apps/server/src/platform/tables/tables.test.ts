import { buffer } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { fillForm } from './fill-form.ts';
import { makeTableReader, plainCell, safeCell, type TableAnswer, tableLimits, writeTable } from './index.ts';
import { readTable } from './read-table.ts';
import { isDateFormat, serialText } from './xlsx.dates.ts';
import { makeWorkbook, makeZip } from './zip.fixture.ts';

const all = { kind: 'read', sheet: '台帳' } as const;
const look = { kind: 'inspect', rows: 40 } as const;

async function rowsOf(bytes: Buffer, task: Parameters<typeof readTable>[1] = look) {
  const answer = await readTable(bytes, task);
  if (!answer.isRead) throw new Error(answer.problem);
  return answer.table.sheets[0]?.rows ?? [];
}

const problemOf = (answer: TableAnswer) => (answer.isRead ? 'read' : answer.problem);
const cells = (xml: string) => `<sheetData><row r="1">${xml}</row></sheetData>`;

describe('S20: a table file made to hurt', () => {
  it('with a document type is refused, so that no entity is ever declared or fetched', async () => {
    const head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
    expect(problemOf(await readTable(makeWorkbook(cells('<c t="str"><v>&e;</v></c>'), { head }), look))).toBe(
      'unreadable',
    );
  });

  it('with an entity that nobody declared is refused', async () => {
    expect(problemOf(await readTable(makeWorkbook(cells('<c t="str"><v>&lol9;</v></c>')), look))).toBe('unreadable');
  });

  it('that unpacks to hundreds of megabytes is refused without holding them', async () => {
    const bomb = makeZip({
      'xl/_rels/workbook.xml.rels': '<a/>',
      'xl/workbook.xml': Buffer.alloc(tableLimits.part + 1, 0x20),
    });
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    expect(problemOf(await readTable(bomb, look))).toBe('too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  }, 60_000);

  it('with shared strings without end is refused', async () => {
    const strings = `<si><t>${'x'.repeat(99_000)}</t></si>`.repeat(900);
    expect(problemOf(await readTable(makeWorkbook('<sheetData/>', { strings }), look))).toBe('too-large');
  }, 60_000);

  it('with a million rows and columns far away gives the rows that fit', async () => {
    const row =
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1048575"><c r="A1048575"><v>1</v></c></row>';
    const answer = await readTable(makeWorkbook(`<sheetData>${row}</sheetData>`), all);
    expect(answer).toMatchObject({ isRead: true, table: { sheets: [{ rowCount: 1_048_575, rows: [] }] } });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['half an archive', makeWorkbook(cells('')).subarray(0, 300)],
    ['an archive of something else', makeZip({ 'a.txt': 'x' })],
    ['an archive with names that climb', makeZip({ '../../etc/x': 'x', 'xl/workbook.xml': '<a/>' })],
    ['a row of no number', makeWorkbook('<sheetData><row r="x"/></sheetData>')],
    ['tags that are never closed', makeWorkbook('<sheetData><row>')],
  ])('that is %s is refused, never a failure', async (_name, bytes) => {
    expect(problemOf(await readTable(bytes, look))).toBe('unreadable');
  });

  it('of the years before 2007 or with a password says so', async () => {
    expect(problemOf(await readTable(Buffer.from('d0cf11e0a1b11ae1', 'hex'), look))).toBe('locked');
  });

  it('is never a failure, whatever its bytes', async () => {
    const right = makeWorkbook(cells('<c r="A1" t="s"><v>0</v></c>'), { strings: '<si><t>語</t></si>' });
    await fc.assert(
      fc.asyncProperty(fc.nat(right.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(right);
        changed[at] = value;
        expect(typeof (await readTable(changed, all)).isRead).toBe('boolean');
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(typeof (await readTable(Buffer.from(bytes), all)).isRead).toBe('boolean');
      }),
    );
  }, 60_000);

  it('ends its thread when the time is over', async () => {
    const reader = makeTableReader({ timeoutMs: 1, memoryMb: 64 });
    expect(problemOf(await reader.read(makeWorkbook(cells('')), look))).toBe('too-slow');
  });
});

describe('a workbook', () => {
  it('is read in a thread as what its cells show', async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('台帳');
    sheet.addRow(['インシデント管理台帳']);
    sheet.mergeCells('A1:D1');
    sheet.addRow(['No.', '受付日', '状況', '件数']);
    sheet.addRow(['R-1', new Date(Date.UTC(2026, 10, 5)), '完了', { formula: '1+1', result: 2 }]);
    sheet.addRow(['R-2', new Date(Date.UTC(2026, 10, 5, 9, 30)), '=HYPERLINK("x")', 0.1 + 0.2]);
    sheet.getColumn(2).numFmt = 'yyyy/m/d h:mm';
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const answer = await makeTableReader({ timeoutMs: 60_000, memoryMb: 256 }).read(bytes, all);
    expect(answer).toMatchObject({ isRead: true, table: { format: 'xlsx', sheets: [{ name: '台帳', rowCount: 4 }] } });
    expect(answer.isRead && answer.table.sheets[0]?.rows).toMatchObject([
      ['インシデント管理台帳'],
      ['No.', '受付日', '状況', '件数'],
      ['R-1', '2026-11-05', '完了', '2'],
      ['R-2', '2026-11-05 09:30', '=HYPERLINK("x")', '0.3'],
    ]);
  }, 60_000);

  it('gives formatted runs as one text and leaves out furigana', async () => {
    const strings =
      '<si><t>漏洩</t><rPh sb="0" eb="2"><t>ロウエイ</t></rPh><phoneticPr fontId="1"/></si><si><r><t>誤</t></r><r><rPr><b/></rPr><t xml:space="preserve">送信 </t></r></si>';
    const sheet = cells('<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>99</v></c>');
    expect(await rowsOf(makeWorkbook(sheet, { strings }))).toEqual([['漏洩', '', '誤送信']]);
  });

  it('shows the kept value of a formula, and never works one out', async () => {
    const sheet = cells(
      '<c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>A1</f><v>前の値</v></c><c r="C1" t="e"><v>#REF!</v></c>',
    );
    expect(await rowsOf(makeWorkbook(sheet))).toEqual([['', '前の値', '#REF!']]);
  });

  it('repeats what was merged downwards, and ignores formatted rows without content', async () => {
    const sheet = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>受付日</t></is></c><c r="B1" t="inlineStr"><is><t>対応</t></is></c></row>
      <row r="2"><c r="B2" t="inlineStr"><is><t>内容</t></is></c></row><row r="9000"><c r="A9000" s="1"/></row></sheetData>
      <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:F1"/></mergeCells>`;
    expect(await rowsOf(makeWorkbook(sheet))).toEqual([
      ['受付日', '対応'],
      ['受付日', '内容'],
    ]);
  });

  it.each([
    [14, undefined, true],
    [58, undefined, true],
    [0, undefined, false],
    [176, '[$-411]ggge"年"m"月"d"日"', true],
    [177, '#,##0"日"', false],
    [178, '[h]:mm', true],
    [179, '0.00%', false],
    [180, 'yyyy/mm/dd hh:mm:ss.000', true],
    [181, 'General', false],
    [182, '[Red]0', false],
  ])('takes number format %i %s for a date: %s', (id, code, isDate) => {
    expect(isDateFormat(id, code)).toBe(isDate);
  });

  it.each([
    [46331, false, '2026-11-05'],
    [46331.395833333336, false, '2026-11-05 09:30'],
    [0.5, false, '12:00'],
    [1, false, '1900-01-01'],
    [44869, true, '2026-11-05'],
    [-1, false, '-1'],
  ])('shows serial %d (1904: %s) as %s', (serial, is1904, text) => {
    expect(serialText(serial, is1904)).toBe(text);
  });
});

describe('a text table', () => {
  const text = '受付番号,件名,担当\r\n①-1,"改行\n""引用""",髙橋～㈱\r\n';
  const rows = [
    ['受付番号', '件名', '担当'],
    ['①-1', '改行\n"引用"', '髙橋～㈱'],
  ];

  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['cp932', iconv.encode(text, 'cp932')],
    ['utf-16le', Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
    ['utf-8', Buffer.from(text.replaceAll(',', ';'))],
  ])('in %s is read with its own separator', async (encoding, bytes) => {
    const answer = await readTable(bytes, all);
    expect(answer).toMatchObject({ isRead: true, table: { encoding } });
    expect(answer.isRead && answer.table.sheets[0]?.rows).toEqual(rows);
  });

  it('keeps rows of different lengths and forgets the empty end', async () => {
    expect(await rowsOf(Buffer.from('a,b,c\n1\n\n2,3,4,5\n,,\n\n'))).toEqual([
      ['a', 'b', 'c'],
      ['1'],
      [''],
      ['2', '3', '4', '5'],
    ]);
  });

  it('whose quotes are never closed is refused', async () => {
    expect(problemOf(await readTable(Buffer.from('a,b\n"1,2\n'), all))).toBe('unreadable');
  });
});

describe('what is written', () => {
  const as = { sheet: '台帳', widths: [10, 20] };
  const rows = [
    ['No.', '内容'],
    ['1', '=1+1'],
    ['-5', '＝HYPERLINK("http://evil.example")'],
    ['髙', '𠮷'],
    ['@x', '\tcmd'],
    ["'=1", '改行\nと"引用"'],
  ];
  async function* pages(content: readonly (readonly string[])[] = rows) {
    yield content;
  }

  it.each(['=1', '+1', '-x', '@a', '\t=1', '\r1', '＝1', '＋1', '－1', '＠a', ' =1', '　=1'])(
    'never begins %j as a formula',
    (text) => {
      expect(safeCell(text)).toBe(`'${text}`);
      expect(plainCell(safeCell(text))).toBe(text);
    },
  );

  it('leaves numbers and other texts as they are, and every text comes back', () => {
    for (const text of ['-5', '-5.25', '', '件名', "it's", "'quoted"]) expect(safeCell(text)).toBe(text);
    const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^['=+@\t 1-]{0,6}$/));
    fc.assert(fc.property(anyText, (text) => plainCell(safeCell(text)) === text));
  });

  it('as CSV opens in Excel by its byte order mark and is read back', async () => {
    const bytes = await buffer(writeTable(pages(), { format: 'csv', ...as }));
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from('efbbbf', 'hex'));
    expect((await rowsOf(bytes, all)).map((row) => row.map(plainCell))).toEqual(rows);
  });

  it('as Shift_JIS holds what Windows can hold and marks the rest', async () => {
    const bytes = await buffer(writeTable(pages(), { format: 'csv-sjis', ...as }));
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    expect(text).toContain('髙,〓');
    expect(text).toContain("'＝HYPERLINK");
  });

  it('as a workbook has text cells only and no formula', async () => {
    const bytes = await buffer(writeTable(pages(), { format: 'xlsx', ...as }));
    const book = new Workbook();
    await book.xlsx.load(bytes);
    const types = new Set<unknown>();
    book.getWorksheet('台帳')?.eachRow((row) => row.eachCell((cell) => types.add(typeof cell.value)));
    expect([...types]).toEqual(['string']);
    expect((await rowsOf(bytes, all))[2]).toEqual(rows[2]);
  });

  it('S20 as a workbook can be read whatever signs a stranger put into a text', async () => {
    const signs = ['a\u0000b\u0001', 'c\ufffed\uffff', '\ud800x', '_x0041_ _x005F_', 'f\u001f\u0085', ']]><!--'];
    async function* hostile() {
      yield [signs];
    }
    const bytes = await buffer(writeTable(hostile(), { format: 'xlsx', ...as }));
    const [row] = await rowsOf(bytes, all);
    expect(row?.[1]).toBe('c\ufffdd\ufffd');
    expect(row?.[3]).toBe('_x0041_ _x005F_');
    expect(row).toHaveLength(signs.length);
  });

  it('fails the stream when the rows fail', async () => {
    async function* failing() {
      yield rows;
      throw new Error('the database went away');
    }
    for (const format of ['csv', 'csv-sjis', 'xlsx'] as const) {
      await expect(buffer(writeTable(failing(), { format, ...as }))).rejects.toThrow('went away');
    }
  });
});

describe('the form of a recipient', () => {
  const form = async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('様式');
    sheet.getCell('A1').value = '人数';
    sheet.getCell('C2').value = { formula: 'B1*2', result: 0 };
    sheet.mergeCells('B3:C3');
    return Buffer.from(new Uint8Array(await book.xlsx.writeBuffer()));
  };
  const types = (more: string) =>
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/a.bin" ContentType="${more}"/></Types>`;

  it.each([
    ['a part that holds them', { 'xl/vbaProject.bin': 'x', '[Content_Types].xml': types('text/plain') }],
    [
      'a part of another name',
      { 'xl/a.bin': 'x', '[Content_Types].xml': types('application/vnd.ms-office.vbaProject') },
    ],
    ['a sheet of the old kind', { 'xl/macrosheets/sheet1.xml': 'x', '[Content_Types].xml': types('text/plain') }],
    ['a control', { 'xl/activeX/activeX1.bin': 'x', '[Content_Types].xml': types('text/plain') }],
    ['a book that says so', { '[Content_Types].xml': types('application/vnd.ms-excel.sheet.macroEnabled.main+xml') }],
  ])('is refused with macros: %s', async (_what, parts) => {
    expect(await fillForm(makeZip(parts), [])).toEqual({ isFilled: false, problem: 'macros' });
  });

  const problem = async (bytes: Buffer) => {
    const made = await fillForm(bytes, []);
    return made.isFilled ? null : made.problem;
  };

  it.each(['xl/media/image1.png', '[Content_Types].xml', 'xl/nobody/asks.bin'])(
    'S20 that unpacks to more than a form holds is refused before it is unpacked: %s',
    async (path) => {
      const bomb = makeZip({ '[Content_Types].xml': types('text/plain'), [path]: Buffer.alloc(60_000_000, 0x20) });
      expect(await problem(bomb)).toBe('too-large');
    },
  );

  it('S20 whose list of parts can be read in two ways is refused', async () => {
    const good = makeZip({ '[Content_Types].xml': types('text/plain'), 'xl/a.xml': '<a/>', 'xl/b.xml': '<b/>' });
    const twice = Buffer.from(good.toString('latin1').replaceAll('xl/b.xml', 'xl/a.xml'), 'latin1');
    expect(await problem(twice)).toBe('unreadable');
    expect(await problem(Buffer.concat([good, good]))).toBe('unreadable');
    expect(await problem(Buffer.concat([good, Buffer.from('more')]))).toBe('unreadable');
    const end = Buffer.from(good.subarray(-22));
    expect(await problem(Buffer.concat([good.subarray(0, -22), Buffer.from('504b0607', 'hex'), end]))).toBe(
      'unreadable',
    );
  });

  it('is refused where it is no workbook, or one with a password', async () => {
    expect(await problem(Buffer.from('人数,312'))).toBe('unreadable');
    expect(await problem(makeZip({ 'word/document.xml': '<a/>' }))).toBe('unreadable');
    expect(await problem((await form()).subarray(0, 200))).toBe('unreadable');
    expect(await problem(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('locked');
  });

  it('is filled, its formulas are left alone, and what it does not have is named', async () => {
    const at = (cell: string, sheet = '様式') => ({ sheet, cell, value: 1204 });
    const made = await fillForm(await form(), [at('B1'), at('C2'), at('C3'), at('F40'), at('A1', '別紙')]);
    expect(made).toMatchObject({
      isFilled: true,
      kept: ['様式!C2'],
      outside: ['様式!F40'],
      unknownSheets: ['別紙'],
      sheets: ['様式'],
    });
    const copy = new Workbook();
    await copy.xlsx.load(made.isFilled ? Buffer.from(made.bytes) : Buffer.alloc(0));
    const sheet = copy.getWorksheet('様式');
    // A cell of a merged range is the range.
    expect([sheet?.getCell('B1').value, sheet?.getCell('B3').value]).toEqual([1204, 1204]);
    expect(sheet?.getCell('C2').formula).toBe('B1*2');
  });
});
