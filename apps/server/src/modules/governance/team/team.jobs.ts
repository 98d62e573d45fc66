import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { keeperOf } from './directory.queries.ts';
import { confirmDueAt } from './directory.rules.ts';

const rosterSubscriptions: readonly Subscription[] = [
  onFact('duty-swap.asked', 'team.tell-asked', async (reaction, { fact: { accountId } }) => {
    if (accountId !== null) await tell(reaction, { kind: 'duty.swap-asked', accountIds: [accountId], roles: [] });
  }),
  onFact('duty-swap.answered', 'team.tell-answered', async (reaction, { fact: { accountId }, actor }) => {
    if (accountId === null || actor.id === accountId) return;
    await tell(reaction, { kind: 'duty.swap-answered', accountIds: [accountId], roles: [] });
  }),
  onFact('directory-entry.confirmed', 'team.watch-entry', async (reaction, { fact }) => {
    const actor = reaction.actorFor('notifications');
    const { found, now } = await reaction.runner.read(actor, async (reading) => ({
      found: await keeperOf(reading, fact.entryId),
      now: reading.now,
    }));
    // A later fact watches an entry that was confirmed since; what is no longer used is not asked about.
    if (found === null || found.entry.version !== fact.version || !found.entry.isActive) return;
    const dueAt = confirmDueAt(found.entry);
    if (now < dueAt) return reaction.again(dueAt);
    const { accountId } = found;
    await tell(reaction, {
      kind: 'directory.stale',
      accountIds: accountId === null ? [] : [accountId],
      roles: accountId === null ? ['commander'] : [],
    });
  }),
];

/** Everybody who handles incidents hears of it in the program, because mail no longer tells them. */
const compromiseSubscriptions: readonly Subscription[] = (
  ['mail-compromise.begun', 'mail-compromise.ended'] as const
).map((kind) =>
  onFact(kind, `team.tell-${kind}`, (reaction) =>
    tell(reaction, { kind, accountIds: [], roles: ['administrator', 'commander', 'handler'] }),
  ),
);

type Told = {
  readonly kind:
    | 'duty.swap-asked'
    | 'duty.swap-answered'
    | 'directory.stale'
    | 'mail-compromise.begun'
    | 'mail-compromise.ended';
  readonly accountIds: readonly string[];
  readonly roles: readonly ('administrator' | 'commander' | 'handler')[];
};

async function tell(reaction: Reaction, told: Told): Promise<void> {
  const asked = reaction.askedBy(reaction.actorFor('notifications'));
  await reaction.runner.react(notifyAccounts, { ...told, subjectId: null, exceptAccountId: null }, asked);
}

/** What the team's part does by itself: tells who is asked for a swap, whose entry is due, that mail is not trusted. */
export const teamSubscriptions: readonly Subscription[] = [...rosterSubscriptions, ...compromiseSubscriptions];
