import type { LedgerRowState } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Draft, JudgedRow, RowProblem } from './import.model.ts';

type Db = Tables<'ledger.import_row'>;

const compartment = 'ledger.import_row.compartment_id';
/** Rows of one statement. */
const chunk = 1_000;

/** Keeps the judgement of a whole file as its next round. */
export async function insertRows(
  work: Work,
  at: { readonly importId: SubjectId; readonly round: number },
  rows: readonly JudgedRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.slice(from, from + chunk);
    await (work.db as Db)
      .insertInto('ledger.import_row')
      .values(
        part.map((row) => ({
          id: work.newId<'LedgerRow'>(),
          import_id: at.importId,
          round: at.round,
          line: row.line,
          state: row.state,
          problems: JSON.stringify(row.problems),
          draft: JSON.stringify(row.draft),
        })),
      )
      .execute();
  }
}

export type KeptRow = Omit<JudgedRow, 'draft'> & { readonly id: string; readonly draft: Draft | null };

type At = { readonly importId: string; readonly round: number };

function rowsOf(reading: Reading, at: At) {
  return (reading.db as Db)
    .selectFrom('ledger.import_row')
    .where('import_id', '=', at.importId)
    .where('round', '=', at.round)
    .where(visibleTo(reading.actor, compartment));
}

const columns = ['id', 'line', 'state', 'problems', 'draft'] as const;

function toRow(row: { id: string; line: number; state: string; problems: unknown; draft: unknown }): KeptRow {
  return {
    id: row.id,
    line: row.line,
    state: row.state as LedgerRowState,
    problems: row.problems as readonly RowProblem[],
    draft: row.draft as Draft | null,
  };
}

export async function listRows(
  reading: Reading,
  at: At,
  asked: { readonly states: readonly LedgerRowState[]; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<KeptRow>> {
  const rows = rowsOf(reading, at).where('state', 'in', [...asked.states]);
  const by = { column: 'line', idColumn: 'id', direction: 'asc', cursor: asked.cursor } as const;
  const found = await keyset(rows, by)
    .select(columns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: found.map(toRow), total: await totalOf(rows.select('id')) };
}

/** The next rows after a line, with the given states, in their order. */
export async function rowsAfter(
  reading: Reading,
  at: At,
  asked: { readonly line: number; readonly states: readonly LedgerRowState[]; readonly limit: number },
): Promise<readonly KeptRow[]> {
  const found = await rowsOf(reading, at)
    .where('state', 'in', [...asked.states])
    .where('line', '>', asked.line)
    .select(columns)
    .orderBy('line')
    .limit(asked.limit)
    .execute();
  return found.map(toRow);
}

/** Empties what was kept of rows that live in their reports now; of the others only what was wrong with them stays. */
export async function emptyDrafts(work: Work, importId: string): Promise<void> {
  await (work.db as Db)
    .updateTable('ledger.import_row')
    .set({ draft: null, problems: sql`case when state in ('good', 'warning') then '[]'::jsonb else problems end` })
    .where('import_id', '=', importId)
    .where(visibleTo(work.actor, compartment))
    .execute();
}
