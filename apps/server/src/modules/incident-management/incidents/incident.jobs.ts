import { type DeliveredFact, onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { peopleOn, type Reminder, toBeReminded } from './reminder.queries.ts';

/**
 * Waits for a moment that was set on an incident and reminds the people on it, if it still is what was set: another
 * moment, or the end of the incident, makes this one void.
 */
async function remind(
  reaction: Reaction,
  delivered: Pick<DeliveredFact, 'subjectId'>,
  wish: { readonly at: string; readonly kind: Reminder },
): Promise<void> {
  const { subjectId } = delivered;
  if (subjectId === null) return;
  const at = new Date(wish.at);
  if (at.getTime() > reaction.runner.clock().getTime()) return reaction.again(at);
  const actor = reaction.actorFor('notifications');
  const accountIds = await reaction.runner.read(actor, (reading) =>
    toBeReminded(reading, { subjectId, at, kind: wish.kind }),
  );
  if (accountIds === null) return;
  const roles = accountIds.length === 0 ? (['commander', 'handler'] as const) : [];
  await reaction.runner.react(
    notifyAccounts,
    { kind: wish.kind, subjectId, roles, accountIds, exceptAccountId: null },
    reaction.askedBy(actor),
  );
}

/** What follows an incident: people are told of it, of what they were given, and of moments that have come. */
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
  onFact('incident.function-given', 'incidents.notify-function', async (reaction, { subjectId, actor, fact }) => {
    if (actor.kind === 'user' && actor.id === fact.accountId) return;
    const accountIds = [fact.accountId];
    await reaction.runner.react(
      notifyAccounts,
      { kind: 'incident.function-given', subjectId, roles: [], accountIds, exceptAccountId: null },
      reaction.askedBy(reaction.actorFor('notifications')),
    );
  }),
  onFact('incident.sight-lost', 'incidents.notify-sight-lost', async (reaction, { fact }) => {
    // Without the record: they do not see it any more, and the notification must not say which it was.
    await reaction.runner.react(
      notifyAccounts,
      {
        kind: 'incident.sight-lost',
        subjectId: null,
        roles: [],
        accountIds: fact.accountIds,
        exceptAccountId: null,
      },
      reaction.askedBy(reaction.actorFor('notifications')),
    );
  }),
  onFact('obligation.reminded', 'incidents.notify-obligation', async (reaction, { subjectId, fact }) => {
    if (subjectId === null) return;
    const actor = reaction.actorFor('notifications');
    const accountIds = await reaction.runner.read(actor, (reading) => peopleOn(reading, subjectId));
    if (accountIds === null) return;
    const roles = accountIds.length === 0 ? (['commander', 'handler'] as const) : [];
    await reaction.runner.react(
      notifyAccounts,
      { kind: fact.reminder, subjectId, roles, accountIds, exceptAccountId: null },
      reaction.askedBy(actor),
    );
  }),
  onFact('incident.review-set', 'incidents.remind-review', async (reaction, delivered) => {
    const { at } = delivered.fact;
    if (at !== null) await remind(reaction, delivered, { at, kind: 'incident.review-due' });
  }),
  onFact('incident.monitoring-set', 'incidents.remind-monitoring', async (reaction, delivered) => {
    const { until } = delivered.fact;
    if (until !== null) await remind(reaction, delivered, { at: until, kind: 'incident.monitoring-ended' });
  }),
];
