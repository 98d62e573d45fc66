import { PassThrough, Readable } from 'node:stream';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';

export type TableFormat = 'csv' | 'csv-sjis' | 'xlsx';

/** Pages of rows as they come; the writer asks for the next when the reader of the file has taken the last. */
export type RowPages = AsyncIterable<readonly (readonly string[])[]>;

/** Full-width forms are converted by some spreadsheets while they read a file, so they count as well. */
const startsFormula = /^'*[\s\u3000]*[=+\-@＝＋－＠\t\r]/u;
const isPlainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * A cell that no spreadsheet takes for a formula (OWASP "CSV Injection"): what could be one gets an apostrophe, which
 * spreadsheets show as text. A plain number stays as it is. A text that had the apostrophe before gets another one, so
 * that `plainCell` always finds the way back.
 */
export function safeCell(text: string): string {
  return startsFormula.test(text) && !isPlainNumber.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `safeCell` away again, so that what was exported is imported as it was. */
export function plainCell(text: string): string {
  const inner = text.slice(1);
  return text.startsWith("'") && safeCell(inner) === text ? inner : text;
}

/** A table as a stream whose size is not known before: CSV in UTF-8 with a byte order mark, in Shift_JIS, or .xlsx. */
export function writeTable(
  pages: RowPages,
  as: { readonly format: TableFormat; readonly sheet: string; readonly widths: readonly number[] },
): Readable {
  switch (as.format) {
    case 'csv':
      return Readable.from(utf8Pages(pages));
    case 'csv-sjis':
      return Readable.from(sjisPages(pages));
    case 'xlsx':
      return xlsxStream(pages, as);
  }
}

function csvText(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(safeCell)),
    { record_delimiter: 'windows' },
  );
}

async function* utf8Pages(pages: RowPages): AsyncGenerator<Buffer> {
  yield Buffer.from('\ufeff');
  for await (const rows of pages) yield Buffer.from(csvText(rows));
}

async function* sjisPages(pages: RowPages): AsyncGenerator<Buffer> {
  for await (const rows of pages) yield sjisBytes(csvText(rows));
}

/** Shift_JIS as Windows has it. What it cannot hold becomes 〓, the sign that printers put for a missing letter. */
export function sjisBytes(text: string): Buffer {
  const bytes = iconv.encode(text, 'cp932');
  if (iconv.decode(bytes, 'cp932') === text) return bytes;
  const kept = Array.from(text, (sign) => (iconv.decode(iconv.encode(sign, 'cp932'), 'cp932') === sign ? sign : '〓'));
  return iconv.encode(kept.join(''), 'cp932');
}

/** What a cell of Excel can hold. Characters. */
const excelCell = 32_767;

/**
 * A text that stays what it is in a workbook: XML cannot hold two signs that text can (XML 1.0 §2.2), and one of them
 * would make the whole file unreadable; what looks like the escape of a sign is escaped itself (ECMA-376 22.9.2.19).
 */
function excelText(text: string): string {
  return text
    .slice(0, excelCell)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

function xlsxStream(pages: RowPages, as: { readonly sheet: string; readonly widths: readonly number[] }): Readable {
  const out = new PassThrough({ highWaterMark: 1_048_576 });
  const write = async () => {
    const book = new WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
    const sheet = book.addWorksheet(as.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = as.widths.map((width) => ({ width }));
    let isHead = true;
    for await (const rows of pages) {
      for (const cells of rows) {
        const row = sheet.addRow(cells.map(excelText));
        if (isHead) row.font = { bold: true };
        isHead = false;
        row.commit();
      }
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve));
      if (out.destroyed) return;
    }
    sheet.commit();
    await book.commit();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}
