import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { oneLine } from '../../../../platform/mail/index.ts';
import { readSettings, type Settings } from '../../../../platform/settings/index.ts';
import {
  type AutomaticMail,
  greetingOf,
  queueAutomatic,
  writeAutomatic,
} from '../../../casework/correspondence/index.ts';
import type { Report } from '../report.model.ts';
import { findReport } from '../report.store.ts';

/**
 * Into the form anybody can type the address of somebody else: what leaves for that address says nothing that was typed,
 * or the form would send a stranger's words in the team's name.
 */
const isTypedByAnybody = ({ channel }: Pick<Report, 'channel'>) => channel === 'form';

/** What the prepared text of an acknowledgement mentions (受付のご連絡), in the reporter's language. */
export function acknowledgementValues(
  report: Pick<Report, 'channel' | 'category' | 'locale' | 'number' | 'title' | 'reporter' | 'receivedAt'>,
  settings: Settings,
): Readonly<Record<string, string>> {
  const { locale, number, title, reporter } = report;
  return {
    number,
    title: oneLine(isTypedByAnybody(report) ? (report.category ?? number) : title, 150),
    teamName: settings.teamName,
    teamAddress: settings.mailFrom,
    reporterName: greetingOf(isTypedByAnybody(report) ? null : reporter, locale),
    receivedAt: new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
      dateStyle: 'full',
      timeStyle: 'long',
      timeZone: settings.zone,
    }).format(report.receivedAt),
  };
}

/** Answers a new report with its number, unless the brake says otherwise. */
export const acknowledgeReport = defineCommand({
  id: 'reports.acknowledge',
  async load(work: Work, input: { readonly reportId: string; readonly hasRelay: boolean }) {
    const report = await findReport(work, input.reportId);
    const values = acknowledgementValues(report, await readSettings(work.db));
    return { report, written: await writeAutomatic(work, { key: 'acknowledgement', locale: report.locale, values }) };
  },
  permit: permitAll,
  decide: ({ report, written }, { hasRelay }): AutomaticMail => ({
    ...written,
    purpose: 'acknowledgement',
    recipient: report.reporter.address,
    recipientName: isTypedByAnybody(report) ? null : report.reporter.name,
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
