import { type Expression, type SqlBool, sql } from 'kysely';
import type { Actor } from './actor.ts';

/** Whether an actor may see what lies in a compartment. The one rule; the predicate below and row-level security say the same. */
export function maySee(actor: Pick<Actor, 'compartments'>, compartmentId: number): boolean {
  return actor.compartments.includes(compartmentId);
}

/**
 * The same rule as a condition that every store adds to every query over content, so that a query without the database's
 * own policy (a test, a report, an owner's connection by mistake) still shows nothing more.
 */
export function visibleTo(actor: Pick<Actor, 'compartments'>, column: string): Expression<SqlBool> {
  return sql<boolean>`${sql.ref(column)} = any (${[...actor.compartments]}::integer[])`;
}
