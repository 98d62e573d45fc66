/**
 * Splits a refreshed list into rows that may stand and arrivals that must wait: a new row above rows that are shown
 * would shift what is under the pointer. Rows after the last known one come from paging and move nothing.
 */
export function splitArrivals<Row extends { readonly id: string }>(
  rows: readonly Row[],
  known: ReadonlySet<string>,
): { readonly shown: readonly Row[]; readonly waiting: readonly Row[] } {
  const lastKnown = rows.findLastIndex(({ id }) => known.has(id));
  if (lastKnown === -1) return { shown: rows, waiting: [] };
  const waiting = rows.filter(({ id }, at) => at < lastKnown && !known.has(id));
  return { shown: rows.filter((row) => !waiting.includes(row)), waiting };
}

/** The neighbour of a row, for `j` and `k`; from nowhere it is the first row. */
export function neighbour<Row extends { readonly number: string }>(
  rows: readonly Row[],
  current: string | undefined,
  step: 1 | -1,
): Row | undefined {
  const at = rows.findIndex(({ number }) => number === current);
  if (at === -1) return rows[0];
  return rows[at + step];
}

/** Where to go when a row leaves the list: the next one, else the one before. */
export function successor<Row extends { readonly number: string }>(
  rows: readonly Row[],
  leaving: string,
): Row | undefined {
  return neighbour(rows, leaving, 1) ?? (rows[0]?.number === leaving ? undefined : neighbour(rows, leaving, -1));
}
