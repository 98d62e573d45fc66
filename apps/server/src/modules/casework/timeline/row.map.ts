import { CsvError, parse } from 'csv-parse/sync';

/** A row of a file as it stands there, or why there is none. `line` is where it begins, from 1. */
export type FileRow =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly problem: 'row-too-long' };

export type RowSplitter = {
  /** Takes the next piece of the text and answers the rows that are complete. */
  push(text: string): FileRow[];
  /** The rest when the text has ended. */
  end(): FileRow[];
};

/** Characters of a row: far more than any event has, far less than hurts. */
export const longestRow = 1_000_000;
/** Lines of a row: a quote that is never closed does not swallow the file. */
const mostLines = 500;

/** Rows that are lines. A line that is too long is left out up to its end, and nothing of it is kept. */
export function makeLineSplitter(): RowSplitter {
  let line = 1;
  let rest = '';
  let isSkipping = false;
  const take = (text: string): FileRow => {
    const row: FileRow = isSkipping || text.length > longestRow ? { line, problem: 'row-too-long' } : { line, text };
    isSkipping = false;
    line += 1;
    return row;
  };
  return {
    push(text) {
      // Only a text with a break in it is looked through together with what came before: a long line comes in many pieces.
      const parts = text.includes('\n') ? (rest + text).split('\n') : [rest + text];
      rest = parts.pop() ?? '';
      const rows = parts.map((part) => take(part.endsWith('\r') ? part.slice(0, -1) : part));
      if (rest.length > longestRow) {
        isSkipping = true;
        rest = '';
      }
      return rows;
    },
    end() {
      const last = rest === '' && !isSkipping ? [] : [take(rest)];
      rest = '';
      return last;
    },
  };
}

/**
 * Rows of a CSV text, whose quoted cells may hold line breaks (RFC 4180). A quote that opens and is not closed within
 * bounds makes its own line a bad row; the lines behind it are rows again.
 */
export function makeCsvSplitter(delimiter: string): RowSplitter {
  const lines = makeLineSplitter();
  let held: { readonly line: number; readonly text: string }[] = [];
  let size = 0;

  const close = (): FileRow => {
    const row = { line: held[0]?.line ?? 1, text: held.map(({ text }) => text).join('\n') };
    held = [];
    size = 0;
    return row;
  };
  /** The first held line is given up; what was behind it begins anew. */
  const giveUp = (): FileRow[] => {
    const [first, ...others] = held;
    held = [];
    size = 0;
    if (first === undefined) return [];
    return [{ line: first.line, problem: 'row-too-long' }, ...others.flatMap(takeLine)];
  };
  const takeLine = (row: FileRow): FileRow[] => {
    if ('problem' in row) return [...(held.length > 0 ? [close()] : []), row];
    const isOpen = endsOpen(row.text, delimiter, held.length > 0);
    held.push(row);
    size += row.text.length;
    if (!isOpen) return [close()];
    return size > longestRow || held.length >= mostLines ? giveUp() : [];
  };
  return {
    push: (text) => lines.push(text).flatMap(takeLine),
    end() {
      const rows = lines.end().flatMap(takeLine);
      while (held.length > 0) rows.push(...giveUp());
      return rows;
    },
  };
}

/** Whether a line ends inside of quotes. A quote opens at the beginning of a cell only. */
function endsOpen(text: string, delimiter: string, wasOpen: boolean): boolean {
  if (!text.includes('"')) return wasOpen;
  let isOpen = wasOpen;
  let isCellStart = !wasOpen;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isOpen) {
      if (sign !== '"') continue;
      if (text[at + 1] === '"') at += 1;
      else isOpen = false;
    } else if (sign === '"' && isCellStart) {
      isOpen = true;
    }
    isCellStart = !isOpen && sign === delimiter;
  }
  return isOpen;
}

export type Cells = { readonly line: number; readonly cells: readonly string[] | null };

/** The cells of rows; null for a row that is none. Read together, and one by one only where one of them is broken. */
export function cellsOf(rows: readonly { readonly line: number; readonly text: string }[], delimiter: string): Cells[] {
  const parsed = parseCsv(rows.map(({ text }) => text).join('\n'), delimiter);
  if (parsed !== null && parsed.length === rows.length)
    return rows.map(({ line }, at) => ({ line, cells: parsed[at] ?? null }));
  if (rows.length === 1) return rows.map(({ line }) => ({ line, cells: null }));
  return rows.flatMap((row) => cellsOf([row], delimiter));
}

function parseCsv(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: longestRow + mostLines,
    }) as string[][];
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** The cells of an l2tcsv line: plaso takes commas out of its fields and quotes nothing; a file saved anew may quote. */
export function l2tCells(text: string, columns: number): readonly string[] | null {
  const cells = text.split(',');
  if (cells.length === columns) return cells;
  return cellsOf([{ line: 1, text }], ',')[0]?.cells ?? null;
}
