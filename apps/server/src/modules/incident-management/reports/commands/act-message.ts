import { asId, refuse } from '@matoi/kernel';
import type { Work } from '../../../../platform/commands/index.ts';
import { leaveOnPage, queueMessage } from '../../../casework/correspondence/index.ts';
import { findAttachment } from '../attachment.store.ts';
import type { Report } from '../report.model.ts';

/** A mail that leaves with an act; without `to` it goes to the reporter. */
export type ActMessage = {
  readonly text: string;
  readonly title?: string | undefined;
  readonly to?: { readonly name?: string | undefined; readonly address: string } | undefined;
  readonly attachmentIds: readonly string[];
};

/**
 * Queues the mail of an act in the act's transaction: it leaves with the act or not at all. To a reporter who left no
 * address the message is only recorded: it is there on the tracking page.
 */
export async function sendWithAct(
  work: Work,
  report: Report,
  given: {
    readonly purpose: 'reply' | 'question' | 'hand-over';
    readonly message: ActMessage;
    readonly hasRelay: boolean;
  },
): Promise<void> {
  const { message, purpose } = given;
  const attachments = [];
  for (const id of message.attachmentIds) attachments.push(await findAttachment(work, report.id, id));
  const { address, name } = report.reporter;
  const to = message.to ?? (address === null ? null : { address, name: name ?? undefined });
  if (to === null && purpose === 'hand-over') refuse('reports.hand-over.address-required');
  if (to === null) {
    const left = { purpose, title: message.title ?? report.title, text: message.text, locale: report.locale };
    await leaveOnPage(work, asId<'Subject'>(report.id), { ...left, attachments });
    return;
  }
  await queueMessage(work, asId<'Subject'>(report.id), {
    purpose,
    to: [{ name: to.name ?? null, address: to.address }],
    title: message.title ?? report.title,
    text: message.text,
    locale: report.locale,
    inReplyTo: message.to === undefined ? report.mailMessageId : null,
    attachments: attachments.map(({ fileId }) => fileId),
    tlp: report.tlp,
    signature: true,
    hasRelay: given.hasRelay,
  });
}
