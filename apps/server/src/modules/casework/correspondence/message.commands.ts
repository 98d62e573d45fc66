import type { Locale, MessageTemplate } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { SendAnswer } from '../../../platform/mail/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { afterAttempt, decideRetry, suppressionOf } from './message.rules.ts';
import { countAutomaticSince, findMessage, insertMessage, updateMessage } from './message.store.ts';
import { viewMessage } from './message.views.ts';

export type AutomaticMail = {
  readonly template: MessageTemplate;
  readonly recipient: string | null;
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  readonly inReplyTo: string | null;
  readonly automaticSign: 'automatic-sender' | 'own-mail' | null;
  readonly hasRelay: boolean;
};

/**
 * Queues an automatic mail in the caller's transaction, or records why none leaves. The brake counts all automatic
 * mail, so that two programs that answer each other stop by themselves.
 */
export async function queueAutomatic(work: Work, subjectId: SubjectId, mail: AutomaticMail): Promise<void> {
  const hourAgo = new Date(work.now.getTime() - 3_600_000);
  const dayAgo = new Date(work.now.getTime() - 24 * 3_600_000);
  const settings = await readSettings(work.db);
  const suppression = suppressionOf({
    isSwitchedOff: !settings.automaticMail,
    hasRelay: mail.hasRelay,
    recipient: mail.recipient,
    automaticSign: mail.automaticSign,
    sentToSenderLastHour: await countAutomaticSince(work, mail.recipient, hourAgo),
    sentToSenderLastDay: await countAutomaticSince(work, mail.recipient, dayAgo),
    sentLastHour: await countAutomaticSince(work, null, hourAgo),
  });
  const id = work.newId<'Message'>();
  const domain = settings.mailFrom.slice(settings.mailFrom.lastIndexOf('@') + 1);
  await insertMessage(work, {
    id,
    subjectId,
    template: mail.template,
    state: suppression === null ? 'queued' : 'suppressed',
    suppression,
    recipient: mail.recipient,
    title: mail.title,
    text: mail.text,
    locale: mail.locale,
    messageId: `matoi.${id}@${domain}`,
    inReplyTo: mail.inReplyTo,
  });
  if (suppression === null) work.fact({ kind: 'message.queued', messageId: id }, subjectId);
}

/** Records what came of one try to hand a message to the relay. */
export const recordDelivery = defineCommand({
  id: 'correspondence.record-delivery',
  load: (work: Work, input: { readonly id: string; readonly answer: SendAnswer }) =>
    findMessage(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (message, { answer }) => ({ attempts: message.attempts + 1, ...afterAttempt(message.attempts + 1, answer) }),
  async record(work, { loaded: message, change }) {
    const subjectId = asId<'Subject'>(message.subjectId);
    await updateMessage(work, message.id, change);
    if (change.state === 'queued')
      return { subjectId, audit: { messageId: message.id, problem: change.problem }, facts: [], result: change.state };
    const code = change.state === 'sent' ? ('message.sent' as const) : ('message.failed' as const);
    return {
      subjectId,
      audit: { messageId: message.id, problem: change.problem },
      facts: [{ kind: code, messageId: message.id }],
      result: change.state,
    };
  },
  show: async (_work, state) => state,
});

/** Puts a message that finally failed back into the queue. */
export const retryMessage = defineCommand({
  id: 'correspondence.retry',
  load: (work: Work, input: { readonly id: string }) => findMessage(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (message) => decideRetry(message.state),
  async record(work, { loaded: message, change }) {
    await updateMessage(work, message.id, { state: change.state, attempts: 0, problem: null });
    return {
      subjectId: asId<'Subject'>(message.subjectId),
      audit: { messageId: message.id },
      facts: [{ kind: 'message.queued' as const, messageId: message.id }],
      result: message.id,
    };
  },
  show: async (work, id) => viewMessage(await findMessage(work, id), work.actor),
});
