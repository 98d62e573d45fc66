import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Facts } from './obligation.model.ts';
import type { Telling } from './telling.model.ts';

type Db = Tables<'obligations.telling'>;

/** Who was told on a record, the newest first, with what was taken back. */
export async function tellingsOn(reading: Reading, subjectId: string): Promise<readonly Telling[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.telling')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.telling.compartment_id'))
    .orderBy('told_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1_000)
    .execute();
  const back = new Map(rows.flatMap((row) => (row.takes_back_id === null ? [] : [[row.takes_back_id, row] as const])));
  return rows
    .filter((row) => row.takes_back_id === null)
    .map((row) => {
      const undone = back.get(row.id);
      return {
        id: row.id,
        regimeId: row.regime_id,
        regimeVersion: row.regime_version,
        stage: row.stage,
        recipient: row.recipient,
        toldAt: row.told_at,
        channel: row.channel,
        toldTo: row.told_to,
        note: row.note,
        told: row.facts as unknown as Facts,
        recordedAt: row.recorded_at,
        recordedBy: row.recorded_by as ActorLink,
        takenBack:
          undone === undefined
            ? null
            : { at: undone.recorded_at, by: undone.recorded_by as ActorLink, reason: undone.note },
      };
    });
}

/** The record on which somebody was told; refuses with `record.find.not-found` what the actor does not see. */
export async function subjectOfTelling(reading: Reading, id: string): Promise<string> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.telling')
    .select('subject_id')
    .where('id', '=', id)
    .where('takes_back_id', 'is', null)
    .where(visibleTo(reading.actor, 'obligations.telling.compartment_id'))
    .executeTakeFirst();
  return row?.subject_id ?? refuse('record.find.not-found');
}

type New = Pick<
  Telling,
  'regimeId' | 'regimeVersion' | 'stage' | 'recipient' | 'toldAt' | 'channel' | 'toldTo' | 'note' | 'told'
>;

/** Writes that somebody was told, or that what is named in `takesBack` was wrong. */
export async function insertTelling(
  work: Work,
  subjectId: SubjectId,
  { telling, takesBack }: { readonly telling: New; readonly takesBack: string | null },
): Promise<string> {
  const id = work.newId<'ObligationTelling'>();
  await (work.db as Db)
    .insertInto('obligations.telling')
    .values({
      id,
      subject_id: subjectId,
      takes_back_id: takesBack,
      regime_id: telling.regimeId,
      regime_version: telling.regimeVersion,
      stage: telling.stage,
      recipient: telling.recipient,
      told_at: telling.toldAt,
      channel: telling.channel,
      told_to: telling.toldTo,
      note: telling.note,
      facts: JSON.stringify(telling.told),
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}
