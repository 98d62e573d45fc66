import { sentence } from '@matoi/catalogues';
import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { oneLine } from '../../../../platform/mail/index.ts';
import { readSettings, type Settings } from '../../../../platform/settings/index.ts';
import { type AutomaticMail, queueAutomatic } from '../../../casework/correspondence/index.ts';
import type { Report } from '../report.model.ts';
import { findReport } from '../report.store.ts';

/** The acknowledgement of a report in its reporter's language, with its number (受付のご連絡). */
export function writeAcknowledgement(report: Report, settings: Settings): Pick<AutomaticMail, 'title' | 'text'> {
  const { locale, number, title } = report;
  const name = report.reporter.name;
  const greeting =
    name === null
      ? sentence(locale, 'mail.report-acknowledgement.greeting-unknown')
      : sentence(locale, 'mail.report-acknowledgement.greeting', { name: oneLine(name, 100) });
  const receivedAt = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'long',
    timeZone: settings.zone,
  }).format(report.receivedAt);
  return {
    title: sentence(locale, 'mail.report-acknowledgement.title', { number, title: oneLine(title, 150) }),
    text: sentence(locale, 'mail.report-acknowledgement.body', {
      greeting,
      number,
      title,
      receivedAt,
      teamName: settings.teamName,
    }),
  };
}

/** Answers a new report with its number, unless the brake says otherwise. */
export const acknowledgeReport = defineCommand({
  id: 'reports.acknowledge',
  load: async (work: Work, input: { readonly reportId: string; readonly hasRelay: boolean }) => ({
    report: await findReport(work, input.reportId),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide: ({ report, settings }, { hasRelay }): AutomaticMail => ({
    purpose: 'acknowledgement',
    recipient: report.reporter.address,
    recipientName: report.reporter.name,
    ...writeAcknowledgement(report, settings),
    locale: report.locale,
    inReplyTo: report.mailMessageId,
    automaticSign: report.isAutomatic ? 'automatic-sender' : null,
    hasRelay,
  }),
  async record(work, { loaded: { report }, change: mail }) {
    const subjectId = asId<'Subject'>(report.id);
    await queueAutomatic(work, subjectId, mail);
    return { subjectId, audit: {}, facts: [], result: null };
  },
  show: async () => null,
});
