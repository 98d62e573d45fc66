import type { ResponseOf, RouteWith } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Message, MessageParts } from './message.model.ts';
import { decideCancel, decideRetry } from './message.rules.ts';
import type { MessageFile } from './parts.store.ts';

/** What a view needs besides the messages, loaded once for a page. */
export type MessageNames = {
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  readonly parts: MessageParts;
};

/** A message as the contract describes it. */
export function viewMessage(
  message: Message,
  { subjects, parts }: MessageNames,
  actor: Pick<Actor, 'permissions'>,
): ResponseOf<RouteWith<'correspondence.retry'>> {
  const may = (permission: string) => actor.permissions.has(permission);
  return {
    id: message.id,
    version: message.version,
    subject: subjects.get(message.subjectId) ?? { kind: '', id: message.subjectId, number: null, title: '' },
    direction: message.direction,
    via: message.via,
    purpose: message.purpose,
    isAutomatic: message.isAutomatic,
    state: message.state,
    suppression: message.suppression,
    author: message.author,
    from: message.from,
    recipient: message.recipient,
    recipients: parts.recipients
      .filter(({ messageId }) => messageId === message.id)
      .map(({ kind, name, address, state, problem }) => ({ kind, name, address, state, problem })),
    title: message.title,
    text: message.text,
    isTextFromHtml: message.isTextFromHtml,
    locale: message.locale,
    tlp: message.tlp,
    attachments: parts.attachments
      .filter(({ messageId }) => messageId === message.id)
      .map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
    knownBy: message.knownBy,
    automaticSign: message.automaticSign,
    hasOriginal: message.originalFileId !== null,
    overrideReason: message.overrideReason,
    attempts: message.attempts,
    lastProblem: message.lastProblem,
    queuedAt: message.queuedAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
    bouncedAt: message.bouncedAt?.toISOString() ?? null,
    can: {
      retry: may('correspondence.retry') && !isRefusal(decideRetry(message.state)),
      cancel: may('correspondence.cancel') && !isRefusal(decideCancel(message.state)),
    },
  };
}

/** A file of a mail as the contract describes it. */
export function viewMessageFile(
  file: MessageFile,
  subject: SubjectLink,
): ResponseOf<RouteWith<'correspondence.files'>>['items'][number] {
  return {
    id: file.id,
    messageId: file.messageId,
    name: file.name,
    mediaType: file.mediaType,
    size: file.size,
    sha256: file.sha256.toString('hex'),
    direction: file.direction,
    title: file.title,
    at: file.at.toISOString(),
    subject,
  };
}
