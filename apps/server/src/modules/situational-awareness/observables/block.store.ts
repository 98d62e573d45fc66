import type { BlockableType, BlockEntryState, BlockListName, BlockWarning } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { beginsWithAny, type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { BlockEntry, BlockToken } from './block.model.ts';
import type { ActorLink } from './observable.model.ts';

type Db = Tables<'observables.block_entry' | 'observables.block_token'>;

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
