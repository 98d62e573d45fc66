import { type DeliveredFact, onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { noteAct } from './entry.commands.ts';

type Act = Omit<Parameters<typeof noteAct.load>[1], 'subjectId' | 'author'>;

/** Writes the act under the name of whoever caused the fact; the journal itself does the writing. */
async function note(
  reaction: Reaction,
  { subjectId, actor: author }: Pick<DeliveredFact, 'subjectId' | 'actor'>,
  act: Act,
): Promise<void> {
  if (subjectId === null) return;
  const asked = reaction.askedBy(reaction.actorFor('journal'));
  await reaction.runner.react(noteAct, { subjectId, author, ...act }, asked);
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
  onFact('message.bounced', 'journal.note-bounced', (reaction, delivered) =>
    note(reaction, delivered, { code: 'message.bounced', lane: 'communication', params: {} }),
  ),
  onFact('message.received', 'journal.note-received', (reaction, delivered) =>
    note(reaction, delivered, { code: 'message.received', lane: 'communication', params: {} }),
  ),
  onFact('message.cancelled', 'journal.note-cancelled', (reaction, delivered) =>
    note(reaction, delivered, { code: 'message.cancelled', lane: 'communication', params: {} }),
  ),
];
