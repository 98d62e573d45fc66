import type { LedgerImportState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { FoundSheet, ImportCounts, LedgerImport, LedgerOptions, UnknownWords } from './import.model.ts';

type Db = Tables<'ledger.import'>;

const compartment = 'ledger.import.compartment_id';

type Row = Awaited<ReturnType<typeof selectOne>>;

async function selectOne(reading: Reading, id: string, forUpdate: boolean) {
  const query = (reading.db as Db)
    .selectFrom('ledger.import')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, compartment));
  return (forUpdate ? query.forUpdate() : query).executeTakeFirst();
}

function toImport(row: NonNullable<Row>): LedgerImport {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    round: row.round,
    compartmentId: row.compartment_id,
    fileId: row.file_id,
    fileName: row.file_name,
    size: row.size,
    format: row.format as LedgerImport['format'],
    encoding: row.encoding as LedgerImport['encoding'],
    state: row.state as LedgerImportState,
    sheets: row.sheets as unknown as readonly FoundSheet[],
    options: row.options as unknown as LedgerOptions | null,
    counts: row.counts as unknown as ImportCounts | null,
    unknown: row.unknown as unknown as UnknownWords | null,
    imported: row.imported,
    withdrawn: row.withdrawn,
    kept: row.kept,
    cancelRequestedAt: row.cancel_requested_at,
    createdAt: row.created_at,
    createdBy: row.created_by as unknown as ActorLink,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by as unknown as ActorLink | null,
  };
}

export async function insertImport(
  work: Work,
  id: SubjectId,
  found: Pick<LedgerImport, 'number' | 'fileId' | 'fileName' | 'size' | 'format' | 'encoding' | 'sheets'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('ledger.import')
    .values({
      id,
      number: found.number,
      file_id: found.fileId,
      file_name: found.fileName,
      size: found.size,
      format: found.format,
      encoding: found.encoding,
      sheets: JSON.stringify(found.sheets),
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** An import that the actor may see; refuses with `record.find.not-found`. */
export async function findImport(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<LedgerImport> {
  const row = await selectOne(reading, id, options.forUpdate === true);
  return row === undefined ? refuse('record.find.not-found') : toImport(row);
}

export async function listImports(
  reading: Reading,
  asked: { readonly direction: 'asc' | 'desc'; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<LedgerImport>> {
  const imports = (reading.db as Db).selectFrom('ledger.import').where(visibleTo(reading.actor, compartment));
  const by = { column: 'created_at', idColumn: 'id', direction: asked.direction, cursor: asked.cursor };
  const rows = await keyset(imports, by)
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toImport), total: await totalOf(imports.select('id')) };
}

/** What was said last about a file with the same headings. */
export async function findRemembered(reading: Reading, shape: string): Promise<LedgerOptions | null> {
  const row = await (reading.db as Db)
    .selectFrom('ledger.import')
    .select('options')
    .where('shape', '=', shape)
    .where('options', 'is not', null)
    .where('state', 'in', ['running', 'done', 'undone'])
    .where(visibleTo(reading.actor, compartment))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.options as unknown as LedgerOptions | undefined) ?? null;
}

export async function updateChecked(
  work: Work,
  id: string,
  checked: {
    readonly round: number;
    readonly shape: string;
    readonly options: LedgerOptions;
    readonly counts: ImportCounts;
    readonly unknown: UnknownWords;
  },
): Promise<void> {
  await change(work, id, {
    state: 'checked',
    round: checked.round,
    shape: checked.shape,
    options: JSON.stringify(checked.options),
    counts: JSON.stringify(checked.counts),
    unknown: JSON.stringify(checked.unknown),
  });
}

export async function updateState(work: Work, id: string, state: 'running' | 'checked'): Promise<void> {
  await change(work, id, { state, cancel_requested_at: null });
}

export async function updateCancelling(work: Work, id: string): Promise<void> {
  await change(work, id, { cancel_requested_at: work.now });
}

/** From now on what the file says lives in its reports: the rows that were kept to choose columns by are emptied. */
export async function updateDone(work: Work, id: string, imported: number): Promise<void> {
  await change(work, id, { state: 'done', imported, finished_at: work.now });
  await (work.db as Db)
    .updateTable('ledger.import')
    .set({
      sheets: sql`(select coalesce(jsonb_agg(jsonb_set(sheet, '{rows}', '[]') order by rank), '[]')
        from jsonb_array_elements(sheets) with ordinality as each (sheet, rank))`,
    })
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

export async function updateUndone(
  work: Work,
  id: string,
  undone: { readonly withdrawn: number; readonly kept: readonly string[] },
): Promise<void> {
  await change(work, id, {
    state: 'undone',
    withdrawn: undone.withdrawn,
    kept: [...undone.kept],
    undone_at: work.now,
    undone_by: JSON.stringify(actorLink(work.actor)),
  });
}

type Changes = {
  readonly state?: LedgerImportState;
  readonly round?: number;
  readonly shape?: string;
  readonly options?: string;
  readonly counts?: string;
  readonly unknown?: string;
  readonly imported?: number;
  readonly withdrawn?: number;
  readonly kept?: string[];
  readonly cancel_requested_at?: Date | null;
  readonly finished_at?: Date;
  readonly undone_at?: Date;
  readonly undone_by?: string;
};

async function change(work: Work, id: string, changes: Changes): Promise<void> {
  await (work.db as Db)
    .updateTable('ledger.import')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

/** Whether somebody has asked meanwhile to stop. Seen within the transaction that writes, because others commit. */
export async function isCancelled(work: Work, id: string): Promise<boolean> {
  const row = await (work.db as Db)
    .selectFrom('ledger.import')
    .select(sql<boolean>`cancel_requested_at is not null`.as('is_cancelled'))
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .executeTakeFirst();
  return row?.is_cancelled ?? false;
}
