import { openCompartment } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type Tables, type Tx, tellRightsChanged } from '../db/index.ts';

type Db = Tables<'platform.compartment' | 'platform.compartment_member' | 'platform.account'>;

export type Compartment = {
  readonly id: number;
  readonly name: string;
  readonly isOpen: boolean;
  readonly members: readonly { readonly id: string; readonly name: string }[];
};

/** The compartments out of a set, with members. Callers pass what the actor sees: a name alone can tell too much. */
export async function listCompartments(
  db: Pick<Tx, 'selectFrom'>,
  ids: readonly number[],
): Promise<readonly Compartment[]> {
  if (ids.length === 0) return [];
  const rows = await (db as Db)
    .selectFrom('platform.compartment as compartment')
    .leftJoin('platform.compartment_member as member', 'member.compartment_id', 'compartment.id')
    .leftJoin('platform.account as account', 'account.id', 'member.account_id')
    .select([
      'compartment.id',
      'compartment.name',
      'compartment.is_open',
      sql<{ id: string; name: string }[]>`coalesce(json_agg(json_build_object('id', account.id, 'name', account.name)
        order by account.name) filter (where account.id is not null), '[]')`.as('members'),
    ])
    .where('compartment.id', 'in', [...ids])
    .groupBy('compartment.id')
    .orderBy('compartment.id')
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, isOpen: row.is_open, members: row.members }));
}

/** Names of compartments by id, for views. */
export async function compartmentLinks(
  db: Pick<Tx, 'selectFrom'>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly id: number; readonly name: string; readonly isOpen: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await (db as Db)
    .selectFrom('platform.compartment')
    .select(['id', 'name', 'is_open'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, isOpen: row.is_open }]));
}

/** One compartment that the actor sees; refuses with `record.find.not-found`. */
export async function findCompartment(db: Tx, id: number, seen: readonly number[]): Promise<Compartment> {
  const [found] = seen.includes(id) ? await listCompartments(db, [id]) : [];
  return found ?? refuse('record.find.not-found');
}

export async function insertCompartment(db: Tx, name: string, now: Date): Promise<number> {
  const row = await (db as Db)
    .insertInto('platform.compartment')
    .values({ name, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whether the name is taken among the compartments that the caller sees; others' names are nobody's business. */
export async function isCompartmentNameTaken(db: Tx, name: string, seen: readonly number[]): Promise<boolean> {
  const compartments = await listCompartments(db, seen);
  return compartments.some((compartment) => compartment.name === name);
}

/** Lets active or invited accounts see into a compartment; refuses an unknown account. */
export async function addMembers(db: Tx, id: number, accountIds: readonly string[], now: Date): Promise<void> {
  if (accountIds.length === 0 || id === openCompartment) return;
  const known = await (db as Db)
    .selectFrom('platform.account')
    .select('id')
    .where('id', 'in', [...new Set(accountIds)])
    .where('state', '<>', 'disabled')
    .execute();
  if (known.length !== new Set(accountIds).size) refuse('record.find.not-found');
  await (db as Db)
    .insertInto('platform.compartment_member')
    .values(known.map((account) => ({ compartment_id: id, account_id: account.id, granted_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tellRightsChanged(db);
}

/** Lets one change of a compartment's members run at a time, so that two who leave at once do not both see the other. */
export async function lockMembers(db: Tx, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`compartment members ${id}`}, 0))`.execute(db);
}

export async function removeMember(db: Tx, id: number, accountId: string): Promise<void> {
  await (db as Db)
    .deleteFrom('platform.compartment_member')
    .where('compartment_id', '=', id)
    .where('account_id', '=', accountId)
    .execute();
  await tellRightsChanged(db);
}
