import { type FactKind, openCompartment } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { findMessage } from '../../casework/correspondence/index.ts';
import { followRecord, isMarkingOld } from './follow.commands.ts';
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

async function follow(reaction: Reaction, subjectId: string | null, movedAt: Date | null): Promise<void> {
  if (subjectId === null) return;
  const actor = reaction.actorFor('observation');
  // Most changes of a record are not about its marking.
  const isNeeded =
    movedAt !== null || (await reaction.runner.read(actor, (reading) => isMarkingOld(reading, subjectId)));
  if (isNeeded) await reaction.runner.react(followRecord, { subjectId, movedAt }, reaction.askedBy(actor));
}

/** Facts after which a record may be marked in another way. */
const marking = ['incident.changed', 'report.changed'] as const satisfies readonly FactKind[];

/** What is looked for in the mails that come in later. What we write ourselves is not evidence of anything. */
export const observablesSubscriptions: readonly Subscription[] = [
  onFact('message.received', 'observables.read-message', async (reaction, { fact }) => {
    if (fact.isAutomatic) return;
    const asked = reaction.askedBy(reaction.actorFor('observation'));
    await reaction.runner.react(readMessage, { messageId: fact.messageId }, asked);
  }),
  ...marking.map((kind) =>
    onFact(kind, `observables.follow-${kind.replace('.', '-')}`, (reaction, { subjectId }) =>
      follow(reaction, subjectId, null),
    ),
  ),
  onFact(
    'subject.moved',
    'observables.follow-move',
    (reaction, { subjectId, occurredAt }) => follow(reaction, subjectId, occurredAt),
    ({ from, to }) => from === openCompartment && to !== openCompartment,
  ),
];
