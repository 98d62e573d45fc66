import type { MeasureState, ScopeCertainty, ScopeKind, ScopeState } from '@matoi/contract';
import { mostScopeItems, scopeKinds } from '@matoi/contract/values';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Details, Measure, Move, NewItem, ScopeItem } from './item.model.ts';
import { nameKey, type PlannedMove } from './item.rules.ts';

type Db = Tables<'scope.item' | 'scope.move' | 'scope.measure'>;

const columns = [
  'id',
  'version',
  'subject_id',
  'kind',
  'name',
  'details',
  'state',
  'state_at',
  'state_reason',
  'certainty',
  'tags',
  'note',
  'added_at',
  'changed_at',
] as const;

function itemsOf(reading: Reading, subjectIds: readonly string[]) {
  return (reading.db as Db)
    .selectFrom('scope.item')
    .select(columns)
    .where('subject_id', 'in', [...subjectIds])
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'scope.item.compartment_id'));
}

/** All items of records by kind and name, with their measures. */
export async function listItems(reading: Reading, subjectIds: readonly SubjectId[]): Promise<readonly ScopeItem[]> {
  const rows = await itemsOf(reading, subjectIds).orderBy('kind').orderBy('name_key').limit(mostScopeItems).execute();
  const rank = (kind: string) => (scopeKinds as readonly string[]).indexOf(kind);
  const ordered = rows.toSorted((one, other) => rank(one.kind) - rank(other.kind));
  return withMeasures(reading, ordered);
}

/** States in which an account may still be in other hands. */
const atStake = ['suspected', 'confirmed', 'contained'] as const;

/** The names of the accounts in the scope of some records, or of all that the actor sees, that may be in other hands. */
export async function accountsAtStake(
  reading: Reading,
  subjectIds: readonly string[] | null,
): Promise<readonly string[]> {
  let accounts = (reading.db as Db)
    .selectFrom('scope.item')
    .select('name')
    .distinct()
    .where('kind', '=', 'account')
    .where('state', 'in', [...atStake])
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'scope.item.compartment_id'));
  if (subjectIds !== null) accounts = accounts.where('subject_id', 'in', [...subjectIds]);
  return (await accounts.execute()).map(({ name }) => name);
}

/** Some items of records, locked where they are to be changed. Those of other records are not among them. */
export async function findItems(
  reading: Reading,
  subjectIds: readonly SubjectId[],
  ids: readonly string[],
  options: { forUpdate?: boolean } = {},
): Promise<readonly ScopeItem[]> {
  const query = itemsOf(reading, subjectIds)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .orderBy('id');
  const rows = await (options.forUpdate === true ? query.forUpdate() : query).execute();
  return withMeasures(reading, rows);
}

