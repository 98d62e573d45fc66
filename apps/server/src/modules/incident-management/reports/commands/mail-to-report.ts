import type { Locale } from '@matoi/contract';
import { automaticSign, languageOf, oneLine, type ParseAnswer, plainAddress } from '../../../../platform/mail/index.ts';
import type { NewReport } from '../report.model.ts';

/** What a mail means as a report. Everything in it was written by a stranger; what could not be read is said. */
export function reportFromMail(
  mail: { readonly answer: ParseAnswer; readonly envelopeFrom: string; readonly receivedAt: Date },
  given: { readonly defaultLocale: Locale; readonly untitled: string },
): NewReport {
  const common = { channel: 'mail', source: null, externalId: null, receivedAt: mail.receivedAt } as const;
  const envelope = plainAddress(mail.envelopeFrom);
  if (!mail.answer.isParsed) {
    return {
      ...common,
      title: given.untitled,
      text: '',
      isTextFromHtml: false,
      parse: 'unparseable',
      parseProblem: mail.answer.problem,
      reporter: { name: null, address: envelope },
      recipients: [],
      charset: null,
      locale: given.defaultLocale,
      isAutomatic: true,
      mailMessageId: null,
      sentAt: null,
    };
  }
  const parsed = mail.answer.mail;
  const headers = new Map<string, string[]>();
  for (const [name, value] of parsed.headers) headers.set(name, [...(headers.get(name) ?? []), value]);
  return {
    ...common,
    title: parsed.subject === '' ? given.untitled : parsed.subject,
    text: parsed.text,
    isTextFromHtml: parsed.isTextFromHtml,
    parse: 'parsed',
    parseProblem: null,
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
  };
}
