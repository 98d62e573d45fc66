import { asId } from '@matoi/kernel';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { followEnd } from './tracking.commands.ts';

const ends = [
  ['report.closed', true],
  ['incident.closed', true],
  ['incident.reopened', false],
  ['report.reopened', false],
  ['report.unmerged', false],
] as const;

/** What the links of reports do after facts: they end some time after the work is over. */
export function trackingSubscriptions(): readonly Subscription[] {
  return ends.map(([kind, isEnded]) =>
    onFact(kind, `public-reporting.end-after-${kind.replace('.', '-')}`, async (reaction, { subjectId }) => {
      if (subjectId === null) return;
      const asked = reaction.askedBy(reaction.actorFor('guest-links'));
      await reaction.runner.react(followEnd, { subjectId: asId<'Subject'>(subjectId), isEnded }, asked);
    }),
  );
}