/** One item that the actor sees; refuses with `record.find.not-found`. */
export async function findItem(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<ScopeItem> {
  const query = (reading.db as Db)
    .selectFrom('scope.item')
    .select(columns)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 'scope.item.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  const [item] = await withMeasures(reading, [row]);
  return item ?? refuse('record.find.not-found');
}

async function withMeasures(reading: Reading, rows: readonly Row[]): Promise<readonly ScopeItem[]> {
  if (rows.length === 0) return [];
  let query = (reading.db as Db)
    .selectFrom('scope.measure')
    .select(['item_id', 'measure', 'state', 'changed_at', 'changed_by'])
    .where('subject_id', 'in', [...new Set(rows.map((row) => row.subject_id))])
    .where('state', '!=', 'taken-off')
    .where(visibleTo(reading.actor, 'scope.measure.compartment_id'))
    .orderBy('measure');
  if (rows.length <= 50)
    query = query.where(
      'item_id',
      'in',
      rows.map(({ id }) => id),
    );
  const byItem = new Map<string, Measure[]>();
  for (const one of await query.execute()) {
    const measures = byItem.get(one.item_id) ?? [];
    measures.push({
      measure: one.measure,
      state: one.state as MeasureState,
      at: one.changed_at,
      by: one.changed_by as ActorLink,
    });
    byItem.set(one.item_id, measures);
  }
  return rows.map((row) => toItem(row, byItem.get(row.id) ?? []));
}

/** Enters items and how they came into their first state; answers their ids in the same order. */
export async function insertItems(
  work: Work,
  subjectId: SubjectId,
  given: {
    readonly items: readonly NewItem[];
    readonly first: PlannedMove;
    readonly certainty: ScopeCertainty;
    readonly tags: readonly string[];
  },
): Promise<readonly string[]> {
  const { items, first, certainty, tags } = given;
  const made = items.map((item) => ({ ...item, id: work.newId<'ScopeItem'>() as string }));
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('scope.item')
    .values(
      made.map((item) => ({
        id: item.id,
        subject_id: subjectId,
        kind: item.kind,
        name: item.name,
        name_key: nameKey(item.name),
        details: JSON.stringify(item.details),
        state: first.to,
        state_at: first.since,
        state_reason: first.reason,
        certainty,
        tags: [...tags],
        note: item.note,
        added_at: work.now,
        added_by: by,
        changed_at: work.now,
      })),
    )
    .execute();
  await insertMoves(
    work,
    made.map(({ id }) => ({ id, subjectId, from: null })),
    first,
  );
  return made.map(({ id }) => id);
}

async function insertMoves(
  work: Work,
  items: readonly { readonly id: string; readonly subjectId: string; readonly from: ScopeState | null }[],
  move: PlannedMove,
): Promise<void> {
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('scope.move')
    .values(
      items.map(({ id, subjectId, from }) => ({
        id: work.newId<'ScopeMove'>(),
        item_id: id,
        subject_id: subjectId,
        from_state: from,
        to_state: move.to,
        since_at: move.since,
        reason: move.reason,
        moved_at: work.now,
        moved_by: by,
      })),
    )
    .execute();
}

/** Moves items into a state and keeps how, each on its own record. */
export async function moveItems(
  work: Work,
  items: readonly Pick<ScopeItem, 'id' | 'subjectId' | 'state'>[],
  move: PlannedMove,
): Promise<void> {
  if (items.length === 0) return;
  await (work.db as Db)
    .updateTable('scope.item')
    .set((eb) => ({
      state: move.to,
      state_at: move.since,
      state_reason: move.reason,
      changed_at: work.now,
      version: eb('version', '+', 1),
    }))
    .where(sql<boolean>`id = any (${items.map(({ id }) => id)}::uuid[])`)
    .where(visibleTo(work.actor, 'scope.item.compartment_id'))
    .execute();
  await insertMoves(
    work,
    items.map(({ id, subjectId, state }) => ({ id, subjectId, from: state })),
    move,
  );
}

type Change = Pick<ScopeItem, 'kind' | 'name' | 'details' | 'certainty' | 'tags' | 'note'>;

/** Writes what is known of an item. */
export async function changeItem(work: Work, id: string, change: Change): Promise<void> {
  await (work.db as Db)
    .updateTable('scope.item')
    .set((eb) => ({
      kind: change.kind,
      name: change.name,
      name_key: nameKey(change.name),
      details: JSON.stringify(change.details),
      certainty: change.certainty,
      tags: [...change.tags],
      note: change.note,
      changed_at: work.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'scope.item.compartment_id'))
    .execute();
}

/** Says what has to be done to items, or that it was done. */
export async function writeMeasure(
  work: Work,
  items: readonly Pick<ScopeItem, 'id' | 'subjectId'>[],
  { measure, state }: Pick<Measure, 'measure' | 'state'>,
): Promise<void> {
  if (items.length === 0) return;
  const said = { state, changed_at: work.now, changed_by: JSON.stringify(actorLink(work.actor)) };
  await (work.db as Db)
    .insertInto('scope.measure')
    .values(
      items.map(({ id, subjectId }) => ({
        id: work.newId<'ScopeMeasure'>(),
        item_id: id,
        subject_id: subjectId,
        measure,
        ...said,
      })),
    )
    .onConflict((conflict) => conflict.constraint('measure_once').doUpdateSet(said))
    .execute();
}

/** Takes items out that were entered by mistake. */
export async function withdrawItems(work: Work, ids: readonly string[], reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('scope.item')
    .set((eb) => ({
      withdrawn_at: work.now,
      withdrawn_by: JSON.stringify(actorLink(work.actor)),
      withdrawn_reason: reason,
      version: eb('version', '+', 1),
    }))
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where(visibleTo(work.actor, 'scope.item.compartment_id'))
    .execute();
}

/** The states that an item was in, the first one first. */
export async function listMoves(reading: Reading, itemId: string): Promise<readonly Move[]> {
  const rows = await (reading.db as Db)
    .selectFrom('scope.move')
    .selectAll()
    .where('item_id', '=', itemId)
    .where(visibleTo(reading.actor, 'scope.move.compartment_id'))
    .orderBy('moved_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    from: row.from_state as ScopeState | null,
    to: row.to_state as ScopeState,
    since: row.since_at,
    reason: row.reason,
    at: row.moved_at,
    by: row.moved_by as ActorLink,
  }));
}

type Row = {
  id: string;
  version: number;
  subject_id: string;
  kind: string;
  name: string;
  details: unknown;
  state: string;
  state_at: Date;
  state_reason: string;
  certainty: string;
  tags: string[];
  note: string;
  added_at: Date;
  changed_at: Date;
};

function toItem(row: Row, measures: readonly Measure[]): ScopeItem {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    kind: row.kind as ScopeKind,
    name: row.name,
    details: row.details as Details,
    state: row.state as ScopeState,
    stateAt: row.state_at,
    stateReason: row.state_reason,
    certainty: row.certainty as ScopeCertainty,
    tags: row.tags,
    note: row.note,
    measures,
    addedAt: row.added_at,
    changedAt: row.changed_at,
  };
}
