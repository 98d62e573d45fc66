import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { assessAgain, remind } from './assess.commands.ts';
import { lookAt } from './look.queries.ts';

async function again(reaction: Reaction, subjectId: string | null): Promise<void> {
  if (subjectId === null) return;
  await reaction.runner.react(assessAgain, { subjectId }, reaction.askedBy(reaction.actorFor('obligations')));
}

/**
 * Waits for the next moment of a record that was judged: a reminder, or the look of every day. Another judgement ends the
 * waiting of this one; its own fact waits then.
 */
async function wait(reaction: Reaction, subjectId: string | null, basis: string): Promise<void> {
  if (subjectId === null) return;
  const actor = reaction.actorFor('obligations');
  const look = await reaction.runner.read(actor, (reading) => lookAt(reading, { subjectId, basis }));
  switch (look.is) {
    case 'ended':
      return;
    case 'waiting':
      return reaction.again(look.until);
    case 'due':
      await reaction.runner.react(remind, { subjectId }, reaction.askedBy(actor));
      return;
    default:
      look satisfies never;
  }
}

/** What obligations do by themselves: judge a record again when something changes that its clocks rest on, and remind. */
export const obligationsSubscriptions: readonly Subscription[] = [
  onFact('obligation.outdated', 'obligations.assess-outdated', (reaction, { subjectId }) => again(reaction, subjectId)),
  onFact('scope-number.recorded', 'obligations.assess-numbers', (reaction, { subjectId }) =>
    again(reaction, subjectId),
  ),
  onFact('scope-item.changed', 'obligations.assess-items', (reaction, { subjectId }) => again(reaction, subjectId)),
  onFact('obligation.assessed', 'obligations.wait', (reaction, { subjectId, fact }) =>
    wait(reaction, subjectId, fact.basis),
  ),
  onFact('obligation.looked', 'obligations.wait-again', (reaction, { subjectId, fact }) =>
    wait(reaction, subjectId, fact.basis),
  ),
];
