import { sentence } from '@matoi/catalogues';
import { type Locale, openCompartment, type ReportOutcome } from '@matoi/contract';
import { asId, type FileId, orRefuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { giveFile, recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { findInboundMail, giveMail, type ParseAnswer } from '../../../platform/mail/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, nextNumber, registerSubject, setParent } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { insertAttachments } from './attachment.store.ts';
import { reportFromMail } from './commands/mail-to-report.ts';
import type { NewReport } from './report.model.ts';
import { showReport } from './report.queries.ts';
import { decideClosing, decideReportMove } from './report.rules.ts';
import {
  findBySource,
  findReport,
  insertReport,
  lockSource,
  type Origin,
  updateClosed,
  updateHandled,
} from './report.store.ts';

const noOrigin: Origin = { inboundMailId: null, originalFileId: null, originalSize: null, originalSha256: null };

/** Enters a report: registry, number, row, search. Common to every channel. */
async function enterReport(
  work: Work,
  report: NewReport,
  origin: Origin,
  attachmentCount: number,
): Promise<{ id: SubjectId; number: string }> {
  const number = await nextNumber(work, 'REP');
  const id = await registerSubject(work, {
    kind: 'report',
    number,
    title: report.title,
    compartmentId: openCompartment,
  });
  await insertReport(work, id, { ...report, ...origin, number, attachmentCount });
  const { name, address } = report.reporter;
  await indexText(work, {
    subjectId: id,
    part: 'main',
    texts: [number, report.title, name ?? '', address ?? '', report.text],
  });
  return { id, number };
}

type Submission = {
  readonly title: string;
  readonly text: string;
  readonly reporter?: { readonly name?: string | undefined; readonly address?: string | undefined } | undefined;
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly locale?: Locale | undefined;
};

/** Takes a report over the API. The same source and external id give the same report again instead of a second one. */
export const submitReport = defineCommand({
  id: 'reports.submit',
  writesInto: [openCompartment],
  async load(work: Work, input: Submission) {
    const { source, externalId } = input;
    const settings = await readSettings(work.db);
    if (source === undefined || externalId === undefined) return { earlier: null, settings };
    await lockSource(work, source, externalId);
    return { earlier: await findBySource(work, source, externalId), settings };
  },
  permit: permitAll,
  decide({ earlier, settings }, input, given) {
    if (earlier !== null) return { earlier };
    const report: NewReport = {
      title: input.title,
      text: input.text,
      isTextFromHtml: false,
      channel: 'api',
      parse: 'parsed',
      parseProblem: null,
      reporter: { name: input.reporter?.name ?? null, address: input.reporter?.address ?? null },
      recipients: [],
      charset: null,
      locale: input.locale ?? settings.locale,
      isAutomatic: false,
      mailMessageId: null,
      source: input.source ?? null,
      externalId: input.externalId ?? null,
      receivedAt: given.now,
      sentAt: null,
    };
    return { report };
  },
  async record(work, { change }) {
    if ('earlier' in change) {
      const { id, number, receivedAt } = change.earlier;
      return {
        subjectId: asId<'Subject'>(id),
        audit: { repeated: true },
        facts: [],
        result: { id, number, receivedAt, isRepeated: true },
      };
    }
    const { id, number } = await enterReport(work, change.report, noOrigin, 0);
    return {
      subjectId: id,
      audit: { number, source: change.report.source, externalId: change.report.externalId },
      facts: [{ kind: 'report.received' as const, channel: 'api' as const, automaticMail: false }],
      result: { id: id as string, number, receivedAt: work.now, isRepeated: false },
    };
  },
  show: async (_work, result) => ({ ...result, receivedAt: result.receivedAt.toISOString() }),
});

export type StoredAttachment = { readonly name: string; readonly mediaType: string; readonly object: StoredObject };
type MailInput = {
  readonly mailId: string;
  readonly answer: ParseAnswer;
  readonly attachments: readonly StoredAttachment[];
};

/** Makes a report of a mail that is kept already. What could not be parsed becomes a report too, marked so. */
export const receiveMailReport = defineCommand({
  id: 'reports.receive',
  load: async (work: Work, input: MailInput) => ({
    mail: await findInboundMail(work, input.mailId),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide: ({ mail, settings }, { answer }) =>
    reportFromMail(
      { answer, envelopeFrom: mail.envelopeFrom, receivedAt: mail.receivedAt },
      {
        defaultLocale: settings.locale,
        untitled: sentence(settings.locale, answer.isParsed ? 'reports.title.none' : 'reports.title.unparseable'),
      },
    ),
  async record(work, { loaded: { mail }, change: report, input }) {
    const origin = {
      inboundMailId: mail.id,
      originalFileId: mail.fileId,
      originalSize: mail.size,
      originalSha256: mail.sha256,
    };
    const { id, number } = await enterReport(work, report, origin, input.attachments.length);
    await giveMail(work, mail.id, id);
    await giveFile(work, mail.fileId, id);
    const files: FileId[] = [];
    for (const attachment of input.attachments) files.push(await recordFile(work, { ...attachment, subjectId: id }));
    await insertAttachments(
      work,
      id,
      input.attachments.map((attachment, at) => ({
        fileId: files[at] ?? '',
        name: attachment.name,
        mediaType: attachment.mediaType,
        size: attachment.object.size,
        sha256: attachment.object.sha256,
      })),
    );
    return {
      subjectId: id,
      audit: { number, mailId: mail.id, parse: report.parse, attachments: files.length },
      facts: [{ kind: 'report.received' as const, channel: 'mail' as const, automaticMail: report.isAutomatic }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

type Close = {
  readonly params: { readonly id: string };
  readonly body: { readonly outcome: ReportOutcome; readonly reason: string };
};

/** Closes a report that needs no incident. */
export const closeReport = defineCommand({
  id: 'reports.close',
  async load(work: Work, input: Close) {
    const subject = await findSubject(work, input.params.id, { kind: 'report' });
    return findReport(work, subject.id, { forUpdate: true });
  },
  versioned: { of: (report) => report.version, show: (work, report) => showReport(work, report.id) },
  permit: permitAll,
  decide: (report, { body }) => decideClosing(report.state, body),
  async record(work, { loaded: report, change }) {
    const id = asId<'Subject'>(report.id);
    await updateClosed(work, report.id, change);
    await recordAct(work, id, { code: 'report.closed', params: { outcome: change.outcome } });
    return {
      subjectId: id,
      audit: { before: { state: report.state }, after: { state: 'closed', outcome: change.outcome } },
      facts: [{ kind: 'report.closed' as const, outcome: change.outcome }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/**
 * Marks a report as having become part of another record, in that record's own transaction. From now on it moves with
 * it. Refuses with `reports.handle.not-open` when somebody has dealt with it already.
 */
export async function markHandled(
  work: Work,
  ref: string,
  by: { readonly id: SubjectId; readonly kind: string },
): Promise<{ readonly id: SubjectId; readonly number: string }> {
  const subject = await findSubject(work, ref, { kind: 'report', forUpdate: true });
  const report = await findReport(work, subject.id, { forUpdate: true });
  const state = orRefuse(decideReportMove(report.state, 'handle'));
  await updateHandled(work, report.id, { state, handledAs: by.id });
  await setParent(work, subject.id, by.id);
  work.fact({ kind: 'report.handled', handledBy: { kind: by.kind, id: by.id } }, subject.id);
  return { id: subject.id, number: report.number };
}
