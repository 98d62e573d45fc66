import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';

/** What follows an incident: the team is told that there is one. */
export const incidentsSubscriptions: readonly Subscription[] = [
  onFact('incident.opened', 'incidents.notify', async (reaction, { subjectId, actor }) => {
    const asked = reaction.askedBy(reaction.actorFor('notifications'));
    const exceptAccountId = actor.kind === 'user' ? actor.id : null;
    await reaction.runner.react(
      notifyAccounts,
      { kind: 'incident.opened', subjectId, roles: ['commander', 'handler'], exceptAccountId },
      asked,
    );
  }),
];
