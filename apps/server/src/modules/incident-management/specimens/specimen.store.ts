import type { SpecimenState, SpecimenVerdict } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Analysis, Specimen } from './specimen.model.ts';

type Db = Tables<'specimens.specimen'>;

/** What an analysis came to. */
export type Outcome = {
  readonly state: SpecimenState;
  readonly problem: string | null;
  readonly analyserVersion: number;
  readonly analysis: Analysis | null;
  readonly warningCount: number;
};

/** Opens a specimen, or writes a new analysis of one that is open already. What people decided stays. */
export async function upsertSpecimen(
  work: Work,
  file: {
    readonly subjectId: SubjectId;
    readonly fileId: string;
    readonly name: string;
    readonly size: number;
    readonly sha256: Buffer;
  },
  outcome: Outcome,
): Promise<string> {
  const result = {
    state: outcome.state,
    problem: outcome.problem,
    analyser_version: outcome.analyserVersion,
    // JSON in PostgreSQL holds no NUL.
    analysis: outcome.analysis === null ? null : JSON.stringify(outcome.analysis).replaceAll('\\u0000', '\\ufffd'),
    warning_count: outcome.warningCount,
    analysed_at: work.now,
  };
  const row = await (work.db as Db)
    .insertInto('specimens.specimen')
    .values({
      id: work.newId<'Specimen'>(),
      subject_id: file.subjectId,
      file_id: file.fileId,
      name: file.name,
      size: file.size,
      sha256: file.sha256,
      opened_at: work.now,
      ...result,
    })
    .onConflict((conflict) => conflict.constraint('specimen_once').doUpdateSet(result))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The specimens of some records, in the order in which they were opened. */
export async function listSpecimens(reading: Reading, subjectIds: readonly string[]): Promise<readonly Specimen[]> {
  const rows = await (reading.db as Db)
    .selectFrom('specimens.specimen')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'specimens.specimen.compartment_id'))
    .orderBy('opened_at')
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map(toSpecimen);
}

/** One specimen that the actor sees; refuses with `record.find.not-found`. */
export async function findSpecimen(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Specimen> {
  const query = (reading.db as Db)
    .selectFrom('specimens.specimen')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'specimens.specimen.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toSpecimen(row);
}

export async function writeVerdict(
  work: Work,
  id: string,
  verdict: { readonly value: SpecimenVerdict; readonly note: string },
): Promise<void> {
  await (work.db as Db)
    .updateTable('specimens.specimen')
    .set((eb) => ({
      verdict: verdict.value,
      verdict_note: verdict.note,
      verdict_at: work.now,
      verdict_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'specimens.specimen.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  version: number;
  subject_id: string;
  file_id: string;
  name: string;
  size: number;
  sha256: Buffer;
  state: string;
  problem: string | null;
  analyser_version: number;
  analysis: unknown;
  opened_at: Date;
  analysed_at: Date;
  verdict: string | null;
  verdict_note: string | null;
  verdict_at: Date | null;
  verdict_by: unknown;
};

function toSpecimen(row: Row): Specimen {
  return {
    id: row.id,
    version: row.version,
    subjectId: row.subject_id,
    fileId: row.file_id,
    name: row.name,
    size: row.size,
    sha256: row.sha256,
    state: row.state as SpecimenState,
    problem: row.problem,
    analyserVersion: row.analyser_version,
    analysis: row.analysis as Analysis | null,
    openedAt: row.opened_at,
    analysedAt: row.analysed_at,
    verdict:
      row.verdict === null || row.verdict_at === null
        ? null
        : {
            value: row.verdict as SpecimenVerdict,
            note: row.verdict_note ?? '',
            at: row.verdict_at,
            by: row.verdict_by as NonNullable<Specimen['verdict']>['by'],
          },
  };
}
