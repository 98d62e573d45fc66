import { type SelectQueryBuilder, sql } from 'kysely';
import { type Cursor, encodeCursor } from './cursor.ts';

/** Rows of one page (at most one more than asked, which only says that there is more) and the total up to 1,000. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly total: Total };
export type Total = { readonly count: number; readonly isMore: boolean };

const countedRows = 1_000;

/** Adds order and the condition "after the cursor" on an indexed pair of columns. Never OFFSET. */
export function keyset<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  by: {
    readonly column: string;
    readonly idColumn: string;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
  },
): SelectQueryBuilder<DB, TB, O> {
  const column = sql.ref(by.column);
  const id = sql.ref(by.idColumn);
  const isSingle = by.column === by.idColumn;
  const ordered = query.orderBy(column, by.direction);
  const sorted = isSingle ? ordered : ordered.orderBy(id, by.direction);
  if (by.cursor === null) return sorted;
  const sign = by.direction === 'desc' ? sql`<` : sql`>`;
  const condition = isSingle
    ? sql<boolean>`${column} ${sign} ${by.cursor.id}`
    : sql<boolean>`(${column}, ${id}) ${sign} (${by.cursor.value}, ${by.cursor.id})`;
  return sorted.where(condition);
}

/** Counts to 1,000 and no further. The query must select one column and have no order that needs work. */
export async function totalOf<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): Promise<Total> {
  const rows = await query
    .clearOrderBy()
    .limit(countedRows + 1)
    .execute();
  return { count: Math.min(rows.length, countedRows), isMore: rows.length > countedRows };
}

/** Shapes one page for the contract: cuts the extra row and signs the cursor of the last one shown. */
export function toPage<Row, Item>(
  page: Page<Row>,
  options: {
    readonly limit: number;
    readonly cursorKey: Buffer;
    readonly cursorOf: (row: Row) => Cursor;
    readonly view: (row: Row) => Item;
  },
): { items: Item[]; next: string | null; total: Total } {
  const shown = page.rows.slice(0, options.limit);
  const last = shown.at(-1);
  const hasMore = page.rows.length > options.limit && last !== undefined;
  return {
    items: shown.map(options.view),
    next: hasMore ? encodeCursor(options.cursorKey, options.cursorOf(last)) : null,
    total: page.total,
  };
}
