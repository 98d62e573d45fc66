import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { assessAgain } from './assess.commands.ts';

async function again(reaction: Reaction, subjectId: string | null): Promise<void> {
  if (subjectId === null) return;
  await reaction.runner.react(assessAgain, { subjectId }, reaction.askedBy(reaction.actorFor('obligations')));
}

/** What obligations do by themselves: a record is judged again when something changes that its clocks rest on. */
export const obligationsSubscriptions: readonly Subscription[] = [
  onFact('obligation.outdated', 'obligations.assess-outdated', (reaction, { subjectId }) => again(reaction, subjectId)),
  onFact('scope-number.recorded', 'obligations.assess-numbers', (reaction, { subjectId }) =>
    again(reaction, subjectId),
  ),
];
