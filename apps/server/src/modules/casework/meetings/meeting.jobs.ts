import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';

/** Whoever is invited and has an account hears of it. */
export function meetingSubscriptions(): readonly Subscription[] {
  return [
    onFact('meeting.invited', 'meetings.tell-invited', async (reaction, { fact, subjectId }) => {
      const { accountIds } = fact;
      await reaction.runner.react(
        notifyAccounts,
        { kind: 'meeting.invited', subjectId, roles: [], accountIds, exceptAccountId: null },
        reaction.askedBy(reaction.actorFor('notifications')),
      );
    }),
  ];
}
