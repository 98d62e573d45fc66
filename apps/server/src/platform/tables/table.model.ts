/** One sheet of a table file: what its cells show, as text. A CSV file has one sheet. */
export type Sheet = {
  readonly name: string;
  readonly isHidden: boolean;
  /** Rows up to the last one that holds something, in the whole sheet. */
  readonly rowCount: number;
  readonly columnCount: number;
  /** The rows that were asked for, without gaps: the first is row 1 of the sheet. */
  readonly rows: readonly (readonly string[])[];
};

export type TableFile = {
  readonly format: 'xlsx' | 'csv';
  /** How the bytes of a CSV file were read; null for a workbook. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'cp932' | null;
  readonly sheets: readonly Sheet[];
};

/**
 * Why a file could not be read. `unreadable`: no workbook and no text table, or a broken one. `locked`: an old .xls or a
 * workbook with a password. `too-large`: more than a person's table can hold once it is unpacked. `too-slow`: reading
 * was ended because of its time.
 */
export const tableProblems = ['unreadable', 'locked', 'too-large', 'too-slow'] as const;
export type TableProblem = (typeof tableProblems)[number];

/** What is read: the first rows of every sheet, or all rows of one. */
export type TableTask =
  | { readonly kind: 'inspect'; readonly rows: number }
  | { readonly kind: 'read'; readonly sheet: string };

export type TableAnswer =
  | { readonly isRead: true; readonly table: TableFile }
  | { readonly isRead: false; readonly problem: TableProblem };

/** Bounds of what is unpacked. A ledger is far below; what is above was made to hurt, or belongs into a database. */
export const tableLimits = {
  /** Rows of a sheet that are read. */
  rows: 100_000,
  columns: 200,
  sheets: 60,
  /** Characters of one cell (Excel itself allows 32,767). */
  cell: 100_000,
  /** Bytes of one part of a workbook once it is unpacked. */
  part: 400_000_000,
  /** Parts of a workbook. */
  parts: 5_000,
  /** Characters of all cells together, and of the shared strings. */
  characters: 80_000_000,
} as const;

/** Thrown inside the thread; becomes the answer's `problem`. */
export class TableFault extends Error {
  readonly problem: TableProblem;

  constructor(problem: TableProblem) {
    super(problem);
    this.name = 'TableFault';
    this.problem = problem;
  }
}
