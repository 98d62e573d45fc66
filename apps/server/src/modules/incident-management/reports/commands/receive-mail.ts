import { sentence } from '@matoi/catalogues';
import type { TriageLevel } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work, writingInto } from '../../../../platform/commands/index.ts';
import { findInboundMail, type InboundMail, oneLine, type ParseAnswer } from '../../../../platform/mail/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import { type FoundThread, findThread, recordInbound } from '../../../casework/correspondence/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { type AppliedMailTemplate, applyMailTemplates } from '../../sources/index.ts';
import { enterReport, type StoredAttachment } from '../report.entry.ts';
import type { NewReport } from '../report.model.ts';
import { findBySource, lockSource } from '../report.store.ts';
import { reportFromMail, senderOf, signOf } from './mail-to-report.ts';

type MailInput = {
  readonly mailId: string;
  readonly answer: ParseAnswer;
  readonly attachments: readonly StoredAttachment[];
};

type Loaded = {
  readonly mail: InboundMail;
  readonly template: AppliedMailTemplate | null;
  /** The record to whose conversation the mail belongs. */
  readonly thread: FoundThread | null;
  readonly untitled: string;
  readonly defaultLocale: 'ja' | 'en';
};

/**
 * Takes in a mail that is kept already: as part of the conversation of a record that it answers, or as a new report. What
 * could not be parsed becomes a report too, marked so.
 */
export const receiveMailReport = defineCommand({
  id: 'reports.receive',
  async load(work: Work, input: MailInput): Promise<Loaded> {
    const { answer } = input;
    const mail = await findInboundMail(work, input.mailId);
    const settings = await readSettings(work.db);
    const defaultLocale = mail.defaults.locale ?? settings.locale;
    const loaded = {
      mail,
      defaultLocale,
      untitled: sentence(defaultLocale, answer.isParsed ? 'reports.title.none' : 'reports.title.unparseable'),
    };
    if (!answer.isParsed) return { ...loaded, template: null, thread: null };
    const { subject, text, inReplyTo, references, deliveryReport } = answer.mail;
    const from = senderOf(answer.mail, mail.envelopeFrom).address;
    const template = await applyMailTemplates(work, { from, subject, text, receivedAt: mail.receivedAt });
    const reportedId = deliveryReport?.originalMessageId ?? null;
    const thread = await findThread(work, { inReplyTo, references, reportedId, from, title: subject });
    const update = await earlierOf(work, template);
    return { ...loaded, template, thread: update ?? thread };
  },
  permit: permitAll,
  decide({ mail, template, thread, untitled, defaultLocale }, { answer }) {
    const proposedFor = thread?.by === 'proposed' ? thread.subjectId : null;
    return reportFromMail({ ...mail, answer, template, proposedFor }, { defaultLocale, untitled });
  },
  async record(work, { loaded, change: report, input }) {
    const { mail, thread } = loaded;
    const isAnswer = thread !== null && thread.by !== 'proposed';
    const subjectId = isAnswer
      ? await intoConversation(work, { thread, loaded, report, input })
      : await asReport(work, { loaded, report, input });
    const received = { kind: 'report.received' as const, channel: 'mail' as const, automaticMail: report.isAutomatic };
    return {
      subjectId,
      audit: { mailId: mail.id, parse: report.parse, attachments: input.attachments.length, isAnswer },
      facts: isAnswer ? [] : [received],
      result: subjectId,
    };
  },
  show: async (_work, id) => id,
});

/** The report of an earlier fixed mail with the same number of the sender's own: later mails tell more of it. */
async function earlierOf(work: Work, template: AppliedMailTemplate | null): Promise<FoundThread | null> {
  if (template === null || template.externalId === null) return null;
  await lockSource(work, template.source, template.externalId);
  const earlier = await findBySource(work, template.source, template.externalId);
  if (earlier === null) return null;
  return { subjectId: asId<'Subject'>(earlier.id), compartmentId: earlier.compartmentId, by: 'known-correspondent' };
}

type Step = { readonly loaded: Loaded; readonly report: NewReport; readonly input: MailInput };

async function asReport(work: Work, { loaded, report, input }: Step): Promise<SubjectId> {
  const { mail, template } = loaded;
  const { id } = await enterReport(work, report, {
    origin: {
      inboundMailId: mail.id,
      originalFileId: mail.fileId,
      originalSize: mail.size,
      originalSha256: mail.sha256,
    },
    attachments: input.attachments,
    hints: { classHint: mail.defaults.classHint, severityHint: levelOf(template?.severityHint ?? null) },
    use: (inner, subjectId) => recordTheirActs(inner, subjectId, template),
  });
  return id;
}

/** Triage knows three levels; what a source calls critical is the highest of them. */
function levelOf(severity: AppliedMailTemplate['severityHint']): TriageLevel | null {
  return severity === 'critical' ? 'high' : severity;
}

async function intoConversation(
  work: Work,
  { thread, loaded, report, input }: Step & { readonly thread: FoundThread },
): Promise<SubjectId> {
  const { answer, attachments } = input;
  const { mail, template } = loaded;
  if (!answer.isParsed || thread.by === 'proposed') return thread.subjectId;
  const parsed = answer.mail;
  const { by } = thread;
  await writingInto(work, thread.compartmentId, async (inner) => {
    await recordInbound(inner, thread.subjectId, {
      inboundMailId: mail.id,
      knownBy: by,
      messageId: parsed.messageId,
      inReplyTo: parsed.inReplyTo,
      references: parsed.references,
      from: report.reporter,
      to: parsed.recipients.map((address) => ({ name: null, address })),
      title: oneLine(parsed.subject, 500),
      text: parsed.text,
      isTextFromHtml: parsed.isTextFromHtml,
      locale: report.locale,
      automaticSign: template === null ? signOf(parsed, mail) : null,
      attachments,
      deliveryReport: parsed.deliveryReport,
    });
    await recordTheirActs(inner, thread.subjectId, template);
  });
  return thread.subjectId;
}

/** What an outsourced team says to have done stands in the journal as theirs, at the time they name. */
async function recordTheirActs(work: Work, subjectId: SubjectId, template: AppliedMailTemplate | null): Promise<void> {
  if (template === null) return;
  for (const act of template.acts)
    await recordAct(work, subjectId, {
      code: 'source.acted',
      params: { what: oneLine(act.what, 500), by: template.actsBy },
      occurredAt: act.at,
      author: { kind: 'system', id: 'mail-intake', name: template.actsBy },
    });
}
