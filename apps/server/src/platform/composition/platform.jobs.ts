import { onFact, type Subscription } from '../facts/index.ts';
import { notifyAccounts } from '../notifications/index.ts';

/** What the platform itself does after facts: the break-glass account is never used unseen. */
export function platformSubscriptions(): readonly Subscription[] {
  return [
    onFact('break-glass.used', 'platform.alarm', async (reaction, { fact }) => {
      const asked = reaction.askedBy(reaction.actorFor('notifications'));
      await reaction.runner.react(
        notifyAccounts,
        {
          kind: 'break-glass.used',
          subjectId: null,
          roles: ['administrator', 'commander', 'auditor'],
          exceptAccountId: fact.accountId,
        },
        asked,
      );
    }),
  ];
}
