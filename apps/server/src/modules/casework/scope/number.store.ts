import type { ScopeCategory, ScopeUnit } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ScopeNumber } from './number.model.ts';
import { withCurrent } from './number.rules.ts';

type Db = Tables<'scope.number'>;

const mostEntries = 500;

/** The numbers of a record, the newest first; the first of each category and unit is the one that counts. */
export async function listNumbers(reading: Reading, subjectId: SubjectId): Promise<readonly ScopeNumber[]> {
  const rows = await (reading.db as Db)
    .selectFrom('scope.number')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'scope.number.compartment_id'))
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEntries)
    .execute();
  return withCurrent(
    rows.map((row) => ({
      id: row.id,
      category: row.category as ScopeCategory,
      unit: row.unit as ScopeUnit,
      known: row.known,
      maximum: row.maximum,
      source: row.source,
      note: row.note,
      asOf: row.as_of,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by as ActorLink,
    })),
  );
}

/** Writes a number; the former one stays as it was. */
export async function insertNumber(
  work: Work,
  subjectId: SubjectId,
  entry: Pick<ScopeNumber, 'category' | 'unit' | 'known' | 'maximum' | 'source' | 'note' | 'asOf'>,
): Promise<string> {
  const id = work.newId<'ScopeNumber'>();
  await (work.db as Db)
    .insertInto('scope.number')
    .values({
      id,
      subject_id: subjectId,
      category: entry.category,
      unit: entry.unit,
      known: entry.known,
      maximum: entry.maximum,
      source: entry.source,
      note: entry.note,
      as_of: entry.asOf,
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}
