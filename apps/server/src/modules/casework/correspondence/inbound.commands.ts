import type { AutomaticSign, Locale, ThreadMark } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { giveFile, recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { type DeliveryReport, findInboundMail, giveMail } from '../../../platform/mail/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { reportedCopies } from './bounce.rules.ts';
import { findCorrespondent, searchThread } from './correspondent.store.ts';
import type { MailAddress, Message } from './message.model.ts';
import { findByMessageId, insertMessage, updateBounced } from './message.store.ts';
import { insertMessageAttachments, insertRecipients, partsOfMessages, updateRecipients } from './parts.store.ts';
import { messageIdsOf, numbersIn } from './writing.rules.ts';

/** `proposed`: the subject names the record, but its writer is not known there; a person decides. */
export type FoundThread = {
  readonly subjectId: SubjectId;
  /** Where the record lies: the intake goes on as an actor that sees this compartment. */
  readonly compartmentId: number;
  readonly by: ThreadMark | 'proposed';
};

/**
 * To which record a mail belongs, whatever its compartment: by our own Message-ID, or because its writer takes part there
 * already and answers his own mail or names the number in the subject. For the intake of mail only; tells no content.
 */
export async function findThread(
  reading: Reading,
  mail: {
    readonly inReplyTo: string | null;
    readonly references: readonly string[];
    /** Message-ID of the mail that a delivery report is about. */
    readonly reportedId?: string | null;
    readonly from: string | null;
    readonly title: string;
  },
): Promise<FoundThread | null> {
  const { actor } = reading;
  if (actor.kind !== 'system' || actor.id !== 'mail-intake') throw new TypeError('only the intake looks for threads');
  const ids = messageIdsOf([mail.reportedId ?? null, mail.inReplyTo, ...[...mail.references].reverse()]);
  const found = await searchThread(reading, { ids, from: mail.from ?? '', numbers: numbersIn(mail.title) });
  if (found === null) return null;
  return {
    subjectId: asId<'Subject'>(found.subjectId),
    compartmentId: found.compartmentId,
    by: found.how === 'token' || found.how === 'known-correspondent' ? found.how : 'proposed',
  };
}

/** A mail that came in and belongs to a record. */
export type InboundMessage = {
  readonly inboundMailId: string;
  readonly knownBy: ThreadMark;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: { readonly name: string | null; readonly address: string | null };
  readonly to: readonly MailAddress[];
  readonly title: string;
  readonly text: string;
  readonly isTextFromHtml: boolean;
  readonly locale: Locale;
  /** No person wrote it; it is kept in the conversation and never answered by itself. */
  readonly automaticSign: AutomaticSign | null;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly object: StoredObject }[];
  /** Where it is a delivery report, what it says of the mail it is about. */
  readonly deliveryReport?: DeliveryReport | null;
};

/**
 * Records a mail on the conversation of a record, in the caller's transaction: the mail and its raw original belong to the
 * record from now on. A delivery report marks the copies that came back.
 */
export async function recordInbound(
  work: Work,
  subjectId: SubjectId,
  mail: InboundMessage,
): Promise<{ readonly messageId: string }> {
  const kept = await findInboundMail(work, mail.inboundMailId);
  await giveMail(work, kept.id, subjectId);
  await giveFile(work, kept.fileId, subjectId);
  const id = work.newId<'Message'>();
  const owner = { subjectId, messageId: id };
  await insertMessage(work, {
    id,
    subjectId,
    direction: 'in',
    via: 'mail',
    purpose: null,
    isAutomatic: mail.automaticSign !== null,
    state: 'received',
    suppression: null,
    author: null,
    from: mail.from,
    recipient: null,
    title: mail.title,
    text: mail.text,
    isTextFromHtml: mail.isTextFromHtml,
    locale: mail.locale,
    tlp: null,
    messageId: messageIdsOf([mail.messageId])[0] ?? null,
    inReplyTo: messageIdsOf([mail.inReplyTo])[0] ?? null,
    references: messageIdsOf(mail.references),
    knownBy: await markOf(work, subjectId, mail),
    automaticSign: mail.automaticSign,
    inboundMailId: kept.id,
    originalFileId: kept.fileId,
    overrideReason: null,
    attachmentCount: mail.attachments.length,
    queuedAt: kept.receivedAt,
  });
  const to = mail.to.slice(0, 200).map((one) => ({ ...one, kind: 'to' as const, state: 'received' as const }));
  await insertRecipients(work, owner, to);
  const files = [];
  for (const { name, mediaType, object } of mail.attachments) {
    const fileId = await recordFile(work, { object, subjectId, name, mediaType });
    files.push({ fileId, name, mediaType, size: object.size, sha256: object.sha256 });
  }
  await insertMessageAttachments(work, owner, files);
  await indexText(work, {
    subjectId,
    part: `message ${id}`,
    texts: [mail.title, mail.from.name ?? '', mail.from.address ?? '', mail.text],
  });
  const isAutomatic = mail.automaticSign !== null;
  work.fact({ kind: 'message.received', messageId: id, isAutomatic }, subjectId);
  if (mail.deliveryReport !== null && mail.deliveryReport !== undefined) await recordBounce(work, mail.deliveryReport);
  return { messageId: id };
}

/** Answers by somebody who takes part are told from those of strangers who came by our Message-ID, forwarded to them. */
async function markOf(work: Work, subjectId: SubjectId, mail: InboundMessage): Promise<ThreadMark> {
  const { address } = mail.from;
  const person = address === null ? null : await findCorrespondent(work, subjectId, address);
  return person === null ? mail.knownBy : 'known-correspondent';
}

/** Marks the message that a delivery report is about, copy by copy. Answers it, or null when it is none of ours. */
export async function recordBounce(work: Work, report: DeliveryReport): Promise<Message | null> {
  const ids = messageIdsOf([report.originalMessageId]);
  const message = ids[0] === undefined ? null : await findByMessageId(work, ids[0]);
  if (message === null) return null;
  const { recipients } = await partsOfMessages(work, [message.id]);
  const copies = reportedCopies(report, recipients);
  for (const { address, ...change } of copies)
    await updateRecipients(work, message.id, { ...change, addresses: [address] });
  const bounced = copies.find(({ state }) => state === 'bounced');
  if (bounced === undefined) return message;
  await updateBounced(work, message.id, bounced.problem);
  work.fact({ kind: 'message.bounced', messageId: message.id }, asId<'Subject'>(message.subjectId));
  return message;
}
