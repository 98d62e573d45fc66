import {
  type BlockableType,
  type BlockEntryState,
  type BlockListName,
  type BlockWarning,
  openCompartment,
} from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { beginsWithAny, type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { BlockEntry, BlockToken } from './block.model.ts';
import { narrowPaps, narrowTlps } from './block.rules.ts';
import type { ActorLink } from './observable.model.ts';
import type { BothLanguages } from './warning.model.ts';

type Db = Tables<'observables.block_entry' | 'observables.block_token' | 'observables.occurrence'>;

export async function listEntries(
  reading: Reading,
  asked: {
    readonly state: BlockEntryState;
    readonly list: BlockListName | undefined;
    readonly beginnings: readonly string[] | undefined;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<BlockEntry>> {
  const { state, list, beginnings } = asked;
  let query = (reading.db as Db).selectFrom('observables.block_entry as o');
  const isOpen = sql<boolean>`o.ended_at is null and o.expires_at > ${reading.now}`;
  query = query.where(state === 'open' ? isOpen : sql<boolean>`not (${isOpen})`);
  if (list !== undefined) query = query.where('o.list', '=', list);
  if (beginnings !== undefined) query = query.where(beginsWithAny('o.value', beginnings));
  const rows = await keyset(
    query as unknown as SelectQueryBuilder<DB & { o: DB['observables.block_entry'] }, 'o', object>,
    {
      column: 'o.added_at',
      idColumn: 'o.id',
      direction: 'desc',
      cursor: asked.cursor,
    },
  )
    .selectAll('o')
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toEntry), total: await totalOf(query.select('o.id')) };
}

/** Most values of one list that are delivered. */
const mostDelivered = 100_000;

/** What devices are to refuse now, in the order of values. */
export async function openEntries(
  reading: Pick<Reading, 'db' | 'now'>,
  list: BlockListName,
): Promise<readonly BlockEntry[]> {
  const rows = await (reading.db as Db)
    .selectFrom('observables.block_entry')
    .selectAll()
    .where('list', '=', list)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', reading.now)
    .orderBy('value')
    .limit(mostDelivered)
    .execute();
  return rows.map(toEntry);
}

/** When a list changed last: something came, was taken off, or ran out. Null when nothing was ever on it. */
export async function lastChange(reading: Pick<Reading, 'db' | 'now'>, list: BlockListName): Promise<Date | null> {
  const row = await (reading.db as Db)
    .selectFrom('observables.block_entry')
    .select(
      sql<Date | null>`max(greatest(added_at, ended_at, case when expires_at <= ${reading.now} then expires_at end))`.as(
        'at',
      ),
    )
    .where('list', '=', list)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function findEntry(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<BlockEntry> {
  const query = (reading.db as Db).selectFrom('observables.block_entry').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toEntry(row);
}

export async function isBlocked(reading: Reading, valueId: string): Promise<boolean> {
  const row = await (reading.db as Db)
    .selectFrom('observables.block_entry')
    .select('id')
    .where('value_id', '=', valueId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', reading.now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes an entry; null when the value came on the list meanwhile. One that ran out makes room. */
export async function insertEntry(
  work: Work,
  entry: {
    readonly valueId: string;
    readonly type: BlockableType;
    readonly list: BlockListName;
    readonly value: string;
    readonly reason: string;
    readonly warning: BlockWarning | null;
    readonly listNames: readonly BothLanguages[];
    readonly overrideReason: string | null;
    readonly isReleased: boolean;
    readonly expiresAt: Date;
  },
): Promise<string | null> {
  const id = work.newId<'BlockEntry'>();
  await (work.db as Db)
    .updateTable('observables.block_entry')
    .set({ ended_at: sql`expires_at` })
    .where('value_id', '=', entry.valueId)
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', work.now)
    .execute();
  const { numInsertedOrUpdatedRows } = await (work.db as Db)
    .insertInto('observables.block_entry')
    .values({
      id,
      value_id: entry.valueId,
      type: entry.type,
      list: entry.list,
      value: entry.value,
      reason: entry.reason,
      warning: entry.warning,
      list_names: JSON.stringify(entry.listNames),
      override_reason: entry.overrideReason,
      is_released: entry.isReleased,
      added_at: work.now,
      added_by: JSON.stringify(actorLink(work.actor)),
      expires_at: entry.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? id : null;
}

export async function endEntry(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.block_entry')
    .set({ ended_at: work.now, ended_by: JSON.stringify(actorLink(work.actor)), ended_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** An entry that a record carries on whose values may not leave now. */
export type Kept = {
  readonly entryId: string;
  readonly subjectId: string;
  readonly type: BlockableType;
  readonly value: string;
};

/**
 * Why values may not leave from a record any more. `moved`: it was open to everyone until then, and is not now. `marked`: it
 * is open, and what holds for the value is TLP:AMBER+STRICT or RED, or PAP:AMBER or RED. Of a record that was never open
 * nothing is taken off: whoever blocks a value without seeing it would learn of it.
 */
export type KeptSince = { readonly kind: 'moved'; readonly at: Date } | { readonly kind: 'marked' };

/** Entries that nobody released, of values that may not leave from the given records, and that no other open record carries. */
export async function keptEntries(
  work: Work,
  subjectIds: readonly string[],
  since: KeptSince,
): Promise<readonly Kept[]> {
  const isKept =
    since.kind === 'moved'
      ? sql`o.compartment_id <> ${openCompartment} and e.added_at <= ${since.at} and o.first_seen_at <= ${since.at}`
      : sql`o.compartment_id = ${openCompartment}
        and (coalesce(o.tlp, o.record_tlp, 'clear') = any (${[...narrowTlps]}::text[])
          or coalesce(o.pap, o.record_pap, 'clear') = any (${[...narrowPaps]}::text[]))`;
  const { rows } = await sql<{ id: string; subject_id: string; value_id: string; type: string; value: string }>`
    select distinct on (e.id) e.id, o.subject_id, e.value_id, e.type, e.value
    from observables.occurrence o
    join observables.block_entry e on e.value_id = o.value_id
    where o.subject_id = any (${[...subjectIds]}::uuid[]) and o.is_present
      and e.ended_at is null and e.expires_at > ${work.now} and not e.is_released
      and ${isKept} and ${visibleTo(work.actor, 'o.compartment_id')}
    order by e.id`.execute(work.db);
  if (rows.length === 0) return [];
  const carried = await sql<{ id: string }>`
    select observables.carried_openly(${rows.map((row) => row.value_id)}::uuid[]) as id`.execute(work.db);
  const open = new Set(carried.rows.map(({ id }) => id));
  return rows
    .filter((row) => !open.has(row.value_id))
    .map((row) => ({
      entryId: row.id,
      subjectId: row.subject_id,
      type: row.type as BlockableType,
      value: row.value,
    }));
}

export async function listBlockTokens(reading: Pick<Reading, 'db'>): Promise<readonly BlockToken[]> {
  const rows = await (reading.db as Db)
    .selectFrom('observables.block_token')
    .select(['id', 'name', 'lists', 'created_at', 'created_by'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toToken);
}

export async function findBlockToken(reading: Pick<Reading, 'db'>, id: string): Promise<BlockToken> {
  const found = (await listBlockTokens(reading)).find((one) => one.id === id);
  return found ?? refuse('record.find.not-found');
}

/** The key that a secret opens, by its hash; null for none. */
export async function blockTokenOf(reading: Pick<Reading, 'db'>, hash: Buffer): Promise<BlockToken | null> {
  const row = await (reading.db as Db)
    .selectFrom('observables.block_token')
    .select(['id', 'name', 'lists', 'created_at', 'created_by'])
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toToken(row);
}

export async function insertBlockToken(
  work: Work,
  token: { readonly name: string; readonly lists: readonly BlockListName[]; readonly hash: Buffer },
): Promise<string> {
  const id = work.newId<'BlockToken'>();
  await (work.db as Db)
    .insertInto('observables.block_token')
    .values({
      id,
      name: token.name,
      lists: [...token.lists],
      token_hash: token.hash,
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

export async function revokeBlockToken(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.block_token')
    .set({ revoked_at: work.now, revoked_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}

type EntryRow = Selectable<DB['observables.block_entry']>;
type TokenRow = Pick<Selectable<DB['observables.block_token']>, 'id' | 'name' | 'lists' | 'created_at' | 'created_by'>;

function toEntry(row: EntryRow): BlockEntry {
  return {
    id: row.id,
    valueId: row.value_id,
    type: row.type as BlockableType,
    list: row.list as BlockListName,
    value: row.value,
    reason: row.reason,
    warning: row.warning as BlockWarning | null,
    listNames: row.list_names as unknown as readonly BothLanguages[],
    overrideReason: row.override_reason,
    isReleased: row.is_released,
    addedAt: row.added_at,
    addedBy: row.added_by as unknown as ActorLink,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by as unknown as ActorLink | null,
    endedReason: row.ended_reason,
  };
}

function toToken(row: TokenRow): BlockToken {
  return {
    id: row.id,
    name: row.name,
    lists: row.lists as BlockListName[],
    createdAt: row.created_at,
    createdBy: row.created_by as unknown as ActorLink,
  };
}
