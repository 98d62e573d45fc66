import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { findMessage } from '../../casework/correspondence/index.ts';
import { recordOccurrences } from './observable.commands.ts';

/** Reads the observables out of a mail of a conversation, on the record that it belongs to. */
export const readMessage = defineCommand({
  id: 'observables.read-message',
  load: (work: Work, input: { readonly messageId: string }) => findMessage(work, input.messageId),
  permit: permitAll,
  decide: (message) => message,
  async record(work, { change: message }) {
    const subjectId = asId<'Subject'>(message.subjectId);
    const text = `${message.title}\n${message.text}`;
    const found = await recordOccurrences(work, subjectId, { part: `message ${message.id}`, text });
    return { subjectId, audit: { messageId: message.id, found }, facts: [], result: null };
  },
  show: async () => null,
});

/** What is looked for in the mails that come in later. What we write ourselves is not evidence of anything. */
export const observablesSubscriptions: readonly Subscription[] = [
  onFact('message.received', 'observables.read-message', async (reaction, { fact }) => {
    if (fact.isAutomatic) return;
    const asked = reaction.askedBy(reaction.actorFor('observation'));
    await reaction.runner.react(readMessage, { messageId: fact.messageId }, asked);
  }),
];
