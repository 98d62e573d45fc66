import type { PlaybookSeverity } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Known, Progress, Run } from './playbook.model.ts';

type Db = Tables<'playbooks.run' | 'playbooks.known'>;

const columns = [
  'id',
  'subject_id',
  'code',
  'label',
  'progress',
  'started_at',
  'started_by',
  'ended_at',
  'ended_by',
  'end_reason',
] as const;

/** The runs on records, the oldest first, those that have ended behind. */
export async function listRuns(reading: Reading, subjectIds: readonly SubjectId[]): Promise<readonly Run[]> {
  const rows = await (reading.db as Db)
    .selectFrom('playbooks.run')
    .select(columns)
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'playbooks.run.compartment_id'))
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  const runs = rows.map(toRun);
  return [...runs.filter(({ endedAt }) => endedAt === null), ...runs.filter(({ endedAt }) => endedAt !== null)];
}

/** One run; refuses with `record.find.not-found` what the actor does not see. With `forChange` nobody else changes it meanwhile. */
export async function findRun(reading: Reading, id: string, forChange?: 'for change'): Promise<Run> {
  const query = (reading.db as Db)
    .selectFrom('playbooks.run')
    .select(columns)
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'playbooks.run.compartment_id'));
  const row = await (forChange === undefined ? query : query.forUpdate()).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toRun(row);
}

/** Lets one playbook be started on a record at a time. */
export async function lockRuns(work: Work, subjectId: SubjectId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`playbook runs of ${subjectId}`}, 0))`.execute(work.db);
}

export async function insertRun(
  work: Work,
  run: { readonly subjectId: SubjectId; readonly code: string; readonly label: string },
): Promise<string> {
  const id = work.newId<'PlaybookRun'>();
  await (work.db as Db)
    .insertInto('playbooks.run')
    .values({
      id,
      subject_id: run.subjectId,
      code: run.code,
      label: run.label,
      started_at: work.now,
      started_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** Keeps how the steps of a run stand and by which version it goes on. */
export async function writeProgress(
  work: Work,
  run: { readonly id: string; readonly label: string; readonly progress: Progress },
): Promise<void> {
  await (work.db as Db)
    .updateTable('playbooks.run')
    .set({ label: run.label, progress: JSON.stringify(run.progress) })
    .where('id', '=', run.id)
    .where(visibleTo(work.actor, 'playbooks.run.compartment_id'))
    .execute();
}

/** Ends a run with a reason, or takes it up again where there is none. */
export async function writeEnd(
  work: Work,
  run: { readonly id: string; readonly reason: string | null },
): Promise<void> {
  const isEnd = run.reason !== null;
  await (work.db as Db)
    .updateTable('playbooks.run')
    .set({
      ended_at: isEnd ? work.now : null,
      ended_by: isEnd ? JSON.stringify(actorLink(work.actor)) : null,
      end_reason: run.reason,
    })
    .where('id', '=', run.id)
    .where(visibleTo(work.actor, 'playbooks.run.compartment_id'))
    .execute();
}

/** What was told of a record beside the answers. */
export async function readKnown(reading: Reading, subjectId: SubjectId): Promise<Known> {
  const row = await (reading.db as Db)
    .selectFrom('playbooks.known')
    .select(['class_code', 'severity'])
    .where('id', '=', subjectId)
    .where(visibleTo(reading.actor, 'playbooks.known.compartment_id'))
    .executeTakeFirst();
  return { classCode: row?.class_code ?? null, severity: (row?.severity ?? null) as PlaybookSeverity | null };
}

export async function writeKnown(work: Work, subjectId: SubjectId, known: Known): Promise<void> {
  const values = { class_code: known.classCode, severity: known.severity, changed_at: work.now };
  await (work.db as Db)
    .insertInto('playbooks.known')
    .values({ id: subjectId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

type Row = {
  id: string;
  subject_id: string;
  code: string;
  label: string;
  progress: unknown;
  started_at: Date;
  started_by: unknown;
  ended_at: Date | null;
  ended_by: unknown;
  end_reason: string | null;
};

function toRun(row: Row): Run {
  return {
    id: row.id,
    subjectId: row.subject_id as SubjectId,
    code: row.code,
    label: row.label,
    progress: row.progress as Progress,
    startedAt: row.started_at,
    startedBy: row.started_by as ActorLink,
    endedAt: row.ended_at,
    endedBy: row.ended_by as ActorLink | null,
    endReason: row.end_reason,
  };
}
