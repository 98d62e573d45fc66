import type { ManagementReportFormat } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile } from '../../../platform/files/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { fileNameOf } from './document.rules.ts';
import { composeDraft, draftMark, prepareIssue } from './report.queries.ts';
import { findReport } from './report.store.ts';

/** A draft ready to become files. */
export type Prepared = Awaited<ReturnType<typeof prepareIssue>>;

/** What issuing a draft now would freeze; null when it is no draft any more. */
export async function prepareUnlessIssued(
  reading: Reading,
  id: string,
  by: { readonly at: Date; readonly by: string },
): Promise<Prepared | null> {
  const { state } = await findReport(reading, id);
  return state === 'draft' ? prepareIssue(reading, id, by) : null;
}

/** The file of an issued report as it was stored, or what a draft would be. */
export async function fileOrDraft(reading: Reading, id: string, format: ManagementReportFormat) {
  const report = await findReport(reading, id);
  const subject = await findSubject(reading, report.subjectId);
  const file = report.issued?.files.find((one) => one.format === format);
  if (file !== undefined) return { stored: await findFile(reading, file.fileId) };
  if (report.state !== 'draft') return refuse('record.find.not-found');
  const { document, number } = await composeDraft(reading, report);
  const { language, kind } = report;
  return {
    document: { ...document, draftMark: draftMark(language) },
    name: fileNameOf({ number: subject.number ?? '', language, kind }, number, `draft.${format}`),
  };
}
