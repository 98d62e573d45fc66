import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ImportedReport, ImportGround } from './import.model.ts';
import { toRow } from './report.map.ts';
import { newReport, noOrigin } from './report.model.ts';

type Db = Tables<'reports.report'>;

const compartment = 'reports.report.compartment_id';

/** Where the numbers of a ledger count: two of them with the same number are the same report. */
export const ledgerSource = 'ledger';

/** Numbers and keys of a ledger that are taken already: by rows of an earlier import, or because they are ours. */
export async function findKnown(reading: Reading, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .select(['external_id', 'number', 'source'])
    .where((eb) =>
      eb.or([
        eb.and([eb('source', '=', ledgerSource), eb('external_id', 'in', [...externalIds])]),
        eb.and([eb('number', 'in', [...externalIds]), eb('withdrawn_at', 'is', null)]),
      ]),
    )
    .where(visibleTo(reading.actor, compartment))
    .execute();
  const asked = new Set(externalIds);
  return new Set(
    rows.flatMap(({ external_id, number, source }) =>
      [source === ledgerSource ? external_id : null, number].filter((id) => id !== null && asked.has(id)),
    ) as string[],
  );
}

/** Writes the rows of several reports in one statement. Their subjects must be there. */
export async function insertImported(
  work: Work,
  ground: ImportGround,
  reports: readonly (ImportedReport & { readonly id: SubjectId; readonly number: string })[],
): Promise<void> {
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('reports.report')
    .values(
      reports.map((report) => ({
        ...toRow({
          ...newReport({
            title: report.title,
            text: report.text,
            channel: 'ledger',
            locale: ground.locale,
            receivedAt: report.receivedAt,
            isAutomatic: true,
            compartmentId: ground.compartmentId,
            reporter: { name: report.reporterName, address: report.reporterAddress },
            source: ledgerSource,
            externalId: report.externalId,
            classCode: report.classCode,
            impact: report.impact,
            urgency: report.urgency,
            priority: report.priority,
            assigneeId: report.assigneeId,
            callerPhone: report.reporterPhone,
            callerDepartment: report.reporterDepartment,
            occurredAt: report.occurredAt,
            occurredPrecision: report.occurredAt === null ? null : 'minute',
            fields: report.fields,
            importId: ground.importId,
          }),
          ...noOrigin,
          id: report.id,
          number: report.number,
          attachmentCount: 0,
        }),
        import_line: report.line,
        received_precision: report.receivedPrecision,
        state: report.state,
        outcome: report.state === 'closed' ? (report.outcome ?? 'answered') : null,
        close_reason: report.state === 'closed' ? (report.response ?? '') : null,
        closed_at: report.state === 'closed' ? (report.closedAt ?? report.receivedAt) : null,
        closed_by: report.state === 'closed' ? by : null,
      })),
    )
    .execute();
}

/**
 * Withdraws the reports of an import that nobody has changed since: closed, and in no list or count any more. Their old
 * numbers become free, so that a corrected ledger can be imported. Answers their ids.
 */
export async function withdrawUnchanged(
  work: Work,
  importId: SubjectId,
  reason: string,
): Promise<readonly SubjectId[]> {
  const rows = await (work.db as Db)
    .updateTable('reports.report')
    .set((eb) => ({
      state: 'closed',
      outcome: 'withdrawn',
      close_reason: reason,
      closed_at: work.now,
      closed_by: JSON.stringify(actorLink(work.actor)),
      withdrawn_at: work.now,
      external_id: null,
      version: eb('version', '+', 1),
    }))
    .where('import_id', '=', importId)
    .where('version', '=', 1)
    .where('handled_as', 'is', null)
    .where('merged_into', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from reports.report other where other.merged_into = reports.report.id
        and ${visibleTo(work.actor, 'other.compartment_id')})`,
    )
    .where(visibleTo(work.actor, compartment))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id as SubjectId);
}

/** The reports of an import that are still there, as far as the actor sees them. */
export async function idsOfImport(reading: Reading, importId: SubjectId): Promise<readonly string[]> {
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .select('id')
    .where('import_id', '=', importId)
    .where('withdrawn_at', 'is', null)
    .where(visibleTo(reading.actor, compartment))
    .orderBy('import_line')
    .execute();
  return rows.map(({ id }) => id);
}
