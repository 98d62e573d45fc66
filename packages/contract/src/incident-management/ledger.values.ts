/** What a column of a ledger can become. `keep`: kept as an own field under its heading. `ignore`: left out. */
export const ledgerFields = [
  'number',
  'received-at',
  'received-time',
  'occurred-at',
  'title',
  'text',
  'reporter-name',
  'reporter-department',
  'reporter-contact',
  'class',
  'impact',
  'urgency',
  'priority',
  'assignee',
  'state',
  'response',
  'closed-at',
  'keep',
  'ignore',
] as const;
/**
 * `uploaded`: read, waits for the meaning of its columns. `checked`: every row was judged, nothing written. `running`:
 * being written in one transaction. `done`, `undone`: finished.
 */
export const ledgerImportStates = ['uploaded', 'checked', 'running', 'done', 'undone'] as const;
/** `duplicate`: a report with that number (or, without numbers, that content) is there already; nothing is changed. */
export const ledgerRowStates = ['good', 'warning', 'error', 'duplicate'] as const;
export const ledgerRowFilters = ['all', 'problems', 'error', 'warning', 'duplicate', 'good'] as const;
export const ledgerProblems = [
  'received-missing',
  'title-missing',
  'title-from-text',
  'date-unreadable',
  'date-without-year',
  'date-kept',
  'date-order-guessed',
  'date-future',
  'time-unreadable',
  'closed-before-received',
  'number-twice',
  'row-twice',
  'number-known',
  'row-known',
  'class-unknown',
  'state-unknown',
  'impact-unknown',
  'urgency-unknown',
  'priority-unknown',
  'assignee-unknown',
  'text-cut',
] as const;
/** Columns whose words the team may have to translate into ours. */
export const ledgerWordFields = ['class', 'state', 'impact', 'urgency', 'priority'] as const;
export const ledgerFormats = ['csv', 'csv-sjis', 'xlsx'] as const;
/** States that a row of a ledger can have in ours, as somebody says for an unknown word. */
export const ledgerStateWords = ['new', 'waiting', 'closed'] as const;

/** Bytes of a ledger file. */
export const ledgerFileLimit = 31_457_280;

export type LedgerField = (typeof ledgerFields)[number];
export type LedgerImportState = (typeof ledgerImportStates)[number];
export type LedgerRowState = (typeof ledgerRowStates)[number];
export type LedgerRowFilter = (typeof ledgerRowFilters)[number];
export type LedgerProblem = (typeof ledgerProblems)[number];
export type LedgerWordField = (typeof ledgerWordFields)[number];
export type LedgerFormat = (typeof ledgerFormats)[number];
