import type { Locale } from '@matoi/contract';
import { automaticSign, languageOf, oneLine, type ParseAnswer, plainAddress } from '../../../../platform/mail/index.ts';
import { type NewReport, newReport } from '../report.model.ts';

/** What a mail means as a report. Everything in it was written by a stranger; what could not be read is said. */
export function reportFromMail(
  mail: { readonly answer: ParseAnswer; readonly envelopeFrom: string; readonly receivedAt: Date },
  given: { readonly defaultLocale: Locale; readonly untitled: string },
): NewReport {
  const common = { channel: 'mail', receivedAt: mail.receivedAt } as const;
  const envelope = plainAddress(mail.envelopeFrom);
  if (!mail.answer.isParsed) {
    return newReport({
      ...common,
      title: given.untitled,
      text: '',
      parse: 'unparseable',
      parseProblem: mail.answer.problem,
      reporter: { name: null, address: envelope },
      locale: given.defaultLocale,
      isAutomatic: true,
    });
  }
  const parsed = mail.answer.mail;
  const headers = new Map<string, string[]>();
  for (const [name, value] of parsed.headers) headers.set(name, [...(headers.get(name) ?? []), value]);
  return newReport({
    ...common,
    title: parsed.subject === '' ? given.untitled : parsed.subject,
    text: parsed.text,
    isTextFromHtml: parsed.isTextFromHtml,
    reporter: {
      name: parsed.from === null || parsed.from.name === '' ? null : parsed.from.name,
      address: plainAddress(parsed.from?.address) ?? envelope,
    },
    recipients: parsed.recipients,
    charset: parsed.charset === null ? null : oneLine(parsed.charset, 40),
    locale: languageOf(parsed, given.defaultLocale),
    isAutomatic: automaticSign(headers, mail.envelopeFrom) !== null,
    mailMessageId: parsed.messageId === null ? null : oneLine(parsed.messageId, 300),
    sentAt: parsed.sentAt === null ? null : new Date(parsed.sentAt),
  });
}
