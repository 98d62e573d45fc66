import type { SubjectId } from '@matoi/kernel';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Author, Silence } from './message.model.ts';

type Db = Tables<'correspondence.silence'>;

/** The silences that hold for a record now: its own, that of what it is part of, and that of its compartment. */
export async function activeSilences(
  reading: Reading,
  of: { readonly subjectIds: readonly string[]; readonly compartmentId: number },
): Promise<readonly Silence[]> {
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.silence')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        ...(of.subjectIds.length === 0 ? [] : [eb('subject_id', 'in', [...of.subjectIds])]),
        eb.and([eb('subject_id', 'is', null), eb('compartment_id', '=', of.compartmentId)]),
      ]),
    )
    .where(visibleTo(reading.actor, 'correspondence.silence.compartment_id'))
    .orderBy('begun_at')
    .execute();
  return rows.map((row) => ({
    scope: row.subject_id === null ? 'compartment' : 'record',
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    reason: row.reason,
    begunAt: row.begun_at,
    begunBy: row.begun_by as Author,
  }));
}

export async function insertSilence(
  work: Work,
  silence: {
    readonly subjectId: SubjectId | null;
    readonly compartmentId: number;
    readonly reason: string;
    readonly begunBy: Author;
  },
): Promise<string> {
  const id = work.newId<'Silence'>();
  await (work.db as Db)
    .insertInto('correspondence.silence')
    .values({
      id,
      subject_id: silence.subjectId,
      compartment_id: silence.compartmentId,
      reason: silence.reason,
      begun_at: work.now,
      begun_by: JSON.stringify(silence.begunBy),
    })
    .execute();
  return id;
}

export async function endSilence(work: Work, id: string, by: Author): Promise<void> {
  await (work.db as Db)
    .updateTable('correspondence.silence')
    .set({ ended_at: work.now, ended_by: JSON.stringify(by) })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'correspondence.silence.compartment_id'))
    .execute();
}
