import { CsvError, parse } from 'csv-parse/sync';
import { TableFault, type TableFile, type TableTask, tableLimits } from './table.model.ts';
import { makeEncodingProbe } from './text.encoding.ts';

const delimiters = [',', '\t', ';'] as const;

/** Reads a text table: a byte order mark decides, then strict UTF-8, then Shift_JIS as Windows writes it (cp932). */
export function readCsv(bytes: Buffer, task: TableTask): TableFile {
  const { text, encoding } = decode(bytes);
  const delimiter = findDelimiter(text);
  const all = records(text, delimiter, tableLimits.rows + 1);
  let rowCount = all.length;
  while (rowCount > 0 && all[rowCount - 1]?.every((cell) => cell.trim() === '')) rowCount -= 1;
  const keep = task.kind === 'inspect' ? task.rows : tableLimits.rows;
  const rows = all.slice(0, Math.min(rowCount, keep)).map(cleanRow);
  const columnCount = Math.min(
    tableLimits.columns,
    all.reduce((most, row) => Math.max(most, row.length), 0),
  );
  return { format: 'csv', encoding, sheets: [{ name: 'CSV', isHidden: false, rowCount, columnCount, rows }] };
}

function cleanRow(row: readonly string[]): readonly string[] {
  return row.slice(0, tableLimits.columns).map((cell) => cell.slice(0, tableLimits.cell).trim());
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: 'utf-8' | 'utf-16le' | 'cp932' } {
  const probe = makeEncodingProbe();
  probe.see(bytes);
  const encoding = probe.end();
  if (encoding === null || encoding === 'utf-16be') throw new TableFault('unreadable');
  return { text: checked(new TextDecoder(encoding === 'cp932' ? 'shift_jis' : encoding).decode(bytes)), encoding };
}

/** A text table has no NUL: bytes with NUL are another kind of file. */
function checked(text: string): string {
  if (text.includes('\0')) throw new TableFault('unreadable');
  if (text.length > tableLimits.characters) throw new TableFault('too-large');
  return text;
}

/** The separator that gives the first records the most columns, evenly. */
function findDelimiter(text: string): string {
  const beginning = text.slice(0, 64_000);
  const widths = delimiters.map((delimiter) => {
    const sizes = records(beginning, delimiter, 20)
      .map((row) => row.length)
      .sort((one, other) => one - other);
    return sizes[Math.floor(sizes.length / 2)] ?? 0;
  });
  return delimiters[widths.indexOf(Math.max(...widths))] ?? ',';
}

function records(text: string, delimiter: string, most: number): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      to: most,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 2_000_000,
    }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The beginning that only looks for the separator may end inside of quotes.
    if (most <= 20) return [];
    throw new TableFault(error.code === 'CSV_MAX_RECORD_SIZE' ? 'too-large' : 'unreadable');
  }
}
