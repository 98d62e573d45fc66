import { type DeliveredFact, onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { noteAct } from './entry.commands.ts';

type Act = Omit<Parameters<typeof noteAct.load>[1], 'subjectId'>;

/** Writes the act as done by whoever caused the fact, seen from the compartment in which the record lies now. */
async function note(
  reaction: Reaction,
  delivered: Pick<DeliveredFact, 'subjectId' | 'actor'>,
  act: Act,
): Promise<void> {
  if (delivered.subjectId === null) return;
  const recorder = {
    ...reaction.actorFor('journal'),
    kind: delivered.actor.kind,
    id: delivered.actor.id,
    name: delivered.actor.name,
  };
  await reaction.runner.react(noteAct, { subjectId: delivered.subjectId, ...act }, reaction.askedBy(recorder));
}

/** What the journal writes down because it happened elsewhere. */
export const journalSubscriptions: readonly Subscription[] = [
  onFact('subject.moved', 'journal.note-move', (reaction, delivered) => {
    const { from, to } = delivered.fact;
    return note(reaction, delivered, {
      code: 'subject.restricted',
      lane: 'us',
      params: { from: String(from), to: String(to) },
    });
  }),
  onFact('message.sent', 'journal.note-sent', (reaction, delivered) =>
    note(reaction, delivered, { code: 'message.sent', lane: 'communication', params: {} }),
  ),
  onFact('message.failed', 'journal.note-failed', (reaction, delivered) =>
    note(reaction, delivered, { code: 'message.failed', lane: 'communication', params: {} }),
  ),
];
