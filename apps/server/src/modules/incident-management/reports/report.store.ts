import type { Locale, ParseState, ReportChannel, ReportOutcome, ReportState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Closing, NewReport, Report, ReportSummary } from './report.model.ts';
import { previewOf } from './report.model.ts';

type Db = Tables<'reports.report'>;

const summaryColumns = [
  'id',
  'number',
  'version',
  'title',
  'preview',
  'channel',
  'state',
  'parse',
  'reporter_name',
  'reporter_address',
  'source',
  'received_at',
  'attachment_count',
  'compartment_id',
  'handled_as',
] as const;

export type Origin = {
  readonly inboundMailId: string | null;
  readonly originalFileId: string | null;
  readonly originalSize: number | null;
  readonly originalSha256: Buffer | null;
};

export async function insertReport(
  work: Work,
  id: SubjectId,
  report: NewReport & Origin & { readonly number: string; readonly attachmentCount: number },
): Promise<void> {
  await (work.db as Db)
    .insertInto('reports.report')
    .values({
      id,
      number: report.number,
      title: report.title,
      preview: previewOf(report.text),
      text: report.text,
      is_text_from_html: report.isTextFromHtml,
      channel: report.channel,
      parse: report.parse,
      parse_problem: report.parseProblem,
      reporter_name: report.reporter.name,
      reporter_address: report.reporter.address,
      recipients: [...report.recipients],
      charset: report.charset,
      locale: report.locale,
      is_automatic: report.isAutomatic,
      mail_message_id: report.mailMessageId,
      source: report.source,
      external_id: report.externalId,
      inbound_mail_id: report.inboundMailId,
      original_file_id: report.originalFileId,
      original_size: report.originalSize,
      original_sha256: report.originalSha256,
      attachment_count: report.attachmentCount,
      received_at: report.receivedAt,
      sent_at: report.sentAt,
    })
    .execute();
}

/** Finds a report that the actor may see, locked for change; refuses with `record.find.not-found`. */
export async function findReport(reading: Reading, id: string, options: { forUpdate?: boolean } = {}): Promise<Report> {
  const query = (reading.db as Db)
    .selectFrom('reports.report')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  return {
    ...toSummary(row),
    text: row.text,
    isTextFromHtml: row.is_text_from_html,
    parseProblem: row.parse_problem,
    recipients: row.recipients,
    charset: row.charset,
    locale: row.locale as Locale,
    isAutomatic: row.is_automatic,
    mailMessageId: row.mail_message_id,
    externalId: row.external_id,
    sentAt: row.sent_at,
    originalFileId: row.original_file_id,
    originalSize: row.original_size,
    originalSha256: row.original_sha256,
    closing:
      row.outcome === null || row.closed_at === null
        ? null
        : {
            outcome: row.outcome as ReportOutcome,
            reason: row.close_reason ?? '',
            closedAt: row.closed_at,
            closedBy: row.closed_by as Closing['closedBy'],
          },
  };
}

/** Lets one report of a source and id come in at a time: a machine that asks again in the meantime waits for the first. */
export async function lockSource(work: Work, source: string, externalId: string): Promise<void> {
  const name = JSON.stringify(['report of a source', source, externalId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.db);
}

/** The report that the same source handed in under the same id, if the actor may see it. */
export async function findBySource(
  reading: Reading,
  source: string,
  externalId: string,
): Promise<ReportSummary | null> {
  const row = await (reading.db as Db)
    .selectFrom('reports.report')
    .select(summaryColumns)
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

export type ReportFilters = {
  readonly states: readonly ReportState[] | undefined;
  readonly channels: readonly ReportChannel[] | undefined;
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  /** Ids found by the text search, or undefined without one. */
  readonly ids: readonly string[] | undefined;
};

export async function listReports(
  reading: Reading,
  asked: {
    readonly filters: ReportFilters;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<ReportSummary>> {
  const { filters } = asked;
  let reports = (reading.db as Db)
    .selectFrom('reports.report')
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'));
  if (filters.states !== undefined) reports = reports.where('state', 'in', [...filters.states]);
  if (filters.channels !== undefined) reports = reports.where('channel', 'in', [...filters.channels]);
  if (filters.from !== undefined) reports = reports.where('received_at', '>=', filters.from);
  if (filters.until !== undefined) reports = reports.where('received_at', '<', filters.until);
  if (filters.ids !== undefined)
    reports = reports.where('id', 'in', filters.ids.length === 0 ? [emptyId] : [...filters.ids]);
  const rows = await keyset(reports, {
    column: 'received_at',
    idColumn: 'id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .select(summaryColumns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toSummary), total: await totalOf(reports.select('id')) };
}

const emptyId = '00000000-0000-0000-0000-000000000000';

export async function updateHandled(
  work: Work,
  id: string,
  change: { readonly state: ReportState; readonly handledAs: SubjectId },
): Promise<void> {
  await (work.db as Db)
    .updateTable('reports.report')
    .set((eb) => ({ state: change.state, handled_as: change.handledAs, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'reports.report.compartment_id'))
    .execute();
}

export async function updateClosed(
  work: Work,
  id: string,
  closing: { readonly outcome: ReportOutcome; readonly reason: string },
): Promise<void> {
  await (work.db as Db)
    .updateTable('reports.report')
    .set((eb) => ({
      state: 'closed',
      outcome: closing.outcome,
      close_reason: closing.reason,
      closed_at: work.now,
      closed_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'reports.report.compartment_id'))
    .execute();
}

type SummaryRow = {
  id: string;
  number: string;
  version: number;
  title: string;
  preview: string;
  channel: string;
  state: string;
  parse: string;
  reporter_name: string | null;
  reporter_address: string | null;
  source: string | null;
  received_at: Date;
  attachment_count: number;
  compartment_id: number;
  handled_as: string | null;
};

function toSummary(row: SummaryRow): ReportSummary {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: row.title,
    preview: row.preview,
    channel: row.channel as ReportChannel,
    state: row.state as ReportState,
    parse: row.parse as ParseState,
    reporter: { name: row.reporter_name, address: row.reporter_address },
    source: row.source,
    receivedAt: row.received_at,
    attachmentCount: row.attachment_count,
    compartmentId: row.compartment_id,
    handledAs: row.handled_as,
  };
}
