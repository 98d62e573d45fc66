import { openCompartment } from '@matoi/contract';
import { asId, formatNumber, isId, isNumber, refuse, type SubjectId, yearIn } from '@matoi/kernel';
import { type RawBuilder, sql } from 'kysely';
import { type Actor, visibleTo } from '../access/index.ts';
import type { Tables } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Reading, Subject, Work } from '../work/index.ts';

type Db = Tables<'platform.subject'>;

export type SubjectLink = Pick<Subject, 'kind' | 'number' | 'title'> & { readonly id: string };

const columns = ['id', 'kind', 'number', 'title', 'compartment_id', 'parent_id'] as const;

type Row = {
  id: string;
  kind: string;
  number: string | null;
  title: string;
  compartment_id: number;
  parent_id: string | null;
};

function toSubject(row: Row): Subject {
  return {
    id: asId<'Subject'>(row.id),
    kind: row.kind,
    number: row.number,
    title: row.title,
    compartmentId: row.compartment_id,
    parentId: row.parent_id === null ? null : asId<'Subject'>(row.parent_id),
  };
}

/** What others show of a subject. */
export function subjectLink(subject: Subject): SubjectLink {
  return { kind: subject.kind, id: subject.id, number: subject.number, title: subject.title };
}

/** Takes the next readable number of a series (`INC-2026-0001`), in the year of the team's zone. Gaps mean nothing. */
export async function nextNumber(work: Work, prefix: string): Promise<string> {
  const [number] = await nextNumbers(work, prefix, 1);
  return number ?? '';
}

/** Takes several numbers of a series at once, for batches. */
export async function nextNumbers(work: Work, prefix: string, count: number): Promise<readonly string[]> {
  const { zone } = await readSettings(work.db);
  const year = yearIn(zone, work.now);
  const { rows } = await sql<{ sequence: number }>`
    select platform.next_number(${prefix}, ${year}) as sequence from generate_series(1, ${count}::integer)`.execute(
    work.db,
  );
  return rows.map(({ sequence }) => formatNumber({ prefix, year, sequence }));
}

type NewSubject = {
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly compartmentId: number;
};

/** Enters a new record into the registry; before its own row, which refers to it. */
export async function registerSubject(work: Work, subject: NewSubject): Promise<SubjectId> {
  const id = work.newId<'Subject'>();
  await insertSubjects(work, [{ ...subject, id }]);
  return id;
}

/** Enters several records at once, for batches; answers their ids in the same order. */
export async function registerSubjects(work: Work, subjects: readonly NewSubject[]): Promise<readonly SubjectId[]> {
  const entered = subjects.map((subject) => ({ ...subject, id: work.newId<'Subject'>() }));
  if (entered.length > 0) await insertSubjects(work, entered);
  return entered.map(({ id }) => id);
}

async function insertSubjects(
  work: Work,
  subjects: readonly (NewSubject & { readonly id: SubjectId })[],
): Promise<void> {
  const of = <Key extends keyof (typeof subjects)[number]>(key: Key) => subjects.map((subject) => subject[key]);
  await sql`
    insert into platform.subject (id, kind, number, title, compartment_id, created_at, updated_at)
    select id, kind, number, title, compartment_id, ${work.now}::timestamptz, ${work.now}::timestamptz
    from unnest(${of('id')}::uuid[], ${of('kind')}::text[], ${of('number')}::text[], ${of('title')}::text[],
      ${of('compartmentId')}::integer[]) as subject (id, kind, number, title, compartment_id)`.execute(work.db);
}

/** Finds a subject by id or readable number among what the actor sees; refuses with `record.find.not-found`. */
export async function findSubject(
  reading: Pick<Reading, 'db' | 'actor' | 'noteRead'>,
  ref: string,
  options: { kind?: string; forUpdate?: boolean } = {},
): Promise<Subject> {
  const isReadable = isNumber(ref);
  if (!isReadable && !isId(ref)) refuse('record.find.not-found');
  let query = (reading.db as Db)
    .selectFrom('platform.subject')
    .select(columns)
    .where(isReadable ? 'number' : 'id', '=', isReadable ? ref.toUpperCase() : ref)
    .where(visibleTo(reading.actor, 'platform.subject.compartment_id'));
  if (options.kind !== undefined) query = query.where('kind', '=', options.kind);
  if (options.forUpdate === true) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  const subject = toSubject(row);
  if (subject.compartmentId !== openCompartment) reading.noteRead?.(subject);
  return subject;
}

