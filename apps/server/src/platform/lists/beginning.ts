import { type RawBuilder, sql } from 'kysely';

/**
 * Rows whose text begins with one of these, as typed: nothing in them is a wildcard. `^@` and not `like`, because under
 * row-level security only an operator that is leakproof may use an index (PostgreSQL, "Rules and Privileges").
 */
export function beginsWithAny(column: string, beginnings: readonly string[]): RawBuilder<boolean> {
  const each = beginnings.map((beginning) => sql`${sql.ref(column)} ^@ ${beginning}`);
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}
