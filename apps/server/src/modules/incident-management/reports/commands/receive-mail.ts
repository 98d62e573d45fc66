import { sentence } from '@matoi/catalogues';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { giveFile } from '../../../../platform/files/index.ts';
import { findInboundMail, giveMail, type ParseAnswer } from '../../../../platform/mail/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import { enterReport, type StoredAttachment } from '../report.entry.ts';
import { reportFromMail } from './mail-to-report.ts';

type MailInput = {
  readonly mailId: string;
  readonly answer: ParseAnswer;
  readonly attachments: readonly StoredAttachment[];
  /** The record that the subject names although its writer is not known there: a person decides. */
  readonly proposedFor: string | null;
};

/** Makes a report of a mail that is kept already. What could not be parsed becomes a report too, marked so. */
export const receiveMailReport = defineCommand({
  id: 'reports.receive',
  load: async (work: Work, input: MailInput) => ({
    mail: await findInboundMail(work, input.mailId),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide: ({ mail, settings }, { answer, proposedFor }) =>
    reportFromMail(
      { answer, envelopeFrom: mail.envelopeFrom, receivedAt: mail.receivedAt },
      {
        proposedFor,
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
    const { id, number } = await enterReport(work, report, origin, input.attachments);
    await giveMail(work, mail.id, id);
    await giveFile(work, mail.fileId, id);
    return {
      subjectId: id,
      audit: { number, mailId: mail.id, parse: report.parse, attachments: input.attachments.length },
      facts: [{ kind: 'report.received' as const, channel: 'mail' as const, automaticMail: report.isAutomatic }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});
