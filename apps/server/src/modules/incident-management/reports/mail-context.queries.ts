import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { InboundMail, ParseAnswer } from '../../../platform/mail/index.ts';
import { type FoundThread, findThread } from '../../casework/correspondence/index.ts';
import { type AppliedMailTemplate, applyMailTemplates } from '../sources/index.ts';
import { senderOf } from './commands/mail-to-report.ts';
import { findBySource } from './report.store.ts';

/** What is known of a mail before it is taken in. */
export type Context = { readonly thread: FoundThread | null; readonly template: AppliedMailTemplate | null };

/**
 * The record to which a mail belongs, whatever its compartment, and what a template for fixed mails reads in it. A later
 * fixed mail with the same number of the sender's own tells more of the report that the first one made.
 */
export async function contextOf(reading: Reading, kept: InboundMail, answer: ParseAnswer): Promise<Context> {
  if (!answer.isParsed) return { thread: null, template: null };
  const { mail } = answer;
  const from = senderOf(mail, kept.envelopeFrom).address;
  const { subject, text } = mail;
  const template = await applyMailTemplates(reading, { from, subject, text, receivedAt: kept.receivedAt });
  const earlier =
    template === null || template.externalId === null
      ? null
      : await findBySource(reading, template.source, template.externalId);
  if (earlier !== null) {
    const { id, compartmentId } = earlier;
    return { template, thread: { subjectId: asId<'Subject'>(id), compartmentId, by: 'known-correspondent' } };
  }
  const { inReplyTo, references, deliveryReport } = mail;
  const reportedId = deliveryReport?.originalMessageId ?? null;
  return { template, thread: await findThread(reading, { inReplyTo, references, reportedId, from, title: subject }) };
}
