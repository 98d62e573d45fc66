import type { Locale, MessagePurpose } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import type { Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { insertPageMessage } from './guest.store.ts';
import type { MessageAttachment } from './message.model.ts';
import { insertMessageAttachments } from './parts.store.ts';

/**
 * Records what a reporter wrote on the page of their link, in the caller's transaction: part of the conversation of the
 * record like a mail that came in.
 */
export async function recordFromPage(
  work: Work,
  subjectId: SubjectId,
  message: {
    readonly title: string;
    readonly text: string;
    readonly locale: Locale;
    readonly fromName: string | null;
    readonly attachments: readonly {
      readonly name: string;
      readonly mediaType: string;
      readonly object: StoredObject;
    }[];
  },
): Promise<{ readonly messageId: string }> {
  const id = work.newId<'Message'>();
  const { attachments } = message;
  await insertPageMessage(work, {
    id,
    subjectId,
    direction: 'in',
    purpose: null,
    title: message.title,
    text: message.text,
    locale: message.locale,
    fromName: message.fromName,
    attachmentCount: attachments.length,
  });
  const files = [];
  for (const { name, mediaType, object } of attachments) {
    const fileId = await recordFile(work, { object, subjectId, name, mediaType });
    files.push({ fileId, name, mediaType, size: object.size, sha256: object.sha256 });
  }
  await insertMessageAttachments(work, { subjectId, messageId: id }, files);
  const texts = [message.text, ...attachments.map((one) => one.name)];
  await indexText(work, { subjectId, part: `message ${id}`, texts });
  work.fact({ kind: 'message.received', messageId: id, isAutomatic: false }, subjectId);
  return { messageId: id };
}

/**
 * Leaves a message for the reporter on the page of their link, in the caller's transaction: for reporters who gave no
 * address, and for records from which no mail may leave. Nothing is sent.
 */
export async function leaveOnPage(
  work: Work,
  subjectId: SubjectId,
  message: {
    readonly purpose: MessagePurpose;
    readonly title: string;
    readonly text: string;
    readonly locale: Locale;
    /** Files of the record. */
    readonly attachments: readonly Omit<MessageAttachment, 'id' | 'messageId'>[];
  },
): Promise<{ readonly messageId: string }> {
  const id = work.newId<'Message'>();
  const { attachments, ...written } = message;
  const attachmentCount = attachments.length;
  await insertPageMessage(work, { ...written, id, subjectId, direction: 'out', fromName: null, attachmentCount });
  await insertMessageAttachments(work, { subjectId, messageId: id }, attachments);
  await indexText(work, { subjectId, part: `message ${id}`, texts: [message.title, message.text] });
  // For the page it leaves and arrives in one moment; clocks and screens hear of it as of any other message.
  work.fact({ kind: 'message.queued', messageId: id }, subjectId);
  work.fact({ kind: 'message.sent', messageId: id }, subjectId);
  return { messageId: id };
}
