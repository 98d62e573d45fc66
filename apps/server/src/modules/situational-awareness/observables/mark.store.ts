import type { ObservableDismissal, ObservableRole, ObservableState } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Marks, RecordMarking } from './observable.model.ts';

type Db = Tables<'observables.occurrence'>;

/** Writes what a person says of values on a record; what is left out stays. */
export async function correctOccurrences(
  work: Work,
  ids: readonly string[],
  change: Partial<Omit<Marks, 'tags'>> & {
    readonly state?: ObservableState | undefined;
    readonly dismissal?: ObservableDismissal | null;
    readonly role?: ObservableRole | undefined;
    readonly addTags?: readonly string[] | undefined;
    readonly removeTags?: readonly string[] | undefined;
  },
): Promise<void> {
  const { state, dismissal = null, role, note, tlp, pap, addTags = [], removeTags = [] } = change;
  await (work.db as Db)
    .updateTable('observables.occurrence')
    .set({
      ...(state === undefined ? {} : { state, dismissal }),
      ...(role === undefined ? {} : { role }),
      ...(note === undefined ? {} : { note }),
      ...(tlp === undefined ? {} : { tlp }),
      ...(pap === undefined ? {} : { pap }),
      ...(addTags.length + removeTags.length === 0
        ? {}
        : {
            tags: sql<string[]>`array(select distinct one from unnest(tags || ${[...addTags]}::text[]) one
              where one <> all (${[...removeTags]}::text[]) order by 1)`,
          }),
      revision: sql`revision + 1`,
      is_corrected: true,
      corrected_by: JSON.stringify(actorLink(work.actor)),
    })
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where(visibleTo(work.actor, 'observables.occurrence.compartment_id'))
    .execute();
}

const isOtherThan = ({ recordTlp, recordPap }: RecordMarking) =>
  sql<boolean>`(record_tlp, record_pap) is distinct from (${recordTlp}::text, ${recordPap}::text)`;

/** Whether another marking of the record stands beside its values. */
export async function isMarkedOtherwise(
  reading: Reading,
  subjectId: SubjectId,
  marking: RecordMarking,
): Promise<boolean> {
  const row = await (reading.db as Db)
    .selectFrom('observables.occurrence as o')
    .select('o.id')
    .where('o.subject_id', '=', subjectId)
    .where(isOtherThan(marking))
    .where(visibleTo(reading.actor, 'o.compartment_id'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps how a record is marked beside its values. */
export async function markRecord(work: Work, subjectId: SubjectId, marking: RecordMarking): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.occurrence')
    .set({ record_tlp: marking.recordTlp, record_pap: marking.recordPap })
    .where('subject_id', '=', subjectId)
    .where(isOtherThan(marking))
    .where(visibleTo(work.actor, 'observables.occurrence.compartment_id'))
    .execute();
}

/** Tagged values that are looked through for the tags in use, the newest. */
const lookedForTags = 5_000;

/** The tags in use on records that the actor sees, in their order. */
export async function tagsInUse(reading: Reading, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ tag: string }>`
    select distinct unnest(newest.tags) as tag from (
      select o.tags from observables.occurrence o
      where o.is_present and o.tags <> '{}' and ${visibleTo(reading.actor, 'o.compartment_id')}
      order by o.last_seen_at desc, o.id desc limit ${lookedForTags}
    ) newest order by tag limit ${limit}`.execute(reading.db);
  return rows.map(({ tag }) => tag);
}

/** Leaves out, or counts again, one value wherever nobody has said otherwise. Answers the records that changed. */
export async function switchEverywhere(
  work: Work,
  {
    valueId,
    from,
    to,
  }: { readonly valueId: string; readonly from: ObservableDismissal | null; readonly to: ObservableDismissal | null },
): Promise<readonly SubjectId[]> {
  const rows = await (work.db as Db)
    .updateTable('observables.occurrence')
    .set({ state: to === null ? 'current' : 'dismissed', dismissal: to })
    .where('value_id', '=', valueId)
    .where('is_corrected', '=', false)
    .where('dismissal', from === null ? 'is' : '=', from)
    .where(visibleTo(work.actor, 'observables.occurrence.compartment_id'))
    .returning('subject_id')
    .execute();
  return [...new Set(rows.map((row) => row.subject_id))].map((id) => asId<'Subject'>(id));
}
