import { createHash } from 'node:crypto';
import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentModel, Locale } from '@matoi/contract';
import { canonicalJson, Refused, refusal } from '@matoi/kernel';
import { chainHead } from '../../../platform/audit/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { cleanDocument } from '../../../platform/documents/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import type { Given, ReportShape, SayIn } from './compose.model.ts';
import { composeReport } from './compose.rules.ts';
import { documentOf, type Issue, nameOfIssue } from './document.rules.ts';
import { factsOf } from './facts.queries.ts';
import type { ManagementReport } from './report.model.ts';
import { type DraftSection, editsKey, overlay } from './report.rules.ts';
import { deliveriesOf, findReport, lastIssued, reportsOn } from './report.store.ts';
import { viewList, viewReport } from './report.views.ts';

/** The sentences of one language. */
export const sayIn =
  (language: Locale): SayIn =>
  (key, params) =>
    sentence(language, key as SentenceKey, params);

/** The marking of a draft on its pages. */
export const draftMark = (language: Locale) => sayIn(language)('management-reports.document.draft');

/** SHA-256 of a document without its checksum, as canonical JSON. */
export function hashDocument(document: DocumentModel): Buffer {
  return createHash('sha256')
    .update(canonicalJson({ ...document, checksum: null }))
    .digest();
}

/** A draft as the record says now. */
export type ComposedDraft = {
  readonly given: Given;
  readonly sections: readonly DraftSection[];
  readonly number: number;
  readonly previous: ManagementReport | null;
  readonly document: DocumentModel;
  /** Of the document as it is shown: what is approved and issued is named by it. */
  readonly contentHash: string;
};

const shapeOf = ({ kind, audience, language, isFinal, nextReportAt }: ManagementReport): ReportShape => ({
  kind,
  audience,
  language,
  isFinal,
  nextReportAt,
});

/** Composes a draft with what its author wrote by hand. */
export async function composeDraft(reading: Reading, report: ManagementReport): Promise<ComposedDraft> {
  const shape = shapeOf(report);
  const facts = await factsOf(reading, report.subjectId, report.language);
  const given = { facts, shape, say: sayIn(report.language) };
  const previous = await lastIssued(reading, report);
  const number = (previous?.issued?.number ?? 0) + 1;
  const sections = overlay(composeReport(given), report.edits[editsKey(shape)] ?? {}, previous?.issued?.texts ?? []);
  const document = cleanDocument(documentOf(given, { sections, number, issue: null }));
  return { given, sections, number, previous, document, contentHash: hashDocument(document).toString('hex') };
}

/** The same document with what is only written when it is issued, and its checksum. */
export function issuedDocument(
  draft: ComposedDraft,
  issue: Issue,
): { readonly document: DocumentModel; readonly sha256: Buffer } {
  const { given, sections, number } = draft;
  const document = cleanDocument(documentOf(given, { sections, number, issue }));
  const sha256 = hashDocument(document);
  return { document: { ...document, checksum: checksumLine(sha256) }, sha256 };
}

const checksumLine = (sha256: Buffer) => `SHA-256 ${sha256.toString('hex')}`;

/** Whether an issued report still says what it said. */
export function isIntact({ issued }: Pick<ManagementReport, 'issued'>): boolean {
  return issued !== null && hashDocument(issued.document).equals(issued.sha256);
}

/** What is needed to issue a draft: the frozen document, and the checksum by which it was asked for. */
export async function prepareIssue(reading: Reading, id: string, given: { readonly at: Date; readonly by: string }) {
  const report = await findReport(reading, id);
  if (report.state !== 'draft') throw new Refused(refusal('management-reports.issue.not-draft'));
  const draft = await composeDraft(reading, report);
  const chain = await chainHead(reading);
  const isApproved = report.approval?.contentHash === draft.contentHash;
  const approvedBy = isApproved ? (report.approval?.by.name ?? null) : null;
  return {
    report,
    draft,
    isApproved,
    chain,
    at: given.at,
    ...issuedDocument(draft, { ...given, approvedBy, chain }),
  };
}

/** A report as its page shows it. */
export async function showReport(reading: Reading, id: string) {
  const report = await findReport(reading, id);
  const { id: subjectId, kind, number, title } = await findSubject(reading, report.subjectId);
  const deliveries = await deliveriesOf(reading, [report.id]);
  const draft = report.state === 'draft' ? await composeDraft(reading, report) : null;
  return viewReport(report, {
    draft,
    subject: { id: subjectId, kind, number, title },
    deliveries,
    name: nameOf(report, draft?.number ?? report.issued?.number ?? 1),
    previousName: draft === null || draft.previous === null ? null : nameOf(draft.previous),
    discarded: draft === null && report.issued === null ? await composeDraft(reading, report) : null,
    isIntact: report.issued === null ? null : isIntact(report),
    actor: reading.actor,
  });
}

/** What an issue of a report is called in its own language. */
export function nameOf(report: ManagementReport, number = report.issued?.number ?? 1): string {
  return nameOfIssue(report, number, sayIn(report.language));
}

/** The reports on a record, by id or number. */
export async function showReports(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref);
  const reports = await reportsOn(reading, subject.id);
  const numbers = new Map<string, number>();
  for (const report of reports)
    if (report.state === 'draft')
      numbers.set(report.id, ((await lastIssued(reading, report))?.issued?.number ?? 0) + 1);
  return viewList(reports, {
    deliveries: await deliveriesOf(
      reading,
      reports.map(({ id }) => id),
    ),
    numberOf: (report) => report.issued?.number ?? numbers.get(report.id) ?? 1,
    nameOf,
    canWrite: reading.actor.permissions.has('management-reports.start') && subject.kind === 'incident',
  });
}
