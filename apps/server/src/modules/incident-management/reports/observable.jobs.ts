import { inFloods, onFact, type Subscription } from '../../../platform/facts/index.ts';
import { observeReport } from './commands/observe.ts';
import { isByMachine } from './report.rules.ts';

const observe = onFact('report.received', 'reports.observe', async (reaction, { subjectId }) => {
  if (subjectId === null) return;
  const asked = reaction.askedBy(reaction.actorFor('observation'));
  await reaction.runner.react(observeReport, { reportId: subjectId }, asked);
});

/** What is looked for in reports once they are safely in. */
export const observableSubscriptions: readonly Subscription[] = [
  inFloods('report.received', observe, {
    isFlood: isByMachine,
    async reactTogether(all) {
      const reactions = all.flatMap(({ reaction, delivered: { subjectId } }) => {
        if (subjectId === null) return [];
        return [{ input: { reportId: subjectId }, asked: reaction.askedBy(reaction.actorFor('observation')) }];
      });
      await all[0]?.reaction.runner.reactTogether(observeReport, reactions);
    },
  }),
];
