import { sentence } from '@matoi/catalogues';
import type { TriageLevel } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { findInboundMail, oneLine, type ParseAnswer } from '../../../../platform/mail/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import type { AppliedMailTemplate } from '../../sources/index.ts';
import { enterReport, type StoredAttachment } from './enter-report.ts';
import { reportFromMail } from './mail-to-report.ts';

type MailInput = {
  readonly mailId: string;
  readonly answer: ParseAnswer;
  readonly attachments: readonly StoredAttachment[];
  /** The record that the subject names although its writer is not known there: a person decides. */
  readonly proposedFor: string | null;
  /** What a template for fixed mails read in it; null when none is for it. */
  readonly template: AppliedMailTemplate | null;
};

/** Makes a report of a mail that is kept already. What could not be parsed becomes a report too, marked so. */
export const receiveMailReport = defineCommand({
  id: 'reports.receive',
  load: async (work: Work, input: MailInput) => ({
    mail: await findInboundMail(work, input.mailId),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide({ mail, settings }, { answer, proposedFor, template }) {
    const defaultLocale = mail.defaults.locale ?? settings.locale;
    return reportFromMail(
      { ...mail, answer, template, proposedFor },
      {
        defaultLocale,
        untitled: sentence(defaultLocale, answer.isParsed ? 'reports.title.none' : 'reports.title.unparseable'),
      },
    );
  },
  async record(work, { loaded: { mail }, change: report, input: { attachments, template } }) {
    const { id, number } = await enterReport(work, report, {
      origin: {
        inboundMailId: mail.id,
        originalFileId: mail.fileId,
        originalSize: mail.size,
        originalSha256: mail.sha256,
      },
      attachments,
      hints: { classHint: mail.defaults.classHint, severityHint: levelOf(template?.severityHint ?? null) },
      use: (inner, subjectId) => recordActsOf(inner, subjectId, template),
    });
    return {
      subjectId: id,
      audit: {
        number,
        mailId: mail.id,
        parse: report.parse,
        attachments: attachments.length,
        template: template?.templateName ?? null,
      },
      facts: [{ kind: 'report.received' as const, channel: 'mail' as const, automaticMail: report.isAutomatic }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

/** Triage knows three levels; what a source calls critical is the highest of them. */
function levelOf(severity: AppliedMailTemplate['severityHint']): TriageLevel | null {
  return severity === 'critical' ? 'high' : severity;
}

/** What an outsourced team says to have done stands in the journal as theirs, at the time they name. */
export async function recordActsOf(
  work: Work,
  subjectId: SubjectId,
  template: AppliedMailTemplate | null,
): Promise<void> {
  if (template === null) return;
  for (const act of template.acts)
    await recordAct(work, subjectId, {
      code: 'source.acted',
      params: { what: oneLine(act.what, 500), by: template.actsBy },
      occurredAt: act.at,
      author: { kind: 'system', id: 'mail-intake', name: template.actsBy },
    });
}
