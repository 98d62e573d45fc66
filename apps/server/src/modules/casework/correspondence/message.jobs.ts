import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { TryLater } from '../../../platform/jobs/index.ts';
import type { MailTransport } from '../../../platform/mail/index.ts';
import { recordDelivery } from './message.commands.ts';
import { messageToSend } from './message.queries.ts';

/**
 * Hands queued messages to the relay: outside any transaction, with the Message-ID that was recorded before, so that a
 * repeat after a crash can be recognised by the receiver. A try that failed for now fails the job, which comes again.
 */
export function correspondenceSubscriptions(transport: MailTransport | null): readonly Subscription[] {
  return [
    onFact('message.queued', 'correspondence.deliver', async (reaction, { fact }) => {
      if (transport === null) return;
      const actor = reaction.actorFor('mail-delivery');
      const { message, settings } = await reaction.runner.read(actor, (reading) =>
        messageToSend(reading, fact.messageId),
      );
      if (message.state !== 'queued' || message.recipient === null) return;
      const answer = await transport.send({
        from: settings.mailFrom,
        fromName: settings.teamName,
        to: message.recipient,
        subject: message.title,
        text: message.text,
        messageId: message.messageId,
        inReplyTo: message.inReplyTo,
        language: message.locale,
        isAutomatic: true,
      });
      const asked = { actor, requestId: null, version: null, repeat: null };
      const state = await reaction.runner.run(recordDelivery, { id: message.id, answer }, asked);
      if (state === 'queued') throw new TryLater(`message ${message.id} could not be handed over yet`);
    }),
  ];
}
