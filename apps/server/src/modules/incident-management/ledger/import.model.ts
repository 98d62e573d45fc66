import type {
  LedgerField,
  LedgerImportState,
  LedgerProblem,
  LedgerRowState,
  LedgerWordField,
  ReportOutcome,
} from '@matoi/contract';

/** The words of a ledger that the team has translated into ours, by column. `null`: it means nothing with us. */
export type LedgerWords = {
  readonly class: Readonly<Record<string, string | null>>;
  readonly state: Readonly<Record<string, 'new' | 'waiting' | 'closed'>>;
  readonly impact: Readonly<Record<string, Level | null>>;
  readonly urgency: Readonly<Record<string, Level | null>>;
  readonly priority: Readonly<Record<string, number | null>>;
};

/** Who did something, as it was written down. */
export type Author = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

export type Level = 'high' | 'medium' | 'low';
export type Priority = 1 | 2 | 3 | 4;

/** What somebody has said about a file. `columns` has a field for each column of the sheet. */
export type LedgerOptions = {
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly LedgerField[];
  readonly year: number | null;
  readonly numberPrefix: string;
  readonly words: LedgerWords;
};

/** A sheet as it was found when the file came in. */
export type FoundSheet = {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rows: readonly (readonly string[])[];
  readonly headerRow: number;
  readonly columns: readonly LedgerField[];
};

/** `column`: the heading above the cell; `value`: what stands in it, cut to what a message can show. */
export type RowProblem = { readonly code: LedgerProblem; readonly column: string; readonly value: string };

/** The report that a row becomes. Moments are ISO 8601 in UTC, because drafts are kept as JSON. */
export type Draft = {
  readonly number: string | null;
  /** What a second import recognises the row by: its number, or a hash of what it says. */
  readonly externalId: string;
  readonly receivedAt: string | null;
  readonly receivedPrecision: 'minute' | 'date';
  readonly occurredAt: string | null;
  readonly title: string;
  readonly text: string;
  readonly reporterName: string | null;
  readonly reporterAddress: string | null;
  readonly reporterPhone: string | null;
  readonly reporterDepartment: string | null;
  readonly classCode: string | null;
  readonly impact: Level | null;
  readonly urgency: Level | null;
  readonly priority: Priority | null;
  readonly assigneeId: string | null;
  readonly state: 'new' | 'waiting' | 'closed';
  readonly outcome: ReportOutcome | null;
  readonly response: string | null;
  readonly closedAt: string | null;
  readonly fields: Readonly<Record<string, string>>;
};

export type JudgedRow = {
  readonly line: number;
  readonly state: LedgerRowState;
  readonly problems: readonly RowProblem[];
  readonly draft: Draft;
};

export type WordColumn = LedgerWordField | 'assignee';
export type UnknownWords = Readonly<Record<WordColumn, readonly { readonly word: string; readonly count: number }[]>>;

export type ImportCounts = Readonly<Record<'rows' | LedgerRowState, number>>;

export type LedgerImport = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly round: number;
  readonly compartmentId: number;
  readonly fileId: string;
  readonly fileName: string;
  readonly size: number;
  readonly format: 'xlsx' | 'csv';
  readonly encoding: 'utf-8' | 'utf-16le' | 'cp932' | null;
  readonly state: LedgerImportState;
  readonly sheets: readonly FoundSheet[];
  readonly options: LedgerOptions | null;
  readonly counts: ImportCounts | null;
  readonly unknown: UnknownWords | null;
  readonly imported: number | null;
  readonly withdrawn: number | null;
  readonly kept: readonly string[];
  readonly cancelRequestedAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: Author;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: Author | null;
};
