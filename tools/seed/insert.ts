import type { Databases } from '../../apps/server/src/platform/db/index.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

const batchSize = 2_000;

/** Columns as arrays: one statement for a whole batch, whatever its size. */
export async function insert(databases: Databases, table: string, types: Readonly<Record<string, string>>, rows: Rows) {
  const names = Object.keys(types);
  // A JSON document goes as text; an array within a row cannot go through unnest, and goes as its own text too.
  const arrays = names.map((name) => rows.map((row) => row[name] ?? null));
  const columns = names.map((name) => (types[name] === 'text[]' ? `${name}::text[]` : name)).join(', ');
  const parameters = names.map((name, at) => `$${at + 1}::${types[name] === 'text[]' ? 'text' : types[name]}[]`);
  await databases.ownerPool.query(
    `insert into ${table} (${names.join(', ')}) select ${columns}
      from unnest(${parameters.join(', ')}) as given (${names.join(', ')})`,
    arrays,
  );
}

/** A text array as one text, for `insert`. */
export const arrayText = (items: readonly string[]) =>
  `{${items.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;

/** Makes rows one by one and writes them two thousand at a time. */
export async function inBatches(count: number, make: (at: number) => void, flush: () => Promise<void>): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    make(at);
    if ((at + 1) % batchSize === 0) await flush();
  }
  await flush();
}
