import type { DocumentModel, Locale } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ReportShape } from './compose.model.ts';
import type { AllEdits, Author, Delivery, Issued, ManagementReport, ReportFile, SectionText } from './report.model.ts';

type Db = Tables<'management_reports.report' | 'management_reports.delivery'>;

export async function insertReport(work: Work, subjectId: SubjectId, shape: ReportShape): Promise<string> {
  const id = work.newId<'ManagementReport'>();
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('management_reports.report')
    .values({
      id,
      subject_id: subjectId,
      kind: shape.kind,
      ...shapeRow(shape),
      started_at: work.now,
      started_by: by,
      changed_at: work.now,
      changed_by: by,
    })
    .execute();
  return id;
}

const shapeRow = ({ audience, language, isFinal, nextReportAt }: Omit<ReportShape, 'kind'>) => ({
  audience,
  language,
  is_final: isFinal,
  next_report_at: nextReportAt,
});

/** Finds a report that the actor may see; refuses with `record.find.not-found`. */
export async function findReport(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<ManagementReport> {
  const query = (reading.db as Db)
    .selectFrom('management_reports.report')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'management_reports.report.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toReport(row);
}

/** The reports on one record that were not given up: drafts first, then the newest first. */
export async function reportsOn(reading: Reading, subjectId: string): Promise<readonly ManagementReport[]> {
  const rows = await (reading.db as Db)
    .selectFrom('management_reports.report')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('state', '<>', 'discarded')
    .where(visibleTo(reading.actor, 'management_reports.report.compartment_id'))
    .orderBy('state')
    .orderBy('issued_at', 'desc')
    .orderBy('started_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(toReport);
}

/** The last issued one of the same kind, language and audience; null when there is none. */
export async function lastIssued(
  reading: Reading,
  of: Pick<ManagementReport, 'subjectId' | 'kind' | 'language' | 'audience'>,
): Promise<ManagementReport | null> {
  const row = await (reading.db as Db)
    .selectFrom('management_reports.report')
    .selectAll()
    .where('subject_id', '=', of.subjectId)
    .where('kind', '=', of.kind)
    .where('language', '=', of.language)
    .where('audience', '=', of.audience)
    .where('state', '=', 'issued')
    .where(visibleTo(reading.actor, 'management_reports.report.compartment_id'))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toReport(row);
}

export async function updateDraft(
  work: Work,
  id: string,
  change: Omit<ReportShape, 'kind'> & { readonly edits: AllEdits },
): Promise<void> {
  await (work.db as Db)
    .updateTable('management_reports.report')
    .set((eb) => ({
      ...shapeRow(change),
      edits: JSON.stringify(change.edits),
      changed_at: work.now,
      changed_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'management_reports.report.compartment_id'))
    .execute();
}

export async function updateDiscarded(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('management_reports.report')
    .set((eb) => ({ state: 'discarded', version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'management_reports.report.compartment_id'))
    .execute();
}

export async function updateApproved(work: Work, id: string, contentHash: string): Promise<void> {
  await (work.db as Db)
    .updateTable('management_reports.report')
    .set((eb) => ({
      approved_at: work.now,
      approved_by: JSON.stringify(actorLink(work.actor)),
      approved_hash: contentHash,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'management_reports.report.compartment_id'))
    .execute();
}

/** Freezes a draft. From here on the database refuses every change of the row. */
export async function updateIssued(
  work: Work,
  id: string,
  issued: Omit<Issued, 'by'> & { readonly keepsApproval: boolean },
): Promise<void> {
  await (work.db as Db)
    .updateTable('management_reports.report')
    .set((eb) => ({
      state: 'issued',
      number: issued.number,
      issued_at: issued.at,
      issued_by: JSON.stringify(actorLink(work.actor)),
      document: JSON.stringify(issued.document),
      texts: JSON.stringify(issued.texts),
      sha256: issued.sha256,
      chain_position: issued.chain?.position ?? null,
      chain_hash: issued.chain?.hash ?? null,
      files: JSON.stringify(issued.files),
      ...(issued.keepsApproval ? {} : { approved_at: null, approved_by: null, approved_hash: null }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'management_reports.report.compartment_id'))
    .execute();
}

export async function insertDelivery(
  work: Work,
  report: Pick<ManagementReport, 'id' | 'subjectId'>,
  sent: { readonly messageId: string; readonly to: readonly string[] },
): Promise<void> {
  await (work.db as Db)
    .insertInto('management_reports.delivery')
    .values({
      id: work.newId<'ManagementReportDelivery'>(),
      report_id: report.id,
      subject_id: report.subjectId,
      message_id: sent.messageId,
      recipients: JSON.stringify(sent.to),
      sent_at: work.now,
      sent_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** To whom some reports were sent, the oldest first. */
export async function deliveriesOf(reading: Reading, reportIds: readonly string[]): Promise<readonly Delivery[]> {
  if (reportIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('management_reports.delivery')
    .selectAll()
    .where('report_id', 'in', [...reportIds])
    .where(visibleTo(reading.actor, 'management_reports.delivery.compartment_id'))
    .orderBy('sent_at')
    .limit(1_000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    messageId: row.message_id,
    to: row.recipients as unknown as readonly string[],
    at: row.sent_at,
    by: row.sent_by as unknown as Author,
  }));
}

type Row = {
  id: string;
  subject_id: string;
  compartment_id: number;
  version: number;
  kind: string;
  audience: string;
  language: string;
  is_final: boolean;
  next_report_at: Date | null;
  state: string;
  edits: unknown;
  started_at: Date;
  started_by: unknown;
  changed_at: Date;
  changed_by: unknown;
  approved_at: Date | null;
  approved_by: unknown;
  approved_hash: string | null;
  number: number | null;
  issued_at: Date | null;
  issued_by: unknown;
  document: unknown;
  texts: unknown;
  sha256: Buffer | null;
  chain_position: number | null;
  chain_hash: string | null;
  files: unknown;
};

function toReport(row: Row): ManagementReport {
  return {
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    version: row.version,
    kind: row.kind as ManagementReport['kind'],
    audience: row.audience as ManagementReport['audience'],
    language: row.language as Locale,
    isFinal: row.is_final,
    nextReportAt: row.next_report_at,
    state: row.state as ManagementReport['state'],
    edits: row.edits as AllEdits,
    startedAt: row.started_at,
    startedBy: row.started_by as Author,
    changedAt: row.changed_at,
    changedBy: row.changed_by as Author,
    approval:
      row.approved_at === null || row.approved_hash === null
        ? null
        : { at: row.approved_at, by: row.approved_by as Author, contentHash: row.approved_hash },
    issued: toIssued(row),
  };
}

function toIssued(row: Row): Issued | null {
  if (row.number === null || row.issued_at === null || row.sha256 === null) return null;
  return {
    number: row.number,
    at: row.issued_at,
    by: row.issued_by as Author,
    document: row.document as DocumentModel,
    texts: row.texts as readonly SectionText[],
    sha256: row.sha256,
    chain:
      row.chain_position === null || row.chain_hash === null
        ? null
        : { position: Number(row.chain_position), hash: row.chain_hash },
    files: row.files as readonly ReportFile[],
  };
}
