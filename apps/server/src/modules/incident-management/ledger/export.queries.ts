import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { type ExportedReport, exportedFields, exportedPage, type ReportQuery } from '../reports/index.ts';
import { classLinks } from '../triage/index.ts';
import type { Read } from './check.queries.ts';
import { exportColumns, exportRow } from './export.rules.ts';

/** Reports of one read. Each is a short transaction, so that a slow reader of the file holds nothing open. */
const pageSize = 500;

/** What somebody wants as a ledger. */
export type ExportAsked = { readonly query: ReportQuery; readonly language: Locale };

/** The own fields of the reports that a ledger will have, as further columns behind the known ones. */
export async function fieldsOfExport(reading: Reading, query: ReportQuery): Promise<readonly string[]> {
  const known = new Set((['ja', 'en'] as const).flatMap((language) => headings(language)));
  return (await exportedFields(reading, query)).filter((label) => !known.has(label));
}

function headings(language: Locale): readonly string[] {
  return exportColumns.map((column) => sentence(language, `ledger.column.${column}` as SentenceKey));
}

/**
 * The rows of a ledger, page by page, the oldest report first, beginning with the headings. Each page sees what the
 * actor may see at that moment.
 */
export async function* exportPages(
  read: Read,
  asked: ExportAsked,
  fields: readonly string[],
): AsyncGenerator<readonly (readonly string[])[]> {
  yield [[...headings(asked.language), ...fields]];
  let after: ExportedReport | null = null;
  for (;;) {
    const from: ExportedReport | null = after;
    const page: ExportPage = await read((reading) => readPage(reading, asked, { after: from, fields }));
    if (page.rows.length > 0) yield page.rows;
    if (page.last === null) return;
    after = page.last;
  }
}

/** `last` is the report to go on after; null when there are no more. */
type ExportPage = { readonly rows: readonly (readonly string[])[]; readonly last: ExportedReport | null };

async function readPage(
  reading: Reading,
  { query, language }: ExportAsked,
  from: { readonly after: Pick<ExportedReport, 'receivedAt' | 'id'> | null; readonly fields: readonly string[] },
): Promise<ExportPage> {
  const reports = await exportedPage(reading, query, { after: from.after, limit: pageSize });
  const some = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const { zone } = await readSettings(reading.db);
  const classes = await classLinks(reading, some(reports.map(({ classCode }) => classCode)));
  const people = await accountNames(reading.db, some(reports.map(({ assigneeId }) => assigneeId)));
  const incidents = await subjectLinks(reading, some(reports.map(({ handledAs }) => handledAs)));
  const day = makeDay(zone);
  const clock = makeClock(zone);
  const words = {
    say: (key: string) => sentence(language, key as SentenceKey),
    day,
    when: (moment: Date) => `${day(moment)} ${clock(moment)}`,
    className: (code: string) => classes.get(code)?.name[language] ?? code,
    personName: (id: string) => people.get(id) ?? '',
    incidentNumber: (id: string) => incidents.get(id)?.number ?? '',
  };
  const last = reports.length < pageSize ? null : (reports.at(-1) ?? null);
  return { rows: reports.map((report) => exportRow(report, from.fields, words)), last };
}

/** `2026/11/05`, as Japanese Excel shows and reads a date. */
function makeDay(zone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat('ja-JP', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (moment) => format.format(moment);
}

function makeClock(zone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (moment) => format.format(moment);
}

/** The day of a moment in the team's zone without signs, for the name of a file. */
export async function fileDay(reading: Reading): Promise<string> {
  const { zone } = await readSettings(reading.db);
  return makeDay(zone)(reading.now).replaceAll('/', '');
}
