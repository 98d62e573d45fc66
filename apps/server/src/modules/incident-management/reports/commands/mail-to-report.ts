import type { AutomaticSign, Locale } from '@matoi/contract';
import {
  automaticSign,
  languageOf,
  oneLine,
  type ParseAnswer,
  type ParsedMail,
  plainAddress,
} from '../../../../platform/mail/index.ts';
import { type NewReport, newReport } from '../report.model.ts';

/** What a mail means as a report. Everything in it was written by a stranger; what could not be read is said. */
export function reportFromMail(
  mail: { readonly answer: ParseAnswer; readonly envelopeFrom: string; readonly receivedAt: Date },
  given: { readonly defaultLocale: Locale; readonly untitled: string; readonly proposedFor?: string | null },
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
    locale: languageOfMail(parsed, given.defaultLocale),
    proposedFor: given.proposedFor ?? null,
    isAutomatic: signOfMail(parsed, mail) !== null,
    mailMessageId: parsed.messageId === null ? null : oneLine(parsed.messageId, 300),
    sentAt: parsed.sentAt === null ? null : new Date(parsed.sentAt),
  });
}

/** Whether a mail was written by a machine, or by us; then nobody answers it by himself. */
export function signOfMail(
  mail: Pick<ParsedMail, 'headers'>,
  { envelopeFrom }: { readonly envelopeFrom: string },
): AutomaticSign | null {
  const headers = new Map<string, string[]>();
  for (const [name, value] of mail.headers) headers.set(name, [...(headers.get(name) ?? []), value]);
  return automaticSign(headers, envelopeFrom);
}

/** The language in which a mail is answered. */
export function languageOfMail(mail: ParsedMail, otherwise: Locale): Locale {
  return languageOf(mail, otherwise);
}
