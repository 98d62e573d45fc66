import { createHash } from 'node:crypto';
import type {
  ObservableDismissal,
  ObservableRole,
  ObservableSource,
  ObservableState,
  ObservableType,
  Pap,
  Tlp,
} from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { type InsertObject, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { beginsWithAny, type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { ActorLink, Filters, NewOccurrence, Occurrence, RecordMarking } from './observable.model.ts';

type Db = Tables<'observables.occurrence'>;

/** The id of a type and value, the same everywhere (UUID version 8, RFC 9562 §5.8): nobody has to look for a hidden row. */
export function valueIdOf(type: ObservableType, value: string): string {
  const hash = createHash('sha256').update(`${type}\0${value}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Notes values on records; what is there already keeps what people said of it. `part` names where they stand. */
export async function upsertOccurrences(
  work: Work,
  part: string,
  found: readonly {
    readonly subjectId: SubjectId;
    readonly marking: RecordMarking;
    readonly occurrences: readonly NewOccurrence[];
  }[],
): Promise<void> {
  const corrected = JSON.stringify(actorLink(work.actor));
  const rows = found.flatMap(({ subjectId, marking, occurrences }) =>
    occurrences.map((one) => ({
      id: work.newId<'Occurrence'>(),
      subject_id: subjectId,
      value_id: one.valueId,
      type: one.type,
      value: one.value,
      parts: [part],
      snippet: one.snippet,
      written: one.written,
      count: one.count,
      source: one.source,
      state: one.state,
      dismissal: one.dismissal,
      role: one.role,
      tags: [...(one.tags ?? [])],
      note: one.note ?? '',
      tlp: one.tlp ?? null,
      pap: one.pap ?? null,
      record_tlp: marking.recordTlp,
      record_pap: marking.recordPap,
      is_corrected: one.source === 'added',
      corrected_by: one.source === 'added' ? corrected : null,
      first_seen_at: work.now,
      last_seen_at: work.now,
    })),
  );
  // In one order, so that two of them never wait for each other.
  const key = (row: (typeof rows)[number]) => `${row.subject_id} ${row.value_id}`;
  const ordered = rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  for (let from = 0; from < ordered.length; from += mostRows) {
    await upsertRows(work, ordered.slice(from, from + mostRows));
  }
}

/** A statement takes 65,535 parameters. */
const mostRows = 2_000;

async function upsertRows(work: Work, rows: readonly InsertObject<DB, 'observables.occurrence'>[]): Promise<void> {
  await (work.db as Db)
    .insertInto('observables.occurrence')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.constraint('occurrence_once').doUpdateSet({
        parts: sql`array(select distinct unnest(occurrence.parts || excluded.parts) order by 1)`,
        is_present: true,
        count: sql`excluded.count`,
        snippet: sql`case when excluded.snippet = '' then occurrence.snippet else excluded.snippet end`,
        last_seen_at: sql`excluded.last_seen_at`,
        state: sql`case when occurrence.is_corrected and excluded.source = 'extracted' then occurrence.state else excluded.state end`,
        dismissal: sql`case when occurrence.is_corrected and excluded.source = 'extracted' then occurrence.dismissal else excluded.dismissal end`,
        role: sql`case when excluded.role = 'unknown' then occurrence.role else excluded.role end`,
        tags: sql`case when excluded.tags = '{}' then occurrence.tags
          else array(select distinct unnest(occurrence.tags || excluded.tags) order by 1) end`,
        note: sql`case when occurrence.note = '' then excluded.note else occurrence.note end`,
        tlp: sql`coalesce(excluded.tlp, occurrence.tlp)`,
        pap: sql`coalesce(excluded.pap, occurrence.pap)`,
        record_tlp: sql`excluded.record_tlp`,
        record_pap: sql`excluded.record_pap`,
        revision: sql`occurrence.revision + case when excluded.source = 'added' then 1 else 0 end`,
        is_corrected: sql`occurrence.is_corrected or excluded.is_corrected`,
        corrected_by: sql`coalesce(excluded.corrected_by, occurrence.corrected_by)`,
      }),
    )
    .execute();
}

/** Takes a part of records away from the values that stand in it no longer. What people entered stays. */
export async function dropFromPart(
  work: Work,
  part: string,
  records: readonly { readonly subjectId: SubjectId; readonly kept: readonly string[] }[],
): Promise<void> {
  const kept = records.flatMap(({ subjectId, kept: ids }) => ids.map((valueId) => ({ subjectId, valueId })));
  await (work.db as Db)
    .updateTable('observables.occurrence')
    .set({
      parts: sql`array_remove(parts, ${part})`,
      is_present: sql`source = 'added' or cardinality(array_remove(parts, ${part})) > 0`,
    })
    .where(sql<boolean>`subject_id = any (${records.map(({ subjectId }) => subjectId)}::uuid[])`)
    .where(sql<boolean>`${part} = any (parts)`)
    .where(sql<boolean>`(subject_id, value_id) not in (
      select * from unnest(${kept.map(({ subjectId }) => subjectId)}::uuid[], ${kept.map(({ valueId }) => valueId)}::uuid[]))`)
    .where(visibleTo(work.actor, 'observables.occurrence.compartment_id'))
    .execute();
}

const columns = [
  'o.id',
  'o.subject_id',
  'o.value_id',
  'o.type',
  'o.value',
  'o.snippet',
  'o.written',
  'o.count',
  'o.source',
  'o.state',
  'o.dismissal',
  'o.role',
  'o.tags',
  'o.note',
  'o.tlp',
  'o.pap',
  'o.record_tlp',
  'o.record_pap',
  'o.compartment_id',
  'o.corrected_by',
  'o.first_seen_at',
  'o.last_seen_at',
] as const;

/** Most values that are read of a record with its parts. */
export const mostOnRecord = 5_000;

/** Values that are present on some records. */
export async function findOn(
  reading: Reading,
  subjectIds: readonly string[],
  valueIds: readonly string[] | null,
  limit = mostOnRecord,
): Promise<readonly Occurrence[]> {
  let query = (reading.db as Db)
    .selectFrom('observables.occurrence as o')
    .select(columns)
    .where('o.subject_id', 'in', [...subjectIds])
    .where('o.is_present', '=', true)
    .where(visibleTo(reading.actor, 'o.compartment_id'))
    .orderBy('o.first_seen_at')
    .orderBy('o.id')
    .limit(limit);
  if (valueIds !== null) query = query.where(sql<boolean>`o.value_id = any (${[...valueIds]}::uuid[])`);
  return (await query.execute()).map(toOccurrence);
}

type Listed = SelectQueryBuilder<DB & { o: DB['observables.occurrence'] }, 'o', object>;

/** The marking that holds is the wanted one; one label at a time, in the words of the index. */
function isMarked(table: 'o' | 'later', { tlp, isWithoutRed }: Pick<Filters, 'tlp' | 'isWithoutRed'>) {
  const holds = sql`coalesce(${sql.ref(`${table}.tlp`)}, ${sql.ref(`${table}.record_tlp`)}, 'none')`;
  if (tlp !== undefined) return sql<boolean>`${holds} = ${tlp}`;
  return isWithoutRed === true ? sql<boolean>`${holds} <> 'red'` : sql<boolean>`true`;
}

/** Each value once, where it was seen last among the records in question. No query counts or shows what is hidden. */
export async function listOccurrences(
  reading: Reading,
  asked: {
    readonly filters: Filters;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Occurrence>> {
  const { types, roles, states, tag, beginnings, subjectIds } = asked.filters;
  let newest = (reading.db as Db)
    .selectFrom('observables.occurrence as o')
    .where('o.is_present', '=', true)
    .where(visibleTo(reading.actor, 'o.compartment_id'))
    .where((eb) => {
      let later = eb
        .selectFrom('observables.occurrence as later')
        .whereRef('later.value_id', '=', 'o.value_id')
        .where('later.is_present', '=', true)
        .where(sql<boolean>`(later.last_seen_at, later.id) > (o.last_seen_at, o.id)`)
        .where(visibleTo(reading.actor, 'later.compartment_id'))
        .select(sql`1`.as('one'));
      if (roles !== undefined) later = later.where('later.role', 'in', [...roles]);
      if (states !== undefined) later = later.where('later.state', 'in', [...states]);
      if (tag !== undefined) later = later.where(sql<boolean>`later.tags @> ${[tag]}::text[]`);
      later = later.where(isMarked('later', asked.filters));
      if (subjectIds !== undefined) later = later.where('later.subject_id', 'in', [...subjectIds]);
      return eb.not(eb.exists(later));
    }) as unknown as Listed;
  if (types !== undefined) newest = newest.where('o.type', 'in', [...types]);
  if (roles !== undefined) newest = newest.where('o.role', 'in', [...roles]);
  if (states !== undefined) newest = newest.where('o.state', 'in', [...states]);
  // The second condition is that of the index.
  if (tag !== undefined) newest = newest.where(sql<boolean>`o.tags @> ${[tag]}::text[] and o.tags <> '{}'`);
  newest = newest.where(isMarked('o', asked.filters));
  if (subjectIds !== undefined) newest = newest.where('o.subject_id', 'in', [...subjectIds]);
  if (beginnings !== undefined) newest = newest.where(beginsWithAny('o.value', beginnings));
  const rows = await keyset(newest, {
    column: 'o.last_seen_at',
    idColumn: 'o.id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .select(columns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toOccurrence), total: await totalOf(newest.select('o.id')) };
}

/** The records on which a value was seen, the last one first. */
export async function listOfValue(
  reading: Reading,
  asked: {
    readonly valueId: string;
    readonly cursor: Cursor | null;
    readonly limit: number;
    readonly direction: 'asc' | 'desc';
  },
): Promise<Page<Occurrence>> {
  const query = (reading.db as Db)
    .selectFrom('observables.occurrence as o')
    .where('o.value_id', '=', asked.valueId)
    .where('o.is_present', '=', true)
    .where(visibleTo(reading.actor, 'o.compartment_id')) as unknown as Listed;
  const rows = await keyset(query, {
    column: 'o.last_seen_at',
    idColumn: 'o.id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .select(columns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toOccurrence), total: await totalOf(query.select('o.id')) };
}

/** Records besides the given ones that have a value, newest first: at most one more than `limit` for each value. */
export async function seenElsewhere(
  reading: Reading,
  asked: readonly { readonly valueId: string; readonly without: readonly string[] }[],
  limit: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (asked.length === 0) return new Map();
  const queries = asked.map(({ valueId, without }) =>
    (reading.db as Db)
      .selectFrom('observables.occurrence as o')
      .select(['o.value_id', 'o.subject_id'])
      .where('o.value_id', '=', valueId)
      .where('o.is_present', '=', true)
      .where(sql<boolean>`o.subject_id <> all (${[...without]}::uuid[])`)
      .where(visibleTo(reading.actor, 'o.compartment_id'))
      .orderBy('o.last_seen_at', 'desc')
      .orderBy('o.id', 'desc')
      .limit(limit + 1),
  );
  const together = sql<{ value_id: string; subject_id: string }>`${sql.join(queries, sql` union all `)}`;
  return grouped((await together.execute(reading.db)).rows);
}

/** On how many records besides the given ones each value stands, counted to `limit`. One walk of the index per value. */
export async function countElsewhere(
  reading: Reading,
  { valueIds, without }: { readonly valueIds: readonly string[]; readonly without: readonly string[] },
  limit: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ value_id: string; count: number }>`
    select asked.value_id, count(*)::integer as count
    from unnest(${[...valueIds]}::uuid[]) as asked (value_id)
    cross join lateral (
      select 1 from observables.occurrence o
      where o.value_id = asked.value_id and o.is_present
        and o.subject_id <> all (${[...without]}::uuid[])
        and ${visibleTo(reading.actor, 'o.compartment_id')}
      limit ${limit}
    ) elsewhere
    group by asked.value_id`.execute(reading.db);
  return new Map(rows.map(({ value_id, count }) => [value_id, count]));
}

function grouped(rows: readonly { value_id: string; subject_id: string }[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { value_id, subject_id } of rows) found.set(value_id, [...(found.get(value_id) ?? []), subject_id]);
  return found;
}

type Row = {
  id: string;
  subject_id: string;
  value_id: string;
  type: string;
  value: string;
  snippet: string;
  written: string;
  count: number;
  source: string;
  state: string;
  dismissal: string | null;
  role: string;
  tags: string[];
  note: string;
  tlp: string | null;
  pap: string | null;
  record_tlp: string | null;
  record_pap: string | null;
  compartment_id: number;
  corrected_by: unknown;
  first_seen_at: Date;
  last_seen_at: Date;
};

function toOccurrence(row: Row): Occurrence {
  return {
    id: row.id,
    subjectId: row.subject_id,
    valueId: row.value_id,
    type: row.type as ObservableType,
    value: row.value,
    snippet: row.snippet,
    written: row.written,
    count: row.count,
    source: row.source as ObservableSource,
    state: row.state as ObservableState,
    dismissal: row.dismissal as ObservableDismissal | null,
    role: row.role as ObservableRole,
    tags: row.tags,
    note: row.note,
    tlp: row.tlp as Tlp | null,
    pap: row.pap as Pap | null,
    recordTlp: row.record_tlp as Tlp | null,
    recordPap: row.record_pap as Pap | null,
    compartmentId: row.compartment_id,
    correctedBy: row.corrected_by as ActorLink | null,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}
