import type { LedgerField } from '@matoi/contract';
import type { LedgerOptions } from './import.model.ts';

/** A word as it is compared: without width, case, spaces, line breaks, brackets and signs. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/** Words of headings by the field that they mean; earlier words say it better. */
export type HeadingWords = Readonly<Record<string, readonly string[]>>;

export type Headings = {
  /** What the columns below these headings seem to be. Each field once; what nobody knows is kept under its heading. */
  proposeColumns(found: readonly string[]): readonly LedgerField[];
  /** The number of the row (from 1) that seems to hold the headings. */
  findHeaderRow(rows: readonly (readonly string[])[]): number;
};

/** Rows at the top in which headings are looked for: titles, stamps and legends stand above them. */
const searched = 30;
/** Longer cells are sentences. Characters. */
const longestHeading = 40;

type Fit = { readonly field: LedgerField; readonly weight: number };

/** Knows headings by a list of words. */
export function makeHeadings(words: HeadingWords): Headings {
  const exact = new Map<string, Fit>(
    Object.entries(words).flatMap(([field, all]) =>
      all.map((word, rank): [string, Fit] => [plainWord(word), { field: field as LedgerField, weight: 2_000 - rank }]),
    ),
  );
  // Japanese headings put words together (`報告者メールアドレス`), so a long enough word is also found inside of one.
  const partial = [...exact]
    .filter(([word]) => word.length >= 3 && !/^[\x20-\x7e]*$/.test(word))
    .sort((one, other) => other[0].length - one[0].length);

  function fit(heading: string): Fit | null {
    const plain = plainWord(heading);
    const found = exact.get(plain) ?? exact.get(plainWord(heading.replace(/[（(【[][^）)】\]]*[）)】\]]/g, '')));
    if (found !== undefined) return found;
    const inside = partial.find(([word]) => plain.includes(word));
    return inside === undefined ? null : { field: inside[1].field, weight: inside[0].length };
  }

  return {
    proposeColumns(found) {
      const columns: LedgerField[] = found.map((heading) => (heading.trim() === '' ? 'ignore' : 'keep'));
      const taken = new Set<LedgerField>();
      const fits = found
        .flatMap((heading, column) => {
          const one = fit(heading);
          return one === null ? [] : [{ ...one, column }];
        })
        .sort((one, other) => other.weight - one.weight || one.column - other.column);
      for (const { field, column } of fits) {
        if (taken.has(field)) continue;
        taken.add(field);
        columns[column] = field;
      }
      return columns;
    },
    findHeaderRow(rows) {
      let best = { row: 1, weight: 0 };
      for (const [index, row] of rows.slice(0, searched).entries()) {
        const filled = row.filter((cell) => cell.trim() !== '');
        const known = new Set(filled.flatMap((cell) => (cell.length > longestHeading ? [] : (fit(cell)?.field ?? []))))
          .size;
        const weight = known >= 2 ? known * 10 + Math.min(filled.length, 9) : filled.length >= 2 ? 1 : 0;
        if (weight > best.weight) best = { row: index + 1, weight };
      }
      return best.row;
    },
  };
}

/** The headings of a sheet, by what was said about it; blank ones get the letter of their column. */
export function headingsOf(
  rows: readonly (readonly string[])[],
  headerRow: number,
  columnCount: number,
): readonly string[] {
  const row = rows[headerRow - 1] ?? [];
  return Array.from({ length: columnCount }, (_, column) => (row[column] ?? '').replace(/\s+/g, ' ').trim());
}

/** Files with the same headings in the same order have the same shape, whatever their sheets are called. */
export function shapeOf(found: readonly string[]): string {
  return found.map(plainWord).join('|').replace(/\|+$/, '').slice(0, 2_000);
}

/** The beginning for a file that nobody has said anything about yet. */
export function emptyOptions(sheet: {
  readonly name: string;
  readonly headerRow: number;
  readonly columns: readonly LedgerField[];
}): LedgerOptions {
  return {
    sheet: sheet.name,
    headerRow: sheet.headerRow,
    columns: [...sheet.columns],
    year: null,
    numberPrefix: '',
    words: { class: {}, state: {}, impact: {}, urgency: {}, priority: {} },
  };
}

/** The field that was given to two columns, or null. */
export function fieldGivenTwice(columns: readonly LedgerField[]): LedgerField | null {
  const seen = new Set<LedgerField>();
  for (const field of columns) {
    if (field === 'keep' || field === 'ignore') continue;
    if (seen.has(field)) return field;
    seen.add(field);
  }
  return null;
}
