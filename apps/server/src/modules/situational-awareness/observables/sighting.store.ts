import type { ObservableType, SightingPrecision } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { ActorLink } from './observable.model.ts';
import type { Sighting, SightingCount } from './sighting.model.ts';

type Db = Tables<'observables.sighting'>;
type Row = Selectable<DB['observables.sighting']>;

/** Sightings of a value, or on some records, the last time first. */
export async function listSightings(
  reading: Reading,
  asked: {
    readonly valueId: string | undefined;
    readonly subjectIds: readonly string[] | undefined;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Sighting>> {
  let query = (reading.db as Db)
    .selectFrom('observables.sighting as s')
    .where(visibleTo(reading.actor, 's.compartment_id'));
  if (asked.valueId !== undefined) query = query.where('s.value_id', '=', asked.valueId);
  if (asked.subjectIds !== undefined) query = query.where('s.subject_id', 'in', [...asked.subjectIds]);
  const rows = await keyset(
    query as unknown as SelectQueryBuilder<DB & { s: DB['observables.sighting'] }, 's', object>,
    {
      column: 's.seen_at',
      idColumn: 's.id',
      direction: 'desc',
      cursor: asked.cursor,
    },
  )
    .selectAll('s')
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toSighting), total: await totalOf(query.select('s.id')) };
}

/** Sightings of one value that are added up; a machine may tell of one every minute. */
const counted = 1_000;

/** How often and when last each value was seen on records that the actor sees. One walk of the index per value. */
export async function countSightings(
  reading: Reading,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, SightingCount>> {
  if (valueIds.length === 0) return new Map();
  const { rows } = await sql<{ value_id: string; count: number; rows: number; last_at: Date }>`
    select asked.value_id, sum(seen.count)::float8 as count, count(*)::integer as rows, max(seen.seen_at) as last_at
    from unnest(${[...new Set(valueIds)]}::uuid[]) as asked (value_id)
    cross join lateral (
      select s.count, s.seen_at from observables.sighting s
      where s.value_id = asked.value_id and s.withdrawn_at is null and ${visibleTo(reading.actor, 's.compartment_id')}
      order by s.seen_at desc, s.id desc
      limit ${counted}
    ) seen
    group by asked.value_id`.execute(reading.db);
  return new Map(
    rows.map((row) => [row.value_id, { count: row.count, isMore: row.rows >= counted, lastAt: row.last_at }]),
  );
}

/** When a source was last told of for a value on a record; null when never. */
export async function lastOfSource(
  reading: Reading,
  { subjectId, valueId, source }: Pick<Sighting, 'subjectId' | 'valueId' | 'source'>,
): Promise<Date | null> {
  const row = await (reading.db as Db)
    .selectFrom('observables.sighting as s')
    .select('s.said_at')
    .where('s.subject_id', '=', subjectId)
    .where('s.value_id', '=', valueId)
    .where('s.source', '=', source)
    .where('s.withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, 's.compartment_id'))
    .orderBy('s.said_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.said_at ?? null;
}

export async function insertSighting(
  work: Work,
  one: Pick<
    Sighting,
    'subjectId' | 'valueId' | 'type' | 'value' | 'seenAt' | 'precision' | 'source' | 'count' | 'note'
  >,
): Promise<string> {
  const id = work.newId<'Sighting'>();
  await (work.db as Db)
    .insertInto('observables.sighting')
    .values({
      id,
      subject_id: one.subjectId,
      value_id: one.valueId,
      type: one.type,
      value: one.value,
      seen_at: one.seenAt,
      precision: one.precision,
      source: one.source,
      count: one.count,
      note: one.note,
      said_at: work.now,
      said_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

export async function findSighting(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Sighting> {
  const query = (reading.db as Db)
    .selectFrom('observables.sighting as s')
    .selectAll('s')
    .where('s.id', '=', id)
    .where(visibleTo(reading.actor, 's.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toSighting(row);
}

export async function withdrawSightingRow(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.sighting')
    .set({ withdrawn_at: work.now, withdrawn_by: JSON.stringify(actorLink(work.actor)), withdrawn_reason: reason })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'observables.sighting.compartment_id'))
    .execute();
}

function toSighting(row: Row): Sighting {
  return {
    id: row.id,
    subjectId: row.subject_id,
    valueId: row.value_id,
    type: row.type as ObservableType,
    value: row.value,
    seenAt: row.seen_at,
    precision: row.precision as SightingPrecision,
    source: row.source,
    count: row.count,
    note: row.note,
    saidAt: row.said_at,
    saidBy: row.said_by as unknown as ActorLink,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : {
            at: row.withdrawn_at,
            by: row.withdrawn_by as unknown as ActorLink,
            reason: row.withdrawn_reason ?? '',
          },
  };
}
