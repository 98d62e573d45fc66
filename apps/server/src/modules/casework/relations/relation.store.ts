import type { RelationKind } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Doer, Relation } from './relation.model.ts';

type Db = Tables<'relations.relation'>;

/** Those of which the actor sees both ends. */
function visibleRelations(reading: Pick<Reading, 'db' | 'actor'>) {
  return (reading.db as Db)
    .selectFrom('relations.relation')
    .where(visibleTo(reading.actor, 'relations.relation.compartment_id'))
    .where(visibleTo(reading.actor, 'relations.relation.to_compartment_id'));
}

/** Writes a relation and answers its id. */
export async function insertRelation(
  work: Work,
  relation: Pick<Relation, 'kind' | 'fromId' | 'toId' | 'note'>,
): Promise<string> {
  const id = work.newId<'Relation'>();
  await (work.db as Db)
    .insertInto('relations.relation')
    .values({
      id,
      kind: relation.kind,
      from_id: relation.fromId,
      to_id: relation.toId,
      note: relation.note,
      added_at: work.now,
      added_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** Takes a relation back. */
export async function endRelation(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('relations.relation')
    .set({ removed_at: work.now, removed_by: JSON.stringify(actorLink(work.actor)), removed_reason: reason })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'relations.relation.compartment_id'))
    .where(visibleTo(work.actor, 'relations.relation.to_compartment_id'))
    .execute();
}

/** One relation of which the actor sees both ends; refuses with `record.find.not-found`. */
export async function findRelation(
  reading: Reading,
  id: string,
  { forUpdate = false }: { readonly forUpdate?: boolean } = {},
): Promise<Relation> {
  const query = visibleRelations(reading).selectAll().where('id', '=', id);
  const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toRelation(row);
}

/** The relations of a record in either direction, also removed ones, the newest first. */
export async function relationsOf(reading: Reading, subjectId: string): Promise<readonly Relation[]> {
  const rows = await visibleRelations(reading)
    .selectAll()
    .where((eb) => eb.or([eb('from_id', '=', subjectId), eb('to_id', '=', subjectId)]))
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(toRelation);
}

/** What a record descends from by relations of one kind, as far as the actor sees. */
export async function ancestorsOf(reading: Reading, subjectId: string, kind: RelationKind): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id) as (
      select ${subjectId}::uuid
      union
      select relation.from_id from relations.relation relation join above on relation.to_id = above.id
      where relation.kind = ${kind} and relation.removed_at is null
        and ${visibleTo(reading.actor, 'relation.compartment_id')}
        and ${visibleTo(reading.actor, 'relation.to_compartment_id')}
    )
    select id from above`.execute(reading.db);
  return rows.map((row) => row.id);
}

/** Lets one relation of a tree be made at a time, so that two together make no circle. */
export async function lockTree(work: Work, kind: RelationKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relations of ${kind}`}, 0))`.execute(work.db);
}

type Row = {
  id: string;
  kind: string;
  from_id: string;
  to_id: string;
  note: string | null;
  added_at: Date;
  added_by: unknown;
  removed_at: Date | null;
  removed_by: unknown;
  removed_reason: string | null;
};

function toRelation(row: Row): Relation {
  return {
    id: row.id,
    kind: row.kind as RelationKind,
    fromId: row.from_id,
    toId: row.to_id,
    note: row.note,
    addedAt: row.added_at,
    addedBy: row.added_by as Doer,
    removed:
      row.removed_at === null
        ? null
        : { at: row.removed_at, by: row.removed_by as Doer, reason: row.removed_reason ?? '' },
  };
}
