import type { Locale } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { type ParsedMail, plainAddress } from '../../../../platform/mail/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import { findSubject } from '../../../../platform/subjects/index.ts';
import { type InboundMessage, recordInbound } from '../../../casework/correspondence/index.ts';
import type { AppliedMailTemplate } from '../../sources/index.ts';
import type { StoredAttachment } from './enter-report.ts';
import { languageOfMail, signOfMail } from './mail-to-report.ts';
import { recordActsOf } from './receive-mail.ts';

type Reply = {
  readonly mailId: string;
  readonly envelopeFrom: string;
  readonly isOwnList: boolean;
  readonly mail: ParsedMail;
  readonly attachments: readonly StoredAttachment[];
  readonly subjectId: SubjectId;
  readonly knownBy: InboundMessage['knownBy'];
  /** What a template for fixed mails read in it; null when none is for it. */
  readonly template: AppliedMailTemplate | null;
};

/**
 * A mail that belongs to a record: it goes into the conversation there, and no report is made of it. The actor must see
 * the record, and the open compartment where the mail lay until now.
 */
export const receiveReply = defineCommand({
  id: 'reports.receive-reply',
  load: async (work: Work, input: Reply) => ({
    subject: await findSubject(work, input.subjectId),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide: ({ settings }, input) => inboundOf(input, settings.locale),
  async record(work, { loaded: { subject }, change, input }) {
    const { messageId } = await recordInbound(work, subject.id, change);
    await recordActsOf(work, subject.id, input.template);
    return {
      subjectId: subject.id,
      audit: { messageId, mailId: input.mailId, knownBy: input.knownBy, attachments: input.attachments.length },
      facts: [],
      result: messageId,
    };
  },
  show: async (_work, id) => id,
});

/** What a mail means as a message of a conversation. Everything in it was written by somebody outside. */
function inboundOf(reply: Reply, defaultLocale: Locale): InboundMessage {
  const { mail } = reply;
  return {
    inboundMailId: reply.mailId,
    knownBy: reply.knownBy,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    from: {
      name: mail.from === null || mail.from.name === '' ? null : mail.from.name,
      address: plainAddress(mail.from?.address) ?? plainAddress(reply.envelopeFrom),
    },
    to: mail.recipients.map((address) => ({ name: null, address })),
    title: mail.subject,
    text: mail.text,
    isTextFromHtml: mail.isTextFromHtml,
    locale: languageOfMail(mail, defaultLocale),
    // The fixed mails of a SOC are written by a machine and still tell something new.
    automaticSign: reply.template === null ? signOfMail(mail, reply) : null,
    attachments: reply.attachments,
    deliveryReport: mail.deliveryReport,
  };
}
