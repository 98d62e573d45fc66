import type { LedgerImportState, LedgerRowFilter, LedgerRowState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { fieldGivenTwice } from './heading.rules.ts';
import type { FoundSheet, LedgerImport, LedgerOptions } from './import.model.ts';

/** Moves of an import. `write` and `stop` are the program's own. */
export const importMoves = {
  uploaded: { check: 'checked' },
  checked: { check: 'checked', run: 'running' },
  running: { write: 'done', stop: 'checked' },
  done: { undo: 'undone' },
  undone: {},
} as const satisfies Record<LedgerImportState, Partial<Record<Move, LedgerImportState>>>;

type Move = 'check' | 'run' | 'write' | 'stop' | 'undo';

export function canMove(state: LedgerImportState, move: Move): boolean {
  return move in importMoves[state];
}

/** Whether a file may be judged in this way: an unfinished import, a sheet that is there, each field once, and a date. */
export function decideCheck(
  found: Pick<LedgerImport, 'state' | 'sheets'>,
  options: LedgerOptions,
  limit: number,
): FoundSheet | Refusal {
  if (!canMove(found.state, 'check')) return refusal('ledger-imports.check.finished');
  const sheet = found.sheets.find(({ name }) => name === options.sheet);
  if (sheet === undefined || options.columns.length > sheet.columnCount)
    return refusal('ledger-imports.check.sheet-unknown');
  if (sheet.rowCount - options.headerRow > limit) return refusal('ledger-imports.check.too-many-rows', { limit });
  const twice = fieldGivenTwice(options.columns);
  if (twice !== null) return refusal('ledger-imports.check.column-twice', { field: twice });
  const { columns } = options;
  if (!columns.includes('received-at')) return refusal('ledger-imports.check.column-needed', { field: 'received-at' });
  if (!columns.includes('title') && !columns.includes('text'))
    return refusal('ledger-imports.check.column-needed', { field: 'title' });
  return sheet;
}

/** Whether a checked file may be written. Rows with errors are left out only when somebody has said so. */
export function decideRun(
  found: Pick<LedgerImport, 'state' | 'counts'>,
  input: { readonly onlyGood: boolean },
): { readonly rows: number } | Refusal {
  const { counts } = found;
  if (!canMove(found.state, 'run') || counts === null) return refusal('ledger-imports.run.not-checked');
  const rows = counts.good + counts.warning;
  if (counts.error > 0 && !input.onlyGood) return refusal('ledger-imports.run.has-errors', { count: counts.error });
  return rows === 0 ? refusal('ledger-imports.run.nothing') : { rows };
}

/** The sheet that is proposed: of those that are shown, the one with most rows. */
export function proposeSheet(sheets: readonly FoundSheet[]): FoundSheet | null {
  const shown = sheets.filter(({ isHidden, rowCount }) => !isHidden && rowCount > 0);
  return [...(shown.length > 0 ? shown : sheets)].sort((one, other) => other.rowCount - one.rowCount)[0] ?? null;
}

/** The states of rows behind a filter of the preview. */
export function statesOf(filter: LedgerRowFilter): readonly LedgerRowState[] {
  switch (filter) {
    case 'all':
      return ['good', 'warning', 'error', 'duplicate'];
    case 'problems':
      return ['warning', 'error', 'duplicate'];
    default:
      return [filter];
  }
}

/** Rows that become reports. */
export const writtenStates: readonly LedgerRowState[] = ['good', 'warning'];
