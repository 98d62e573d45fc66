import type { AutomaticSign, Locale } from '@matoi/contract';
import {
  automaticSign,
  languageOf,
  type MailDefaults,
  oneLine,
  type ParseAnswer,
  type ParsedMail,
  plainAddress,
} from '../../../../platform/mail/index.ts';
import type { AppliedMailTemplate } from '../../sources/index.ts';
import { type NewReport, newReport } from '../report.model.ts';

/** What is known of a mail beside what it says. */
export type MailContext = {
  readonly answer: ParseAnswer;
  readonly envelopeFrom: string;
  readonly receivedAt: Date;
  readonly defaults: MailDefaults;
  /** What a template for fixed mails read in it; null when none is for it. */
  readonly template: AppliedMailTemplate | null;
  /** The record whose number its subject names, though its writer is not known there. */
  readonly proposedFor: string | null;
};

/** What a mail means as a report. Everything in it was written by a stranger; what could not be read is said. */
export function reportFromMail(
  mail: MailContext,
  given: { readonly defaultLocale: Locale; readonly untitled: string },
): NewReport {
  const { defaults, template } = mail;
  const locale = defaults.locale ?? given.defaultLocale;
  const common = {
    channel: 'mail',
    receivedAt: mail.receivedAt,
    mailboxId: defaults.mailboxId,
    source: template?.source ?? defaults.sourceName,
    compartmentId: defaults.compartmentId ?? 1,
    tags: defaults.tags,
    proposedFor: mail.proposedFor,
  } as const;
  const envelope = plainAddress(mail.envelopeFrom);
  if (!mail.answer.isParsed) {
    return newReport({
      ...common,
      title: given.untitled,
      text: '',
      parse: 'unparseable',
      parseProblem: mail.answer.problem,
      reporter: { name: null, address: envelope },
      locale,
      isAutomatic: true,
    });
  }
  const parsed = mail.answer.mail;
  const subject = parsed.subject === '' ? given.untitled : parsed.subject;
  return newReport({
    ...common,
    title: template === null || template.title === '' ? subject : oneLine(template.title, 300),
    text: parsed.text,
    isTextFromHtml: parsed.isTextFromHtml,
    reporter: senderOf(parsed, mail.envelopeFrom),
    recipients: parsed.recipients,
    charset: parsed.charset === null ? null : oneLine(parsed.charset, 40),
    locale: languageOfMail(parsed, locale),
    isAutomatic: signOfMail(parsed, { ...mail, ...defaults }) !== null || !defaults.isAcknowledged || template !== null,
    mailMessageId: parsed.messageId === null ? null : oneLine(parsed.messageId, 300),
    sentAt: parsed.sentAt === null ? null : new Date(parsed.sentAt),
    externalId: template?.externalId ?? null,
    occurredAt: template?.occurredAt ?? null,
    occurredPrecision: template?.occurredAt === null || template === null ? null : 'minute',
    detectedAt: template?.detectedAt ?? null,
    fields: template?.fields ?? [],
  });
}

/** Who wrote a mail, as it says itself. */
export function senderOf(
  parsed: ParsedMail,
  envelopeFrom: string,
): { readonly name: string | null; readonly address: string | null } {
  return {
    name: parsed.from === null || parsed.from.name === '' ? null : parsed.from.name,
    address: plainAddress(parsed.from?.address) ?? plainAddress(envelopeFrom),
  };
}

/** Whether a mail was written by a machine, or by us. A list of our own is no machine: what it adds is taken off first. */
export function signOfMail(
  mail: Pick<ParsedMail, 'headers'>,
  given: { readonly envelopeFrom: string; readonly isOwnList: boolean },
): AutomaticSign | null {
  const headers = new Map<string, string[]>();
  for (const [name, value] of mail.headers) {
    if (given.isOwnList && (name.startsWith('list-') || name === 'precedence')) continue;
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return automaticSign(headers, given.envelopeFrom);
}

/** The language in which a mail is answered. */
export function languageOfMail(mail: ParsedMail, otherwise: Locale): Locale {
  return languageOf(mail, otherwise);
}
