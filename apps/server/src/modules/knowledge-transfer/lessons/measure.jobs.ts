import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { reminderOf } from './measure.queries.ts';

/** What measures do by themselves: remind of the day on which they are due. */
export const measureSubscriptions: readonly Subscription[] = [
  onFact(
    'measure.changed',
    'lessons.remind',
    async (reaction, { fact, subjectId }) => {
      const actor = reaction.actorFor('notifications');
      const reminder = await reaction.runner.read(actor, (reading) => reminderOf(reading, fact));
      if (reminder === null) return;
      if (!reminder.isNow) {
        await reaction.again(reminder.at);
        return;
      }
      const { accountId } = reminder;
      const told = {
        kind: 'measure.due',
        subjectId,
        roles: [],
        accountIds: [accountId],
        exceptAccountId: null,
      } as const;
      await reaction.runner.react(notifyAccounts, told, reaction.askedBy(actor));
    },
    (fact) => fact.state === 'open',
  ),
];
