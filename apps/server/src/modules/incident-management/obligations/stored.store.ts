import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Page, totalOf } from '../../../platform/lists/index.ts';
import type { ClockState, RegimeKind } from './obligation.model.ts';
import type { StoredAssessment, StoredClock, StoredResult } from './stored.model.ts';

type Db = Tables<'obligations.assessment' | 'obligations.clock' | 'obligations.reminder'>;

/** What was said of a record last; null before the first assessment. */
export async function storedAssessment(reading: Reading, subjectId: string): Promise<StoredAssessment | null> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.assessment')
    .selectAll()
    .where('id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.assessment.compartment_id'))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    result: row.result as unknown as StoredResult,
    basis: row.basis,
    changedAt: row.changed_at,
    assessedAt: row.assessed_at,
  };
}

/** Keeps an assessment with its clocks. Clocks that are not among them any more stay as they were, and do not count. */
export async function writeAssessment(
  work: Work,
  subjectId: SubjectId,
  given: {
    readonly result: StoredResult;
    readonly basis: string;
    readonly clocks: readonly Omit<StoredClock, 'id' | 'subjectId'>[];
    readonly isChanged: boolean;
  },
): Promise<void> {
  const { result, basis, clocks, isChanged } = given;
  const values = { result: JSON.stringify(result), basis, assessed_at: work.now };
  await (work.db as Db)
    .insertInto('obligations.assessment')
    .values({ id: subjectId, ...values, changed_at: work.now })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(isChanged ? { ...values, changed_at: work.now } : values),
    )
    .execute();
  await (work.db as Db)
    .updateTable('obligations.clock')
    .set({ is_current: false })
    .where('subject_id', '=', subjectId)
    .where(visibleTo(work.actor, 'obligations.clock.compartment_id'))
    .execute();
  for (const clock of clocks) {
    const row = {
      regime_version: clock.regimeVersion,
      mark: clock.force,
      name_ja: clock.name.ja,
      name_en: clock.name.en,
      state: clock.state,
      due_at: clock.dueAt,
      due_on: clock.dueOn,
      is_open: clock.isOpen,
      is_current: true,
      assessed_at: work.now,
    };
    await (work.db as Db)
      .insertInto('obligations.clock')
      .values({
        id: work.newId<'ObligationClock'>(),
        subject_id: subjectId,
        regime_id: clock.regimeId,
        stage: clock.stage,
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(['compartment_id', 'subject_id', 'regime_id', 'stage']).doUpdateSet(row),
      )
      .execute();
  }
}

function openClocks(reading: Reading) {
  return (reading.db as Db)
    .selectFrom('obligations.clock')
    .select([
      'obligations.clock.id',
      'subject_id',
      'regime_id',
      'regime_version',
      'stage',
      'mark',
      'name_ja',
      'name_en',
      'state',
      'due_at',
      // As text: a day has no zone, and the driver would give it one.
      sql<string | null>`due_on::text`.as('due_on'),
      'is_open',
    ])
    .where('is_open', '=', true)
    .where('is_current', '=', true)
    .where(visibleTo(reading.actor, 'obligations.clock.compartment_id'));
}

/** What is still to be filed on a record: the nearest first, what has no date behind. */
export async function openClocksOn(reading: Reading, subjectId: string): Promise<readonly StoredClock[]> {
  const rows = await openClocks(reading)
    .where('subject_id', '=', subjectId)
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('obligations.clock.id')
    .limit(500)
    .execute();
  return rows.map(toClock);
}

/** The same for many records at once: the nearest clock of each. */
export async function nextClocksOf(
  reading: Reading,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, StoredClock>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await openClocks(reading)
    .distinctOn('subject_id')
    .where('subject_id', 'in', [...subjectIds])
    .where('due_at', 'is not', null)
    .orderBy('subject_id')
    .orderBy('due_at')
    .orderBy('obligations.clock.id')
    .execute();
  return new Map(rows.map((row) => [row.subject_id, toClock(row)]));
}

/** The nearest clocks of all records that the actor sees. */
export async function clocksByDue(
  reading: Reading,
  { forces, limit }: { readonly forces: readonly RegimeKind[]; readonly limit: number },
): Promise<Page<StoredClock>> {
  const query = openClocks(reading)
    .where('due_at', 'is not', null)
    .where('mark', 'in', [...forces]);
  const rows = await query.orderBy('due_at').orderBy('obligations.clock.id').limit(limit).execute();
  return { rows: rows.map(toClock), total: await totalOf(query) };
}

/** Of what people were reminded lately. */
export async function givenReminders(
  reading: Reading,
  subjectId: string,
): Promise<
  readonly { readonly regimeId: string; readonly stage: string; readonly dueAt: string; readonly code: string }[]
> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.reminder')
    .select(['regime_id', 'stage', 'due_at', 'code'])
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.reminder.compartment_id'))
    .orderBy('reminded_at', 'desc')
    .limit(1_000)
    .execute();
  return rows.map((row) => ({
    regimeId: row.regime_id,
    stage: row.stage,
    dueAt: row.due_at.toISOString(),
    code: row.code,
  }));
}

/** Notes that people were reminded; false where they were already. */
export async function insertReminder(
  work: Work,
  subjectId: SubjectId,
  reminder: { readonly regimeId: string; readonly stage: string; readonly dueAt: Date; readonly code: string },
): Promise<boolean> {
  const row = await (work.db as Db)
    .insertInto('obligations.reminder')
    .values({
      id: work.newId<'ObligationReminder'>(),
      subject_id: subjectId,
      regime_id: reminder.regimeId,
      stage: reminder.stage,
      due_at: reminder.dueAt,
      code: reminder.code,
      reminded_at: work.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['compartment_id', 'subject_id', 'regime_id', 'stage', 'due_at', 'code']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

function toClock(row: {
  id: string;
  subject_id: string;
  regime_id: string;
  regime_version: number;
  stage: string;
  mark: string;
  name_ja: string;
  name_en: string;
  state: string;
  due_at: Date | null;
  due_on: string | null;
  is_open: boolean;
}): StoredClock {
  return {
    id: row.id,
    subjectId: row.subject_id,
    regimeId: row.regime_id,
    regimeVersion: row.regime_version,
    stage: row.stage,
    force: row.mark as RegimeKind,
    name: { ja: row.name_ja, en: row.name_en },
    state: row.state as ClockState,
    dueAt: row.due_at,
    dueOn: row.due_on,
    isOpen: row.is_open,
  };
}
