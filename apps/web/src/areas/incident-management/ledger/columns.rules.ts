import type { LedgerField } from '@matoi/contract/values';

/** A column of a sheet as the table of columns shows it. */
export type Column = {
  readonly index: number;
  readonly heading: string;
  /** The first few values below the heading. */
  readonly examples: readonly string[];
  readonly field: LedgerField;
  readonly isTwice: boolean;
};

const shownExamples = 3;

/** The columns below a row of headings that hold anything, with what each of them is to become. */
export function columnsOf(
  sheet: { readonly rows: readonly (readonly string[])[]; readonly columnCount: number },
  headerRow: number,
  fields: readonly LedgerField[],
): readonly Column[] {
  const headings = sheet.rows[headerRow - 1] ?? [];
  const below = sheet.rows.slice(headerRow);
  return Array.from({ length: sheet.columnCount }, (_, index) => {
    const field = fields[index] ?? 'ignore';
    const examples = below.map((row) => row[index] ?? '').filter((cell) => cell !== '');
    return {
      index,
      heading: (headings[index] ?? '').replace(/\s+/g, ' ').trim(),
      examples: [...new Set(examples)].slice(0, shownExamples),
      field,
      isTwice: field !== 'keep' && field !== 'ignore' && fields.filter((other) => other === field).length > 1,
    };
  }).filter(({ heading, examples }) => heading !== '' || examples.length > 0);
}

/** The same fields with one column given another meaning. */
export function withField(fields: readonly LedgerField[], index: number, field: LedgerField): LedgerField[] {
  return fields.map((old, at) => (at === index ? field : old));
}