/** Links of the given subjects that the actor sees, by id. For showing foreign records without knowing their module. */
export async function subjectLinks(
  reading: Pick<Reading, 'db' | 'actor'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SubjectLink>> {
  if (ids.length === 0) return new Map();
  const rows = await (reading.db as Db)
    .selectFrom('platform.subject')
    .select(columns)
    .where('id', 'in', [...new Set(ids)])
    .where(visibleTo(reading.actor, 'platform.subject.compartment_id'))
    .execute();
  return new Map(rows.map((row) => [row.id, subjectLink(toSubject(row))]));
}

/** Whether the actor sees the subject of an id, as a condition for stores that refer to subjects and are no content. */
export function isSubjectSeen(actor: Pick<Actor, 'compartments'>, id: RawBuilder<unknown>) {
  return sql<boolean>`exists (
    select from platform.subject where subject.id = ${id} and ${visibleTo(actor, 'subject.compartment_id')})`;
}

/** The records that are part of another (the reports of an incident), as far as the actor sees them. */
export async function partsOf(
  reading: Pick<Reading, 'db' | 'actor'>,
  parentId: SubjectId,
  kind: string,
): Promise<readonly SubjectLink[]> {
  const rows = await (reading.db as Db)
    .selectFrom('platform.subject')
    .select(columns)
    .where('parent_id', '=', parentId)
    .where('kind', '=', kind)
    .where(visibleTo(reading.actor, 'platform.subject.compartment_id'))
    .orderBy('created_at')
    .execute();
  return rows.map((row) => subjectLink(toSubject(row)));
}

/** Levels of parts that are looked through: an incident, its reports, and what was merged into those, again and again. */
const deepestPart = 20;

/** The ids of the records of some kinds that are part of another, and of their own parts, as far as the actor sees them. */
export async function partsBelow(
  reading: Pick<Reading, 'db' | 'actor'>,
  parentId: SubjectId,
  kinds: string | readonly string[],
): Promise<readonly SubjectId[]> {
  const meant = [...new Set([kinds].flat())];
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select subject.id, subject.created_at, 1 as level from platform.subject subject
      where subject.parent_id = ${parentId} and subject.kind = any(${meant}::text[])
        and ${visibleTo(reading.actor, 'subject.compartment_id')}
      union all
      select subject.id, subject.created_at, below.level + 1 from platform.subject subject
      join below on subject.parent_id = below.id
      where subject.kind = any(${meant}::text[]) and below.level < ${deepestPart}
        and ${visibleTo(reading.actor, 'subject.compartment_id')}
    )
    select id from below order by level, created_at`.execute(reading.db);
  return rows.map(({ id }) => asId<'Subject'>(id));
}

/** A record with what was merged into it. */
export type Whole = {
  /** The record itself first. */
  readonly ids: readonly SubjectId[];
  /** The merged record of an id, for saying where something lies; null for the record itself. */
  readonly mergedFrom: (id: string) => SubjectLink | null;
};

/**
 * A record and everything of its own kind that was merged into it, and into that, as far as the actor sees it: what hangs
 * on any of them is shown as that of the record. A merge only sets the parent, so undoing it gives everything back.
 */
export async function wholeOf(
  reading: Pick<Reading, 'db' | 'actor'>,
  subject: Pick<Subject, 'id' | 'kind'>,
): Promise<Whole> {
  const below = await partsBelow(reading, subject.id, subject.kind);
  const links = await subjectLinks(reading, below);
  return {
    ids: [subject.id, ...below],
    mergedFrom: (id) => (id === subject.id ? null : (links.get(id) ?? null)),
  };
}

/** The ids of the record that another is part of, and of what that is part of, as far as the actor sees them. */
export async function wholesAbove(
  reading: Pick<Reading, 'db' | 'actor'>,
  { parentId }: Pick<Subject, 'parentId'>,
): Promise<readonly SubjectId[]> {
  if (parentId === null) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive above as (
      select subject.id, subject.parent_id, 1 as level from platform.subject subject
      where subject.id = ${parentId} and ${visibleTo(reading.actor, 'subject.compartment_id')}
      union all
      select subject.id, subject.parent_id, above.level + 1 from platform.subject subject
      join above on subject.id = above.parent_id
      where above.level < ${deepestPart} and ${visibleTo(reading.actor, 'subject.compartment_id')}
    )
    select id from above order by level`.execute(reading.db);
  return rows.map(({ id }) => asId<'Subject'>(id));
}

/** Makes a record part of another, with which it moves from now on; with null it stands for itself again. */
export async function setParent(work: Work, subjectId: SubjectId, parentId: SubjectId | null): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.subject')
    .set({ parent_id: parentId, updated_at: work.now })
    .where('id', '=', subjectId)
    .execute();
}

/** Changes the title under which a record is known. */
export async function retitleSubject(work: Work, subjectId: SubjectId, title: string): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.subject')
    .set({ title, updated_at: work.now })
    .where('id', '=', subjectId)
    .where(visibleTo(work.actor, 'platform.subject.compartment_id'))
    .execute();
}

/** The newest records of the given kinds that the actor sees, with their titles: for finding what looks alike. */
export async function newestSubjects(
  reading: Pick<Reading, 'db' | 'actor'>,
  asked: { readonly kinds: readonly string[]; readonly limit: number },
): Promise<readonly (SubjectLink & { readonly createdAt: Date })[]> {
  const rows = await (reading.db as Db)
    .selectFrom('platform.subject')
    .select([...columns, 'created_at'])
    .where('kind', 'in', [...asked.kinds])
    .where(visibleTo(reading.actor, 'platform.subject.compartment_id'))
    .orderBy('created_at', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map((row) => ({ ...subjectLink(toSubject(row)), createdAt: row.created_at }));
}

/** Moves a subject, its content, its search entries and its parts into another compartment (one trigger does it all). */
export async function moveSubject(work: Work, subjectId: SubjectId, compartmentId: number): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.subject')
    .set({ compartment_id: compartmentId, updated_at: work.now })
    .where('id', '=', subjectId)
    .where(visibleTo(work.actor, 'platform.subject.compartment_id'))
    .execute();
}
