import type { ObservableChangeKind } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { type Selectable, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { ActorLink } from './observable.model.ts';

type Db = Tables<'observables.change' | 'observables.occurrence'>;

/** What people say of a value, as it stands in the table: enough to write it again. */
type Said = Pick<
  Selectable<DB['observables.occurrence']>,
  'state' | 'dismissal' | 'role' | 'tags' | 'note' | 'tlp' | 'pap' | 'parts' | 'is_present' | 'is_corrected'
> & { readonly corrected_by: unknown };

/** One value of a change: how it was (null: not there), and the revision that the change made of it. */
export type ChangedRow = { readonly id: string; readonly revision: number; readonly before: Said | null };

export type Change = {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: ObservableChangeKind;
  readonly rows: readonly ChangedRow[];
  readonly madeAt: Date;
  readonly madeBy: ActorLink;
  readonly undone: { readonly at: Date; readonly by: ActorLink } | null;
};

type Standing = Said & { readonly id: string; readonly revision: number };

/** How values stand on one record now, also those that are not present. */
async function standingOf(
  work: Work,
  subjectId: string,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await (work.db as Db)
    .selectFrom('observables.occurrence as o')
    .select(['o.id', 'o.revision', 'o.state', 'o.dismissal', 'o.role', 'o.tags', 'o.note', 'o.tlp', 'o.pap'])
    .select(['o.parts', 'o.is_present', 'o.is_corrected', 'o.corrected_by'])
    .where('o.subject_id', '=', subjectId)
    .where(sql<boolean>`o.value_id = any (${[...valueIds]}::uuid[])`)
    .where(visibleTo(work.actor, 'o.compartment_id'))
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Does something to values of one record, and keeps how they were, so that it can be taken back. Answers the id of the
 * change. The way back lies on the record itself, in whose compartment the words stand.
 */
export async function keepingBefore(
  work: Work,
  given: { readonly subjectId: SubjectId; readonly valueIds: readonly string[]; readonly kind: ObservableChangeKind },
  act: () => Promise<void>,
): Promise<string> {
  const { subjectId, valueIds, kind } = given;
  const before = await standingOf(work, subjectId, valueIds);
  await act();
  const after = await standingOf(work, subjectId, valueIds);
  const rows = [...after.values()].flatMap((now): ChangedRow[] => {
    const was = before.get(now.id);
    if (was !== undefined && was.revision === now.revision) return [];
    if (was === undefined) return [{ id: now.id, revision: now.revision, before: null }];
    const { id: _id, revision: _revision, ...said } = was;
    return [{ id: now.id, revision: now.revision, before: said }];
  });
  const id = work.newId<'ObservableChange'>();
  await (work.db as Db)
    .insertInto('observables.change')
    .values({
      id,
      subject_id: subjectId,
      kind,
      rows: JSON.stringify(rows),
      made_at: work.now,
      made_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

export async function findChange(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Change> {
  const query = (reading.db as Db)
    .selectFrom('observables.change as c')
    .selectAll('c')
    .where('c.id', '=', id)
    .where(visibleTo(reading.actor, 'c.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toChange(row);
}

/** What was done last on some records. */
export async function listChanges(
  reading: Reading,
  subjectIds: readonly string[],
  limit: number,
): Promise<readonly Change[]> {
  const rows = await (reading.db as Db)
    .selectFrom('observables.change as c')
    .selectAll('c')
    .where('c.subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'c.compartment_id'))
    .orderBy('c.made_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toChange);
}

/**
 * Takes a change back and answers how many values it restored. What was changed again since stays; what the change had
 * added goes, unless a text of the record has it too.
 */
export async function restore(work: Work, change: Change): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update observables.occurrence o set
      state = coalesce(was.before ->> 'state', case when cardinality(array_remove(o.parts, 'added')) > 0 then o.state else 'dismissed' end),
      dismissal = case when was.before is null then o.dismissal else was.before ->> 'dismissal' end,
      role = coalesce(was.before ->> 'role', 'unknown'),
      tags = case when was.before is null then '{}' else array(select jsonb_array_elements_text(was.before -> 'tags')) end,
      note = coalesce(was.before ->> 'note', ''),
      tlp = was.before ->> 'tlp',
      pap = was.before ->> 'pap',
      parts = case when was.before is null or not (was.before -> 'parts' ? 'added') then array_remove(o.parts, 'added') else o.parts end,
      is_present = case when was.before is null or not (was.before -> 'parts' ? 'added')
        then cardinality(array_remove(o.parts, 'added')) > 0 else o.is_present end,
      is_corrected = coalesce((was.before ->> 'is_corrected')::boolean, false),
      corrected_by = nullif(was.before -> 'corrected_by', 'null'::jsonb),
      revision = o.revision + 1
    from (
      select (one ->> 'id')::uuid as id, (one ->> 'revision')::integer as revision,
        case when jsonb_typeof(one -> 'before') = 'object' then one -> 'before' end as before
      from jsonb_array_elements(${JSON.stringify(change.rows)}::jsonb) as one
    ) was
    where o.id = was.id and o.revision = was.revision and ${visibleTo(work.actor, 'o.compartment_id')}
    returning o.id`.execute(work.db);
  await (work.db as Db)
    .updateTable('observables.change')
    .set({ undone_at: work.now, undone_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', change.id)
    .where(visibleTo(work.actor, 'observables.change.compartment_id'))
    .execute();
  return rows.length;
}

function toChange(row: Selectable<DB['observables.change']>): Change {
  return {
    id: row.id,
    subjectId: row.subject_id,
    kind: row.kind as ObservableChangeKind,
    rows: row.rows as unknown as readonly ChangedRow[],
    madeAt: row.made_at,
    madeBy: row.made_by as unknown as ActorLink,
    undone: row.undone_at === null ? null : { at: row.undone_at, by: row.undone_by as unknown as ActorLink },
  };
}
