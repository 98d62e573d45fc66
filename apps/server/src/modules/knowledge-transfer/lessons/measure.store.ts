import type { ImprovementFilter } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Measure, MeasureWords } from './measure.model.ts';

type Db = Tables<'lessons.measure'>;

const columns = [
  'id',
  'subject_id',
  'version',
  'kind',
  'title',
  'detail',
  'owner_id',
  'owner_name',
  'state',
  'reason',
  'evidence',
  'created_at',
  'created_by',
  'closed_at',
  'closed_by',
  // The driver would make a moment of a day.
  sql<string>`due_on::text`.as('due'),
] as const;

const asRow = ({ kind, title, detail, ownerId, ownerName, dueOn }: MeasureWords) => ({
  kind,
  title,
  detail,
  owner_id: ownerId,
  owner_name: ownerName,
  due_on: sql<Date>`${dueOn}::date`,
});

export async function insertMeasure(work: Work, subjectId: SubjectId, measure: MeasureWords): Promise<string> {
  const id = work.newId<'Measure'>();
  await (work.db as Db)
    .insertInto('lessons.measure')
    .values({
      id,
      subject_id: subjectId,
      ...asRow(measure),
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** Finds a measure that the actor may see; refuses with `record.find.not-found`. */
export async function findMeasure(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Measure> {
  const query = (reading.db as Db)
    .selectFrom('lessons.measure')
    .select(columns)
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'lessons.measure.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toMeasure(row);
}

/** The measures of records in the order of their dates. */
export async function measuresOfSubjects(reading: Reading, subjectIds: readonly string[]): Promise<readonly Measure[]> {
  const rows = await (reading.db as Db)
    .selectFrom('lessons.measure')
    .select(columns)
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'lessons.measure.compartment_id'))
    .orderBy('due_on')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toMeasure);
}

/** A page of measures over all records that the actor sees. `today` decides what is overdue. */
export async function listMeasures(
  reading: Reading,
  asked: {
    readonly states: readonly ImprovementFilter[] | undefined;
    readonly ownerId: string | undefined;
    readonly text: string | undefined;
    readonly today: string;
    readonly sort: 'due' | 'newest';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Measure>> {
  const { states, ownerId, text } = asked;
  let measures = (reading.db as Db)
    .selectFrom('lessons.measure')
    .where(visibleTo(reading.actor, 'lessons.measure.compartment_id'));
  if (states !== undefined)
    measures = measures.where((eb) =>
      eb.or(
        states.map((state) =>
          state === 'overdue'
            ? eb.and([eb('state', '=', 'open'), sql<boolean>`due_on < ${asked.today}::date`])
            : eb('state', '=', state),
        ),
      ),
    );
  if (ownerId !== undefined) measures = measures.where('owner_id', '=', ownerId);
  if (text !== undefined)
    measures = measures.where(sql<boolean>`position(lower(${text}) in lower(title || ' ' || owner_name)) > 0`);
  const rows = await keyset(measures, {
    column: asked.sort === 'due' ? 'due_on' : 'created_at',
    idColumn: 'id',
    direction: asked.sort === 'due' ? 'asc' : 'desc',
    cursor: asked.cursor,
  })
    .select(columns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toMeasure), total: await totalOf(measures.select('id')) };
}

export async function updateMeasure(work: Work, id: string, measure: MeasureWords): Promise<void> {
  await (work.db as Db)
    .updateTable('lessons.measure')
    .set((eb) => ({ ...asRow(measure), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'lessons.measure.compartment_id'))
    .execute();
}

export async function updateState(
  work: Work,
  id: string,
  change: Pick<Measure, 'state' | 'reason' | 'evidence'>,
): Promise<void> {
  const isClosed = change.state !== 'open';
  await (work.db as Db)
    .updateTable('lessons.measure')
    .set((eb) => ({
      state: change.state,
      reason: change.reason,
      evidence: change.evidence === null ? null : JSON.stringify(change.evidence),
      closed_at: isClosed ? work.now : null,
      closed_by: isClosed ? JSON.stringify(actorLink(work.actor)) : null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'lessons.measure.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  subject_id: string;
  version: number;
  kind: string;
  title: string;
  detail: string | null;
  owner_id: string | null;
  owner_name: string;
  due: string;
  state: string;
  reason: string | null;
  evidence: unknown;
  created_at: Date;
  created_by: unknown;
  closed_at: Date | null;
  closed_by: unknown;
};

function toMeasure(row: Row): Measure {
  return {
    id: row.id,
    subjectId: row.subject_id,
    version: row.version,
    kind: row.kind as Measure['kind'],
    title: row.title,
    detail: row.detail,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueOn: row.due,
    state: row.state as Measure['state'],
    reason: row.reason,
    evidence: row.evidence as Measure['evidence'],
    createdAt: row.created_at,
    createdBy: row.created_by as ActorLink,
    closedAt: row.closed_at,
    closedBy: row.closed_by as ActorLink | null,
  };
}
