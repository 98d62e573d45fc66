import type { ScopeCategory, ScopeUnit } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ScopeNumber } from './number.model.ts';
import { withCurrent } from './number.rules.ts';

type Db = Tables<'scope.number'>;

const mostEntries = 500;

/** The numbers of a record and of what was merged into it, the newest first, with those that count. */
export async function listNumbers(reading: Reading, subjectIds: readonly SubjectId[]): Promise<readonly ScopeNumber[]> {
  const rows = await (reading.db as Db)
    .selectFrom('scope.number')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'scope.number.compartment_id'))
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEntries)
    .execute();
  return withCurrent(
    rows.map((row) => ({
      id: row.id,
      subjectId: row.subject_id,
      category: row.category as ScopeCategory,
      unit: row.unit as ScopeUnit,
      known: row.known,
      maximum: row.maximum,
      source: row.source,
      note: row.note,
      asOf: row.as_of,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by as ActorLink,
      replaces: row.replaces,
    })),
  );
}

/** Writes a number; the former one stays as it was. */
export async function insertNumber(
  work: Work,
  subjectId: SubjectId,
  entry: Pick<ScopeNumber, 'category' | 'unit' | 'known' | 'maximum' | 'source' | 'note' | 'asOf' | 'replaces'>,
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
      replaces: [...entry.replaces],
    })
    .execute();
  return id;
}
