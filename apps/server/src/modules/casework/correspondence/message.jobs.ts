import { sentence } from '@matoi/catalogues';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { findFile, type ObjectStore } from '../../../platform/files/index.ts';
import { TryLater } from '../../../platform/jobs/index.ts';
import type { MailTransport } from '../../../platform/mail/index.ts';
import { digestPlan, sendDigest } from './automatic.commands.ts';
import { linkFooter } from './guest.queries.ts';
import { recordDelivery } from './message.commands.ts';
import { messageToSend } from './message.queries.ts';
import { heldBackBy } from './whole.queries.ts';

/**
 * Hands queued messages to the relay: outside any transaction, with the Message-ID that was recorded before, so that a
 * repeat after a crash can be recognised by the receiver. A try that failed for now fails the job, which comes again.
 */
export function correspondenceSubscriptions({
  transport,
  store,
  guestKey,
  publicUrl,
}: {
  readonly transport: MailTransport | null;
  readonly store: ObjectStore;
  /** Makes the links that mails to reporters carry. */
  readonly guestKey: Buffer;
  readonly publicUrl: string;
}): readonly Subscription[] {
  return [
    onFact('message.queued', 'correspondence.deliver', async (reaction, { fact }) => {
      if (transport === null) return;
      const actor = reaction.actorFor('mail-delivery');
      const { message, parts, settings, files, footer, heldBy } = await reaction.runner.read(actor, async (reading) => {
        const found = await messageToSend(reading, fact.messageId);
        const attached = [];
        for (const { fileId } of found.parts.attachments) attached.push(await findFile(reading, fileId));
        const { recipients } = found.parts;
        const addresses = recipients.map(({ address }) => address);
        // Where mail may be read by others, what leaves for a reason carries no link: that is handed over by other means.
        const isOverridden = found.message.overrideReason !== null;
        const footer = isOverridden ? '' : await linkFooter(reading, { ...found, recipients, guestKey, publicUrl });
        return { ...found, files: attached, footer, heldBy: await heldBackBy(reading, found.message, addresses) };
      });
      if (message.state !== 'queued' || message.messageId === null) return;
      const copies = (kind: 'to' | 'cc') => parts.recipients.filter((one) => one.kind === kind);
      const to = copies('to');
      if (to.length === 0) return;
      const asked = { actor, requestId: null, version: null, repeat: null };
      if (heldBy !== null) {
        // Withheld since it was queued: what waits does not leave either. Somebody may have it sent when that is over.
        const problem = sentence(settings.locale, `correspondence.suppression.${heldBy}`);
        const answer = { isSent: false, isFinal: true, problem } as const;
        await reaction.runner.run(recordDelivery, { id: message.id, answer }, asked);
        return;
      }
      const answer = await transport.send({
        from: settings.mailFrom,
        fromName: settings.teamName,
        to,
        cc: copies('cc'),
        subject: message.title,
        text: `${message.text}${footer}`,
        messageId: message.messageId,
        inReplyTo: message.inReplyTo,
        references: message.references,
        language: message.locale,
        isAutomatic: message.isAutomatic,
        attachments: parts.attachments.flatMap(({ name, mediaType }, at) => {
          const file = files[at];
          return file === undefined ? [] : [{ name, mediaType, open: () => store.get(file) }];
        }),
      });
      const state = await reaction.runner.run(recordDelivery, { id: message.id, answer }, asked);
      if (state === 'queued') throw new TryLater(`message ${message.id} could not be handed over yet`);
    }),
    onFact('message.withheld', 'correspondence.digest', async (reaction, { fact }) => {
      const actor = reaction.actorFor('acknowledgement');
      const plan = await reaction.runner.read(actor, (reading) => digestPlan(reading, fact.messageId));
      if (plan.act === 'nothing') return;
      if (plan.act === 'wait') return reaction.again(plan.until);
      const input = { messageId: fact.messageId, hasRelay: transport !== null };
      // Asked without the mark of the reaction: it may have to come again, and the digest itself is sent once anyway.
      const asked = { actor, requestId: null, version: null, repeat: null };
      const until = await reaction.runner.run(sendDigest, input, asked);
      if (until !== null) await reaction.again(until);
    }),
  ];
}
