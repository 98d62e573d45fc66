import { asId, type FileId, type SubjectId } from '@matoi/kernel';
import { type Work, writingInto } from '../../../../platform/commands/index.ts';
import { giveFile, recordFile, type StoredObject } from '../../../../platform/files/index.ts';
import { giveMail } from '../../../../platform/mail/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { nextNumber, registerSubject } from '../../../../platform/subjects/index.ts';
import { insertAttachments } from '../attachment.store.ts';
import { type Hints, withProposal } from '../proposal.queries.ts';
import { type NewReport, noOrigin, type Origin } from '../report.model.ts';
import { insertReport } from '../report.store.ts';

/** An attachment whose bytes lie in the store already. */
export type StoredAttachment = { readonly name: string; readonly mediaType: string; readonly object: StoredObject };

/** What comes with a report besides itself. */
export type Entry = {
  readonly origin?: Origin;
  readonly attachments?: readonly StoredAttachment[];
  readonly hints?: Hints;
  /** Done with the report in sight, wherever it came to lie. */
  readonly use?: (inner: Work, id: SubjectId) => Promise<void>;
};

/**
 * Enters a report: what the rules propose, registry, number, row, search, original and attachments. The one way in,
 * common to every channel. The caller writes the audit entry and the fact `report.received`. A rule or a mailbox may put
 * it into a compartment that the caller does not see: from the first moment it lies there.
 */
export async function enterReport(
  work: Work,
  report: NewReport,
  { origin = noOrigin, attachments = [], hints = {}, use }: Entry = {},
): Promise<{ readonly id: SubjectId; readonly number: string }> {
  const entered = await withProposal(work, report, { attachments, hints });
  return writingInto(work, entered.compartmentId, async (inner) => {
    const number = await nextNumber(inner, 'REP');
    const id = await registerSubject(inner, {
      kind: 'report',
      number,
      title: entered.title,
      compartmentId: entered.compartmentId,
    });
    await insertReport(inner, id, { ...entered, ...origin, number, attachmentCount: attachments.length });
    await indexText(inner, { subjectId: id, part: 'main', texts: wordsOf(entered, number) });
    if (origin.inboundMailId !== null) await giveMail(inner, origin.inboundMailId, id);
    if (origin.originalFileId !== null) await giveFile(inner, asId<'File'>(origin.originalFileId), id);
    await addAttachments(inner, id, attachments, 0);
    await use?.(inner, id);
    return { id, number };
  });
}

/** What a report is found by. */
export function wordsOf(report: NewReport, number: string): readonly string[] {
  const { name, address } = report.reporter;
  return [
    number,
    report.title,
    name ?? '',
    address ?? '',
    report.callerDepartment ?? '',
    report.externalId ?? '',
    report.text,
    ...report.fields.map((field) => `${field.label} ${field.value}`),
  ];
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
