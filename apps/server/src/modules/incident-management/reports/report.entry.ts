import type { FileId, SubjectId } from '@matoi/kernel';
import type { Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { nextNumber, registerSubject } from '../../../platform/subjects/index.ts';
import { insertAttachments } from './attachment.store.ts';
import type { NewReport, Origin } from './report.model.ts';
import { insertReport } from './report.store.ts';

/** An attachment whose bytes lie in the store already. */
export type StoredAttachment = { readonly name: string; readonly mediaType: string; readonly object: StoredObject };

/**
 * Enters a report: registry, number, row, search, attachments. The one way in, common to every channel. The caller
 * writes the audit entry and the fact `report.received`; the actor must see the report's compartment.
 */
export async function enterReport(
  work: Work,
  report: NewReport,
  origin: Origin,
  attachments: readonly StoredAttachment[],
): Promise<{ readonly id: SubjectId; readonly number: string }> {
  const number = await nextNumber(work, 'REP');
  const id = await registerSubject(work, {
    kind: 'report',
    number,
    title: report.title,
    compartmentId: report.compartmentId,
  });
  await insertReport(work, id, { ...report, ...origin, number, attachmentCount: attachments.length });
  const { name, address } = report.reporter;
  await indexText(work, {
    subjectId: id,
    part: 'main',
    texts: [
      number,
      report.title,
      name ?? '',
      address ?? '',
      report.callerDepartment ?? '',
      report.externalId ?? '',
      report.text,
      ...report.fields.map((field) => `${field.label} ${field.value}`),
    ],
  });
  await addAttachments(work, id, attachments, 0);
  return { id, number };
}

/** Puts files on a report, after `rank` that are there already. */
export async function addAttachments(
  work: Work,
  id: SubjectId,
  attachments: readonly StoredAttachment[],
  rank: number,
): Promise<void> {
  const files: FileId[] = [];
  for (const attachment of attachments) files.push(await recordFile(work, { ...attachment, subjectId: id }));
  await insertAttachments(
    work,
    id,
    attachments.map((attachment, at) => ({
      fileId: files[at] ?? '',
      name: attachment.name,
      mediaType: attachment.mediaType,
      size: attachment.object.size,
      sha256: attachment.object.sha256,
    })),
    rank,
  );
}
